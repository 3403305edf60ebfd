"""What search learns: phrases to approve, and what people looked for in vain."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge import workflow
from knowledge.gaps import MOST, gaps
from knowledge.models import LearnedPhrase, SearchEvent

from .steps import publishes, writes

PAGE_SIZE = 50
State = LearnedPhrase.State


@login_required
@writes
def phrases(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in State.values else State.PROPOSED.value
    rows = LearnedPhrase.objects.filter(state=state).with_questions()
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "state": state,
        "states": [
            (State.PROPOSED, _("To decide")),
            (State.APPROVED, _("Approved")),
            (State.REFUSED, _("Refused")),
        ],
        "can_publish": request.user.has_perm("knowledge.publish_article"),
    }
    return render(request, "knowledge/phrases.html", context)


@require_POST
@login_required
@publishes
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, workflow.approve_phrase, _("Approved. Search knows these words in a second."))


@require_POST
@login_required
@publishes
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, workflow.refuse_phrase, _("Refused. It will not be proposed again."))


def _decide(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    phrase = get_object_or_404(LearnedPhrase.objects.select_related("article"), pk=pk)
    before = phrase.state
    try:
        verb(phrase, by=request.user)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    if "on_article" in request.POST:
        return redirect("curation:article", key=phrase.article.key)
    return redirect(reverse("curation:phrases", query={"state": before}))


@login_required
@writes
def missing(request: HttpRequest) -> HttpResponse:
    """Searches that found nothing, and searches after which nothing was opened."""
    nothing, abandoned = gaps()
    context = {"nothing": nothing, "abandoned": abandoned, "most": MOST, "days": SearchEvent.KEPT_FOR.days}
    return render(request, "knowledge/gaps.html", context)
