"""Asking a question without an account, in two steps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk import access, redaction, sla, workflow
from helpdesk.forms import AskForm, QuestionForm
from helpdesk.models import Priority
from knowledge import pages, search
from knowledge.languages import current_language
from knowledge.learning_forms import SearchedForm
from knowledge.throttle import throttled
from knowledge.views import searchlog


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The question first; whoever sends it sees matching answers before anything is asked of them."""
    searched = SearchedForm(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        form = QuestionForm(request.POST)
        if form.is_valid():
            searchlog.note(request, searched)
            return _second_step(request, AskForm(initial=form.data.dict() | {"topic": form.cleaned_data["topic"]}))
        return render(request, "helpdesk/ask.html", _context(form, searched), status=422)
    form = QuestionForm(initial={"subject": request.GET.get("q", "")[:200], "topic": request.GET.get("topic")})
    return render(request, "helpdesk/ask.html", _context(form, searched))


def _context(form: QuestionForm, searched: SearchedForm) -> dict:
    return {"form": form, "searched": searched["q"].value(), "alternates": pages.in_every_language("helpdesk:ask")}


@require_POST
@throttled("ask", most=30, seconds=3600)
def send(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST, request.FILES)
    if "back" in request.POST:
        return render(
            request, "helpdesk/ask.html", _context(QuestionForm(initial=request.POST.dict()), SearchedForm({}))
        )
    if not form.is_valid():
        return _second_step(request, form, status=422)
    if form.was_filled_by_a_robot:
        form.add_error(None, _looks_automatic())
        return _second_step(request, form, status=422)
    ticket = workflow.open_ticket(**form.question())
    # Only a ticket is stored here. The private link opens the session, as from the mail, and leads on to the thanks.
    return redirect(reverse("helpdesk:open_ticket", args=[access.token_for(ticket)]) + "?asked")


def _looks_automatic() -> str:
    return _("A field that people do not see was filled in. Please empty “Leave this field empty” and send again.")


def _second_step(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    subject = str(form["subject"].value() or "")
    body = str(form["body"].value() or "")
    pieces = [redaction.in_pieces(text, language=current_language()) for text in (subject, body)]
    context = {
        "form": form,
        "subject": pieces[0],
        "body": pieces[1],
        "left_in": [words for words, is_personal in [*pieces[0], *pieces[1]] if is_personal],
        "topic": form.chosen_topic,
        "matches": search.similar_to(f"{subject} {subject} {body}", language=current_language()),
    }
    return render(request, "helpdesk/ask_details.html", context, status=status)


def asked(request: HttpRequest, reference: str) -> HttpResponse:
    """Thanks, the reference and the private link; only for the browser that asked."""
    ticket = access.remembered(request, reference)
    if ticket is None:
        return render(request, "helpdesk/ticket_unknown.html", status=404)
    alternates = pages.in_every_language("helpdesk:asked", reference)
    context = {"ticket": ticket, "link": access.link_to(ticket), "alternates": alternates}
    return render(request, "helpdesk/asked.html", context)


@pages.public
def promise(request: HttpRequest) -> HttpResponse:
    promised = sla.promise_for(None, Priority.NORMAL)
    now = timezone.now()
    context = {
        "first_response_days": promised.first_response // promised.hours.full_day,
        "resolution_days": promised.resolution // promised.hours.full_day,
        "opens": promised.hours.opens,
        "closes": promised.hours.closes,
        "asked_now_due": sla.add(promised.hours, now, promised.first_response).date(),
        "alternates": pages.in_every_language("helpdesk:promise"),
    }
    return render(request, "helpdesk/promise.html", context)


@pages.public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "helpdesk/privacy.html", {"alternates": pages.in_every_language("helpdesk:privacy")})
