"""Working together on one ticket: followers, who else is here, and whom one can mention."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import people, workflow
from helpdesk.models import Ticket
from knowledge import presence

from .desk import answers, is_for_a_part, ticket_of


@login_required
@answers
def team(request: HttpRequest, reference: str) -> HttpResponse:
    """Second opinions and followers: a part of the ticket's page, or a page of its own without script."""
    return _panel(request, ticket_of(request, reference))


def _panel(request: HttpRequest, shown: Ticket) -> HttpResponse:
    followers = [following.user for following in shown.followings.select_related("user")]
    context = {
        "ticket": shown,
        "opinions": shown.opinions.with_people().newest_first(),
        "needs_opinion": workflow.needs_opinion(shown),
        "followers": followers,
        "is_following": request.user in followers,
    }
    return render(request, "helpdesk/_team_panel.html" if is_for_a_part(request) else "helpdesk/team.html", context)


@require_POST
@login_required
@answers
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    return _after(request, reference, workflow.follow, _("You follow this ticket."))


@require_POST
@login_required
@answers
def unfollow(request: HttpRequest, reference: str) -> HttpResponse:
    return _after(request, reference, workflow.unfollow, _("You no longer follow this ticket."))


def _after(request: HttpRequest, reference: str, verb, done: str) -> HttpResponse:
    shown = ticket_of(request, reference)
    verb(shown, by=request.user)
    if is_for_a_part(request):
        return _panel(request, shown)
    messages.success(request, done)
    return redirect(shown)


@require_POST
@login_required
@answers
def report_presence(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that one is here, hear who else is."""
    shown = ticket_of(request, reference)
    presence.report(shown, request.user, is_writing=request.POST.get("writing") == "1")
    return render(request, "helpdesk/_present.html", {"present": presence.others(shown, request.user)})


@login_required
@answers
def colleagues(request: HttpRequest) -> HttpResponse:
    """Whom one can mention in a note, as a page or as the list a script offers while one types."""
    template = "helpdesk/_colleagues.html" if is_for_a_part(request) else "helpdesk/colleagues.html"
    return render(request, template, {"colleagues": people.experts()})
