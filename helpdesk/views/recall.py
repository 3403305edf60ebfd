"""Who is told that their answer changed: seen on the desk before publishing, and ended by themselves from the mail."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from helpdesk import recall, workflow
from helpdesk.mail import recalls
from knowledge.models import Draft

from .desk import answers


@login_required
@answers
def audience(request: HttpRequest, pk: int) -> HttpResponse:
    """How many are told when the draft is published, and of which tickets; a part of its page, or a page of its own."""
    draft = get_object_or_404(Draft.objects.visible_to(request.user).select_related("article"), pk=pk)
    context = {"draft": draft, "audience": recall.audience_of_draft(draft)}
    template = "helpdesk/_recall.html" if request.htmx else "helpdesk/recall.html"
    return render(request, template, context)


# The mail program posts here by itself: without a session, and without our form's token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Opening the address changes nothing; one press takes the consent back, for all questions of the address."""
    ticket = recalls.ticket_of(signed)
    if ticket is None:
        return render(request, "helpdesk/stop_updates.html", {"state": "unknown"}, status=404)
    with override(ticket.language):
        if request.method == "POST":
            workflow.stop_telling(ticket)
        state = "stopped" if request.method == "POST" else "asked"
        return render(request, "helpdesk/stop_updates.html", {"state": state})
