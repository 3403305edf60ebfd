"""Taking something personal out of the whole history: first it is shown where it stands, then it goes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge import workflow
from knowledge.forms import FindWordsForm, RemoveWordsForm
from knowledge.models import Removal

from .steps import publishes

MOST_SHOWN = 50


@login_required
@publishes
@require_http_methods(["GET", "HEAD", "POST"])
def removals(request: HttpRequest) -> HttpResponse:
    """The words are sent, never part of an address, so that no log keeps them."""
    is_removing = "remove" in request.POST
    form = (RemoveWordsForm if is_removing else FindWordsForm)(request.POST or None)
    places, status = [], 422 if form.is_bound else 200
    if form.is_valid():
        places = workflow.places_of(form.cleaned_data["words"])
        if is_removing:
            try:
                count = workflow.remove_words(by=request.user, **form.cleaned_data)
            except workflow.TransitionError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                messages.success(
                    request, _("Removed, from %(count)d texts and all their revisions.") % {"count": count}
                )
                return redirect("curation:removals")
        else:
            form, status = RemoveWordsForm(initial=form.cleaned_data), 200
    context = {"form": form, "places": places[:MOST_SHOWN], "count": len(places), "is_sought": bool(request.POST)}
    context["removals"] = Removal.objects.select_related("text__article", "by")[:MOST_SHOWN]
    return render(request, "knowledge/removals.html", context, status=status)
