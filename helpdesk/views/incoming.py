"""Mail that was held back, for an administrator: look at it inertly, let it in, or drop it."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk import workflow
from helpdesk.forms import OtherTicketForm
from helpdesk.mail import charsets, quarantine
from helpdesk.mail.reading import Unreadable, read
from helpdesk.models import Inbox, IncomingMail, Ticket

PAGE_SIZE = 25
MOST_HEADERS = 20_000
MOST_TEXT = 50_000

decides = permission_required("helpdesk.change_incomingmail", raise_exception=True)


@require_safe
@login_required
@decides
def quarantined(request: HttpRequest) -> HttpResponse:
    waiting = IncomingMail.objects.quarantined().with_size().select_related("ticket")
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    rule = Inbox(strangers=Inbox.rule_for_strangers())
    return render(request, "helpdesk/incoming.html", {"page": page, "rule": rule})


@require_safe
@login_required
@decides
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(IncomingMail.objects.select_related("ticket", "decided_by"), pk=pk)
    return _page(request, held, OtherTicketForm(initial={"other": held.ticket and held.ticket.reference}))


def _page(request: HttpRequest, held: IncomingMail, form: OtherTicketForm, status: int = 200) -> HttpResponse:
    raw = bytes(held.raw or b"")
    head = re.split(rb"\r?\n\r?\n", raw[:MOST_HEADERS], maxsplit=1)[0]
    context = {
        "mail": held,
        "headers": charsets.clean(charsets.decode(head, "")),
        "form": form,
        "is_waiting": held.state == IncomingMail.State.QUARANTINED,
    } | _read(raw)
    return render(request, "helpdesk/incoming_mail.html", context, status=status)


def _read(raw: bytes) -> dict[str, object]:
    try:
        letter = read(raw)
    except Unreadable as error:
        return {"unreadable": error.reason.label}
    return {"subject": letter.header("Subject"), "text": letter.text[:MOST_TEXT], "files": letter.files}


@require_safe
@login_required
@decides
def give_bytes(request: HttpRequest, pk: int) -> HttpResponse:
    """As it came: always a download, never shown by the browser."""
    held = get_object_or_404(IncomingMail.objects.exclude(raw=None), pk=pk)
    headers = {"Content-Disposition": f'attachment; filename="mail-{pk}.eml"'}
    return HttpResponse(bytes(held.raw), content_type="application/octet-stream", headers=headers)


@require_POST
@login_required
@decides
def release(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(IncomingMail, pk=pk)
    form = OtherTicketForm(request.POST, tickets=Ticket.objects.visible_to(request.user))
    if "onto" in request.POST and not form.is_valid():
        return _page(request, held, form, status=422)
    onto = form.cleaned_data["other"] if "onto" in request.POST else None
    try:
        ticket = quarantine.release(held, by=request.user, onto=onto)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        return redirect("desk:incoming_mail", pk=pk)
    messages.success(request, _("The mail is on the ticket."))
    return redirect(ticket)


@require_POST
@login_required
@decides
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(IncomingMail, pk=pk)
    try:
        quarantine.drop(held, by=request.user)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        return redirect("desk:incoming_mail", pk=pk)
    messages.success(request, _("The mail was dropped."))
    return redirect("desk:incoming")
