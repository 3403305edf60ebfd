"""One function per email. Each returns the row to queue; `queue` writes them with the change they tell of."""

import datetime
from collections.abc import Iterable

from django.contrib.auth.models import User

from .mail.addresses import new_message_id
from .mail.composing import FOR_REQUESTER
from .models import Absence, Message, OutgoingMail, Recall, SecondOpinion, Ticket

Kind = OutgoingMail.Kind


def received(ticket: Ticket) -> OutgoingMail:
    """To the requester: we have your question, this is your private link."""
    return _mail(Kind.RECEIVED, ticket)


def answered(message: Message) -> OutgoingMail:
    return _mail(Kind.ANSWERED, message.ticket, message=message)


def asked_back(message: Message) -> OutgoingMail:
    return _mail(Kind.ASKED_BACK, message.ticket, message=message)


def merged(ticket: Ticket) -> OutgoingMail:
    """To the requester: both questions go on in one conversation, this is its private link."""
    return _mail(Kind.MERGED, ticket)


def own_links(address: str) -> list[OutgoingMail]:
    """To the requester: the private links of all their questions; nothing where nobody asked from this address."""
    newest = Ticket.objects.of_requester(address).last()
    return [_mail(Kind.LINKS, newest)] if newest else []


def updated(ticket: Ticket, recall: Recall) -> OutgoingMail:
    """To the requester: an answer you were given has changed."""
    return _mail(Kind.UPDATED, ticket, recall=recall)


def assigned(ticket: Ticket, expert: User) -> OutgoingMail:
    return _mail(Kind.ASSIGNED, ticket, recipient=expert)


def needs_triage(ticket: Ticket, person: User) -> OutgoingMail:
    return _mail(Kind.TRIAGE, ticket, recipient=person)


def replied(message: Message, expert: User) -> OutgoingMail:
    return _mail(Kind.REPLIED, message.ticket, message=message, recipient=expert)


def not_sent(ticket: Ticket, expert: User) -> OutgoingMail:
    """To its author: a reply that was on its way could not be sent and is a draft again."""
    return _mail(Kind.NOT_SENT, ticket, recipient=expert)


def mentioned(message: Message, person: User) -> OutgoingMail:
    return _mail(Kind.MENTIONED, message.ticket, message=message, recipient=person)


def followed(message: Message, person: User) -> OutgoingMail:
    """To whoever follows the ticket: somebody wrote on it."""
    return _mail(Kind.FOLLOWED, message.ticket, message=message, recipient=person)


def opinion_asked(opinion: SecondOpinion) -> OutgoingMail:
    return _mail(Kind.OPINION_ASKED, opinion.ticket, opinion=opinion, recipient=opinion.colleague)


def opinion_given(opinion: SecondOpinion) -> OutgoingMail:
    return _mail(Kind.OPINION_GIVEN, opinion.ticket, opinion=opinion, recipient=opinion.asked_by)


def due_soon(ticket: Ticket, person: User, due: datetime.datetime) -> OutgoingMail:
    return _mail(Kind.DUE_SOON, ticket, recipient=person, due=due)


def overdue(ticket: Ticket, person: User, due: datetime.datetime) -> OutgoingMail:
    return _mail(Kind.OVERDUE, ticket, recipient=person, due=due)


def offered(ticket: Ticket, person: User, absence: Absence) -> OutgoingMail:
    """The tickets of somebody away, the most urgent of them given; they are looked up when the mail is sent."""
    return _mail(Kind.OFFERED, ticket, recipient=person, absence=absence)


def weekly(newest: Ticket, person: User, monday: datetime.datetime) -> OutgoingMail:
    """The numbers of the week that ended on that Monday; they are counted when the mail is sent."""
    return _mail(Kind.WEEKLY, newest, recipient=person, due=monday)


def tasks(person: User) -> OutgoingMail:
    """What waits for somebody on the backlog; it is looked up when the mail is sent."""
    return _mail(Kind.TASKS, None, recipient=person)


def queue(*mails: OutgoingMail) -> None:
    OutgoingMail.objects.bulk_create(_with_address(mails))


def queue_once(*mails: OutgoingMail) -> None:
    """Those nobody has been told of yet, even if two workers try at once."""
    OutgoingMail.objects.bulk_create(_with_address(mails), ignore_conflicts=True)


def _with_address(mails: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    return [mail for mail in mails if (mail.recipient.email if mail.recipient_id else mail.ticket.requester_email)]


def _mail(kind: Kind, ticket: Ticket | None, **more: object) -> OutgoingMail:
    mail_id = new_message_id(ticket if kind in FOR_REQUESTER else None)
    return OutgoingMail(kind=kind, ticket=ticket, mail_id=mail_id, **more)
