"""Who asks, as the desk knows them: put right, and what else their organisation asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk import workflow
from helpdesk.models import Ticket
from helpdesk.requester_forms import RequesterForm

from .desk import answers, is_for_a_part, ticket_of

MOST = 10


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@answers
def requester(request: HttpRequest, reference: str) -> HttpResponse:
    shown = ticket_of(request, reference)
    form = RequesterForm(request.POST if request.method == "POST" else None, instance=shown)
    if form.is_bound and form.is_valid():
        workflow.correct(ticket_of(request, reference), by=request.user, **form.details())
        messages.success(request, _("Saved. The ticket says what was put right."))
        return redirect("desk:ticket", reference=reference)
    context = {"ticket": shown, "form": form}
    return render(request, "helpdesk/requester.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
@answers
def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    """Loaded after the ticket, so that the ticket need not wait for it; a page of its own without script."""
    shown = ticket_of(request, reference)
    others = Ticket.objects.visible_to(request.user).of_same_organisation(shown)[: MOST + 1]
    template = "_organisation" if is_for_a_part(request) else "organisation"
    return render(request, f"helpdesk/{template}.html", {"ticket": shown, "others": others, "most": MOST})
