"""Tickets that belong together, on the desk: merge, split, relate, and the way back."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import workflow
from helpdesk.forms import OtherTicketForm, SplitForm
from helpdesk.models import Ticket

from .desk import answers, do, ticket_of


def with_other(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the other ticket its form names, or say that there is none."""

    @require_POST
    @login_required
    @answers
    def found(request: HttpRequest, reference: str) -> HttpResponse:
        form = OtherTicketForm(request.POST, tickets=Ticket.objects.visible_to(request.user))
        if form.is_valid():
            return view(request, reference, form.cleaned_data["other"])
        messages.error(request, " ".join(form.errors["other"]))
        return redirect(ticket_of(request, reference))

    return found


@with_other
def merge(request: HttpRequest, reference: str, other: Ticket) -> HttpResponse:
    return do(request, reference, workflow.merge, _("Merged. You can undo this here."), into=other)


@with_other
def relate(request: HttpRequest, reference: str, other: Ticket) -> HttpResponse:
    return do(request, reference, workflow.relate, _("Linked as related."), to=other)


@with_other
def unrelate(request: HttpRequest, reference: str, other: Ticket) -> HttpResponse:
    return do(request, reference, workflow.unrelate, _("No longer linked."), to=other)


@require_POST
@login_required
@answers
def unmerge(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.unmerge, _("The ticket is open again."))


@require_POST
@login_required
@answers
def split(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    shown = ticket_of(request, reference)
    message = get_object_or_404(shown.messages, pk=pk)
    form = SplitForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["subject"]))
        return redirect(shown)
    try:
        new = workflow.split(shown, by=request.user, message=message, subject=form.cleaned_data["subject"])
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        return redirect(shown)
    messages.success(request, _("This is the new ticket; the requester was told."))
    return redirect(new)
