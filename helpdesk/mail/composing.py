"""From a row of the outbox to a mail: one recipient, text and HTML, in the recipient's language."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override

from helpdesk import access
from helpdesk.models import IncomingMail, OutgoingMail, Ticket

from . import addresses

Kind = OutgoingMail.Kind

FOR_REQUESTER = (Kind.RECEIVED, Kind.ANSWERED, Kind.ASKED_BACK, Kind.MERGED, Kind.LINKS)
EARLIER_MAILS = 5


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    ticket = mail.ticket
    to_requester = mail.kind in FOR_REQUESTER
    address = ticket.requester_email if to_requester else mail.recipient.email
    with override(ticket.language if to_requester else settings.LANGUAGE_CODE):
        context = {
            "mail": mail,
            "ticket": ticket,
            "message": mail.message,
            "link": access.link_to(ticket.merged_into or ticket)
            if to_requester
            else settings.BASE_URL + ticket.get_absolute_url(),
            "tickets": _offered(mail),
            "host": settings.BASE_URL,
            "links": _all_links(ticket) if mail.kind == Kind.LINKS else [],
        }
        subject = render_to_string(f"helpdesk/mail/{mail.kind}_subject.txt", context)
        text = render_to_string(f"helpdesk/mail/{mail.kind}.txt", context)
        html = render_to_string(f"helpdesk/mail/{mail.kind}.html", context)
    message = EmailMultiAlternatives(
        " ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [address], headers=_headers(mail, ticket)
    )
    message.attach_alternative(html, "text/html")
    return message


def _offered(mail: OutgoingMail) -> list[tuple[Ticket, str]]:
    if mail.absence is None:
        return []
    tickets = Ticket.objects.open().assigned_to(mail.absence.user).most_urgent_first()
    return [(ticket, settings.BASE_URL + ticket.get_absolute_url()) for ticket in tickets[:50]]


def _all_links(ticket: Ticket) -> list[tuple[Ticket, str]]:
    return [(own, access.link_to(own)) for own in Ticket.objects.of_requester(ticket.requester_email)]


def _headers(mail: OutgoingMail, ticket: Ticket) -> dict[str, str]:
    # RFC 3834: nobody's vacation notice shall answer us. All mails of a ticket hang on one invented root.
    root = addresses.thread_root(ticket)
    automatic = {
        "Message-ID": mail.mail_id,
        "In-Reply-To": root,
        "References": root,
        "Auto-Submitted": "auto-replied" if mail.kind == OutgoingMail.Kind.RECEIVED else "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return automatic | _for_a_reply(ticket, root) if mail.kind in FOR_REQUESTER else automatic


def _for_a_reply(ticket: Ticket, root: str) -> dict[str, str]:
    # What the requester wrote by mail and what we answer shall stand in one thread of their program.
    theirs = IncomingMail.objects.of_requester(ticket).values_list("message_id", flat=True)[:EARLIER_MAILS]
    thread = [root, *reversed(theirs)]
    return {"Reply-To": addresses.reply_address(ticket), "In-Reply-To": thread[-1], "References": " ".join(thread)}
