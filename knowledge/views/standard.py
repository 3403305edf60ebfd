"""How well the content standard is met, topic by topic and never person by person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knowledge.models import StandardCheck, Topic

from .steps import writes


@login_required
@writes
def standard(request: HttpRequest) -> HttpResponse:
    topics = Topic.objects.in_bulk()
    rows = [
        (topics[row["topic"]], row["checked"], [row[name] * 100 // row["checked"] for name in StandardCheck.POINTS])
        for row in StandardCheck.objects.by_topic()
    ]
    points = [StandardCheck._meta.get_field(name).verbose_name for name in StandardCheck.POINTS]
    return render(request, "knowledge/standard.html", {"rows": rows, "points": points})
