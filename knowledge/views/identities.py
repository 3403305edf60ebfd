"""The identity check in the editor: what it finds while somebody types, and what they decide about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge import workflow
from knowledge.checking_forms import IdentityForm
from knowledge.forms import DraftForm
from knowledge.models import Draft

from .draft_page import draft_of, finds_in
from .steps import writes


@require_POST
@login_required
@writes
def check(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """What the check says of the words as they stand in the editor, saved or not."""
    shown = draft_of(request, pk) if pk else Draft(author=request.user)
    # Validating puts what was typed into the draft in memory, as far as it goes; nothing is saved.
    DraftForm(request.POST, instance=shown).is_valid()
    return render(request, "knowledge/_identity_findings.html", finds_in(shown))


def decide(request: HttpRequest, saved: Draft) -> HttpResponse:
    """Do with a find what the pressed button says, on the text that was just saved."""
    form = IdentityForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect(f"{saved.get_absolute_url()}#identity")
    verb, details = form.decision()
    try:
        verb(saved, by=request.user, **details)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved, with your decision."))
    return redirect(f"{saved.get_absolute_url()}#identity")
