"""Questions asked by phone or at a meeting: put down on a phone at a stand, one after the other."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk import access, qr, workflow
from helpdesk.models import Ticket
from helpdesk.recording_forms import RecordForm
from knowledge import search
from knowledge.languages import Language, current_language

from .desk import answers, do

JUST_RECORDED = "recorded"
MOST_ALIKE = 3

records = permission_required("helpdesk.record_ticket", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@records
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _save(request)
    fresh = RecordForm.like_the_last(request.user, current_language(), request.GET.get("q", "")[:200])
    return render(request, "helpdesk/record.html", {"form": fresh} | _just_recorded(request))


def _save(request: HttpRequest) -> HttpResponse:
    filled = RecordForm(request.POST, user=request.user)
    if "look" in request.POST:
        return render(
            request, "helpdesk/record.html", {"form": filled, "is_looking": True} | _alike(request, request.POST)
        )
    if not filled.is_valid():
        context = {"form": filled} | _alike(request, request.POST)
        return render(request, "helpdesk/record.html", context, status=422)
    ticket = workflow.record_question(by=request.user, **filled.question())
    if "kept" not in request.POST:
        # What waited on a device while the network was away is sent by a script; nobody is there to see the link.
        request.session[JUST_RECORDED] = ticket.reference
    if "next" in request.POST:
        return redirect("desk:record")
    return redirect("desk:recorded", reference=ticket.reference)


@require_safe
@login_required
@records
def alike(request: HttpRequest) -> HttpResponse:
    """While the question is typed: entries that answer it, and open tickets that ask it."""
    return render(request, "helpdesk/_record_alike.html", _alike(request, request.GET))


def _alike(request: HttpRequest, typed) -> dict[str, object]:
    words = f"{typed.get('subject', '')} {typed.get('body', '')}"[: search.LONGEST_QUERY]
    language = typed.get("language") if typed.get("language") in Language.values else current_language()
    if len(words.strip()) < 4:
        return {}
    open_ones = Ticket.objects.visible_to(request.user).open()
    return {
        "matches": search.similar_to(words, language=language)[:MOST_ALIKE],
        "tickets": open_ones.sharing_words(search.folded_words(words, language))[:MOST_ALIKE],
        "answered_with": typed.get("answered_with"),
        "like": typed.get("like"),
    }


@require_safe
@login_required
@records
def recorded(request: HttpRequest, reference: str) -> HttpResponse:
    """What was saved; its private link for as long as this page is not left."""
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user).with_reference(reference))
    return render(request, "helpdesk/recorded.html", {"ticket": ticket} | _just_recorded(request))


def _just_recorded(request: HttpRequest) -> dict[str, object]:
    """The ticket saved a moment ago and its link, once."""
    reference = request.session.pop(JUST_RECORDED, "")
    ticket = Ticket.objects.visible_to(request.user).with_reference(reference).first() if reference else None
    if ticket is None:
        return {}
    link = access.link_to(ticket)
    return {"recorded": ticket, "link": link, "qr": qr.square_of(link)}


@require_POST
@login_required
@records
def renew_link(request: HttpRequest, reference: str) -> HttpResponse:
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user).with_reference(reference))
    try:
        workflow.renew_link(ticket, by=request.user)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        request.session[JUST_RECORDED] = ticket.reference
    return redirect("desk:recorded", reference=reference)


@require_POST
@login_required
@answers
def called(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.note_call, _("Noted."), reached="reached" in request.POST)
