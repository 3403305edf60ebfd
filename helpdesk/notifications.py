"""One function per email. Each returns the row to queue; `queue` writes them with the change they tell of."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from .mail.composing import new_message_id
from .models import Message, OutgoingMail, Ticket

Kind = OutgoingMail.Kind


def received(ticket: Ticket) -> OutgoingMail:
    """To the requester: we have your question, this is your private link."""
    return _mail(Kind.RECEIVED, ticket)


def answered(message: Message) -> OutgoingMail:
    return _mail(Kind.ANSWERED, message.ticket, message=message)


def asked_back(message: Message) -> OutgoingMail:
    return _mail(Kind.ASKED_BACK, message.ticket, message=message)


def own_links(address: str) -> list[OutgoingMail]:
    """To the requester: the private links of all their questions; nothing where nobody asked from this address."""
    newest = Ticket.objects.of_requester(address).last()
    return [_mail(Kind.LINKS, newest)] if newest else []


def assigned(ticket: Ticket, expert: User) -> OutgoingMail:
    return _mail(Kind.ASSIGNED, ticket, recipient=expert)


def needs_triage(ticket: Ticket, person: User) -> OutgoingMail:
    return _mail(Kind.TRIAGE, ticket, recipient=person)


def replied(message: Message, expert: User) -> OutgoingMail:
    return _mail(Kind.REPLIED, message.ticket, message=message, recipient=expert)


def queue(*mails: OutgoingMail) -> None:
    OutgoingMail.objects.bulk_create(_with_address(mails))


def _with_address(mails: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    return [mail for mail in mails if (mail.recipient.email if mail.recipient_id else mail.ticket.requester_email)]


def _mail(kind: Kind, ticket: Ticket, **more: object) -> OutgoingMail:
    return OutgoingMail(kind=kind, ticket=ticket, mail_id=new_message_id(), **more)
