"""The requester's own view of a ticket, reached by a private link."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk import access, workflow
from helpdesk.forms import MessageForm, RatingForm
from helpdesk.mail import confirming, quarantine
from helpdesk.models import ArticleLink, Attachment, IncomingMail, Ticket
from knowledge import pages
from knowledge.languages import current_language
from knowledge.models import ArticleText
from knowledge.throttle import throttled


def open_ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the private link for a session, so that the address bar and the history hold no secret."""
    ticket = access.ticket_for(token)
    if ticket is None:
        return _unknown(request)
    access.remember(request, ticket)
    return redirect("helpdesk:asked" if "asked" in request.GET else "helpdesk:ticket", reference=ticket.reference)


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "helpdesk/ticket_unknown.html", status=404)


def with_ticket(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for a browser that has opened the private link of the ticket."""

    def found(request: HttpRequest, reference: str, **kwargs: object) -> HttpResponse:
        ticket = access.remembered(request, reference)
        if ticket and request.method == "POST" and access.came_by_mail(request, ticket):
            workflow.confirm_address(ticket)
        if ticket is None and access.was_erased_here(request, reference):
            return render(request, "helpdesk/erased.html", {"reference": reference}, status=410)
        return view(request, ticket, **kwargs) if ticket else _unknown(request)

    return found


@with_ticket
def ticket(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    return _page(
        request, ticket, MessageForm(), RatingForm(initial={"rating": ticket.rating, "comment": ticket.rating_comment})
    )


def _page(
    request: HttpRequest, ticket: Ticket, reply_form: MessageForm, rating_form: RatingForm, status: int = 200
) -> HttpResponse:
    context = {
        "ticket": ticket,
        "ticket_messages": ticket.messages.for_requester().prefetch_related("attachments"),
        "articles": _answered_with(ticket),
        "reply_form": reply_form,
        "rating_form": rating_form,
        "link": access.link_to(ticket),
        "alternates": pages.in_every_language("helpdesk:ticket", ticket.reference),
    }
    return render(request, "helpdesk/ticket.html", context, status=status)


def _answered_with(ticket: Ticket) -> list[ArticleText]:
    """The published entries the answer rests on, each in the reader's language or else in the other."""
    linked = ticket.article_links.filter(kind=ArticleLink.Kind.ANSWERED_WITH).values("article")
    texts = ArticleText.objects.published().filter(article__in=linked).select_related("article__topic").order_by("pk")
    mine_last = sorted(texts, key=lambda text: text.language == current_language())
    return list({text.article_id: text for text in mine_last}.values())


@require_POST
@throttled("reply", most=30, seconds=3600)
@with_ticket
def reply(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, ticket, form, RatingForm(), status=422)
    try:
        workflow.receive_reply(ticket, **form.cleaned_data)
    except workflow.TransitionError as error:
        form.add_error(None, str(error))
        return _page(request, ticket, form, RatingForm(), status=409)
    # What the browser kept of the reply may now be forgotten.
    messages.success(request, _("Thank you, your message has arrived."), extra_tags=f"reply-{ticket.reference}")
    return redirect("helpdesk:ticket", reference=ticket.reference)


@require_POST
@with_ticket
def confirm(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    try:
        workflow.confirm(ticket)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Good to hear. Thank you for telling us."))
    return redirect("helpdesk:ticket", reference=ticket.reference)


@require_POST
@with_ticket
def rate(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, ticket, MessageForm(), form, status=422)
    try:
        workflow.rate(ticket, **form.cleaned_data)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you for your rating."))
    return redirect("helpdesk:ticket", reference=ticket.reference)


@with_ticket
def attachment(request: HttpRequest, ticket: Ticket, pk: int) -> HttpResponse:
    public = Attachment.objects.filter(message__in=ticket.messages.for_requester())
    return download(get_object_or_404(public, pk=pk))


def download(attachment: Attachment) -> FileResponse:
    """Always a download, never shown by the browser, whatever the file claims to be."""
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("This file is no longer here.")) from error
    return FileResponse(file, as_attachment=True, filename=attachment.name, content_type="application/octet-stream")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever wrote to us by mail says so with a button: programs that follow links in mails confirm nothing."""
    mail = confirming.mail_for(token)
    is_waiting = mail is not None and confirming.is_waiting(mail)
    if mail is None or not (is_waiting or mail.reason == IncomingMail.Reason.CONFIRMED):
        return _unknown(request)
    if request.method != "POST" or not is_waiting:
        # Once it is a question, only its private link leads there: that one can be taken back.
        return render(request, "helpdesk/confirm_mail.html", {"mail": mail, "is_waiting": is_waiting})
    try:
        ticket = quarantine.confirm(mail)
    except workflow.TransitionError:
        return _unknown(request)
    return redirect(reverse("helpdesk:open_ticket", args=[access.token_for(ticket)]) + "?asked")
