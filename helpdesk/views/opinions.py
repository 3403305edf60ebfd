"""Second opinions: asked from the composer, given on a page of their own, listed for both sides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from helpdesk import people, workflow
from helpdesk.forms import ReplyForm
from helpdesk.models import SecondOpinion, Ticket
from helpdesk.routing import name_of
from helpdesk.team_forms import AskOpinionForm, GiveOpinionForm

from .desk import answers, is_for_a_part, ticket_of, ticket_page

MOST_SHOWN = 50
# The form stands on one page with the composer.
IDS = "opinion-%s"


@login_required
@answers
def opinions(request: HttpRequest) -> HttpResponse:
    standing = SecondOpinion.objects.visible_to(request.user).standing().with_people()
    context = {
        "waiting": standing.waiting().filter(colleague=request.user).order_by("asked_at", "pk")[:MOST_SHOWN],
        "asked": standing.filter(asked_by=request.user).newest_first()[:MOST_SHOWN],
        "given": standing.exclude(given_at=None).filter(colleague=request.user).newest_first()[:MOST_SHOWN],
    }
    return render(request, "helpdesk/opinions.html", context)


def _seen_by(request: HttpRequest) -> QuerySet[SecondOpinion]:
    return SecondOpinion.objects.visible_to(request.user).with_people()


def _only_for(person: User, request: HttpRequest) -> None:
    """Everybody at the desk may read an opinion; it is given by whom it was asked of, taken back by who asked."""
    if person != request.user:
        raise PermissionDenied


@login_required
@answers
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_seen_by(request), pk=pk), GiveOpinionForm())


def _page(request: HttpRequest, shown: SecondOpinion, form: GiveOpinionForm, status: int = 200) -> HttpResponse:
    context = {"opinion": shown, "ticket": shown.ticket, "form": form}
    context["question"] = shown.ticket.messages.filter(kind="question").first()
    return render(request, "helpdesk/opinion.html", context, status=status)


@require_POST
@login_required
@answers
def give(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(_seen_by(request), pk=pk)
    _only_for(shown.colleague, request)
    form = GiveOpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        workflow.give_opinion(shown, by=request.user, **form.cleaned_data)
    except workflow.TransitionError as error:
        form.add_error(None, str(error))
        return _page(request, shown, form, status=409)
    messages.success(request, _("%(name)s has been told.") % {"name": name_of(shown.asked_by)})
    return redirect("desk:opinions")


@require_POST
@login_required
@answers
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(_seen_by(request), pk=pk)
    _only_for(shown.asked_by, request)
    try:
        workflow.withdraw_opinion(shown, by=request.user)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back."))
    return redirect(shown.ticket)


@require_POST
@login_required
@answers
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """From the composer: first who and what, with the text as it stands; then it goes to the colleague."""
    shown = ticket_of(request, reference)
    colleagues = people.colleagues_of(request.user)
    if "colleague" not in request.POST:
        form = AskOpinionForm(initial={"body": request.POST.get("body", "")}, colleagues=colleagues, auto_id=IDS)
        return _ask_page(request, shown, form)
    form = AskOpinionForm(request.POST, colleagues=colleagues, auto_id=IDS)
    if not form.is_valid():
        return _ask_page(request, shown, form, status=422)
    colleague, answer = form.cleaned_data["colleague"], form.cleaned_data["body"]
    question = form.cleaned_data["question"]
    try:
        workflow.ask_opinion(shown, by=request.user, colleague=colleague, question=question, answer=answer)
    except workflow.TransitionError as error:
        form.add_error(None, str(error))
        return _ask_page(request, shown, form, status=409)
    return _asked(request, shown, _("%(name)s has been asked.") % {"name": name_of(colleague)}, answer)


def _ask_page(request: HttpRequest, shown: Ticket, form: AskOpinionForm, status: int = 200) -> HttpResponse:
    template = "helpdesk/_opinion_ask_form.html" if is_for_a_part(request) else "helpdesk/opinion_ask.html"
    context = {"ticket": shown, "form": form, "answer": form["body"].value() or ""}
    return render(request, template, context, status=status)


def _asked(request: HttpRequest, shown: Ticket, done: str, answer: str) -> HttpResponse:
    if is_for_a_part(request):
        response = render(request, "helpdesk/_opinion_asked.html", {"done": done})
        return trigger_client_event(response, "team-changed")
    messages.success(request, done)
    return ticket_page(request, shown, ReplyForm(initial={"body": answer}))
