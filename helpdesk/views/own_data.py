"""What requesters may do with their data: see it, take it along, correct it, take consents back, have it erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk import access, notifications, retention, workflow
from helpdesk.forms import EraseForm, OwnTicketsForm
from helpdesk.models import Ticket
from helpdesk.requester_forms import OwnDataForm
from knowledge import pages
from knowledge.throttle import is_too_often, throttled

from .requester import with_ticket


@require_safe
@with_ticket
def show(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _page(request, ticket, OwnDataForm(instance=ticket), EraseForm())


def _page(
    request: HttpRequest, ticket: Ticket, data_form: OwnDataForm, erase_form: EraseForm, status: int = 200
) -> HttpResponse:
    context = {
        "ticket": ticket,
        "data_form": data_form,
        "erase_form": erase_form,
        "consents": ticket.consents.filter(purpose__in=workflow.WITHDRAWABLE).order_by("pk"),
        "alternates": pages.in_every_language("helpdesk:own_data", ticket.reference),
    }
    return render(request, "helpdesk/own_data.html", context, status=status)


@require_safe
@with_ticket
def download(request: HttpRequest, ticket: Ticket) -> JsonResponse:
    response = JsonResponse(retention.copy_of(ticket), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{ticket.reference}.json"'
    return response


@require_POST
@with_ticket
def correct(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    form = OwnDataForm(request.POST, instance=ticket)
    if not form.is_valid():
        return _page(request, ticket, form, EraseForm(), status=422)
    workflow.correct(ticket, by=None, **form.details())
    messages.success(request, _("Your data has been corrected."))
    return redirect("helpdesk:own_data", reference=ticket.reference)


@require_POST
@with_ticket
def withdraw(request: HttpRequest, ticket: Ticket, purpose: str) -> HttpResponse:
    workflow.withdraw(ticket, purpose)
    messages.success(request, _("Your consent is taken back."))
    return redirect("helpdesk:own_data", reference=ticket.reference)


@require_POST
@with_ticket
def erase(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    form = EraseForm(request.POST)
    if not form.is_valid():
        return _page(request, ticket, OwnDataForm(instance=ticket), form, status=422)
    reference = ticket.reference
    retention.erase_ticket(ticket)
    access.remember_erased(request, reference)
    return render(request, "helpdesk/erased.html", {"reference": reference})


@require_http_methods(["GET", "HEAD", "POST"])
@throttled("own-tickets", most=10, seconds=3600)
def own_tickets(request: HttpRequest) -> HttpResponse:
    """Mail the links to all questions of an address to that address; the answer never says whether it is known."""
    form = OwnTicketsForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "alternates": pages.in_every_language("helpdesk:own_tickets")}
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        if not is_too_often(f"own-tickets-of:{address.lower()}", most=3, seconds=3600):
            notifications.queue(*notifications.own_links(address))
        return render(request, "helpdesk/own_tickets_sent.html", context)
    return render(request, "helpdesk/own_tickets.html", context, status=422 if form.is_bound else 200)
