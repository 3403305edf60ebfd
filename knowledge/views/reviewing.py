"""Reviewing drafts: every step between writing and readers."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge import workflow
from knowledge.checking_forms import StandardForm
from knowledge.forms import (
    CitationFormSet,
    CommentForm,
    DraftForm,
    PublishForm,
    PublishUncheckedForm,
    ResolveForm,
    ScheduleForm,
    SendBackForm,
)
from knowledge.models import Draft, DraftComment

from .draft_page import PUBLISH_IDS, SCHEDULE_IDS, context_of, draft_of
from .steps import do, publishes, publishes_experience, writes

# With these an editor approves a text, and ticks what it meets.
APPROVING = (workflow.publish, workflow.schedule)


@require_POST
@login_required
@writes
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, draft_of(request, pk), workflow.submit, _("The draft is waiting for review."))


@require_POST
@login_required
@writes
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, draft_of(request, pk), workflow.take_back, _("You can go on writing."))


@require_POST
@login_required
@writes
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, draft_of(request, pk), workflow.discard, _("The draft was discarded."))


@require_POST
@login_required
@publishes
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    form = SendBackForm(request.POST)
    return _judge(request, pk, form, workflow.send_back, _("Sent back to the author."), "send_back_form")


@require_POST
@login_required
@publishes
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    form = PublishForm(request.POST, auto_id=PUBLISH_IDS)
    return _judge(request, pk, form, workflow.publish, _("Published. Readers can find it now."), "publish_form")


@require_POST
@login_required
@publishes_experience
def publish_unchecked(request: HttpRequest, pk: int) -> HttpResponse:
    form = PublishUncheckedForm(request.POST, auto_id=PUBLISH_IDS)
    done = _("Published as not yet checked. Readers can find it now.")
    return _judge(request, pk, form, workflow.publish_unchecked, done, "publish_form")


@require_POST
@login_required
@publishes
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    form = ScheduleForm(request.POST, auto_id=SCHEDULE_IDS)
    done = _("Approved. Readers see it on the day you chose.")
    return _judge(request, pk, form, workflow.schedule, done, "schedule_form")


@require_POST
@login_required
@publishes
def unschedule(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, draft_of(request, pk), workflow.unschedule, _("Taken off the calendar. It is in review again."))


@require_POST
@login_required
@writes
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    form = CommentForm(request.POST, auto_id="comment_%s")
    return _judge(request, pk, form, workflow.comment, _("Your comment is beside the draft."), "comment_form")


@require_POST
@login_required
@writes
def resolve_comment(request: HttpRequest, pk: int) -> HttpResponse:
    comments = DraftComment.objects.filter(draft__in=Draft.objects.visible_to(request.user))
    resolved, form = get_object_or_404(comments, pk=pk), ResolveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A reply has at most 1000 characters."))
        return redirect(resolved.draft)
    return do(request, resolved, workflow.resolve_comment, _("The comment is resolved."), **form.cleaned_data)


def _judge(request: HttpRequest, pk: int, form: forms.Form, verb, done: str, name: str) -> HttpResponse:
    """Do what the editor decided; where it cannot be done, show the draft with what they typed."""
    shown, status = draft_of(request, pk), 422
    if form.is_valid():
        try:
            verb(shown, by=request.user, **form.cleaned_data, **_ticked(request, verb))
        except workflow.TransitionError as error:
            form.add_error(None, str(error))
            shown, status = draft_of(request, pk), 409
        else:
            messages.success(request, done)
            return redirect(shown)
    fields = DraftForm(instance=shown), CitationFormSet(instance=shown, prefix="citations")
    context = context_of(request, shown, *fields) | {name: form}
    return render(request, "knowledge/draft_form.html", context, status=status)


def _ticked(request: HttpRequest, verb) -> dict[str, dict[str, bool]]:
    standard = StandardForm(request.POST)
    return {"met": standard.cleaned_data} if verb in APPROVING and standard.is_valid() else {}
