"""Which topic a ticket belongs to, and whose it is by the rules."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from helpdesk import notifications, routing
from helpdesk.models import Message, Status, Ticket
from knowledge.languages import Language
from knowledge.models import Topic

from . import clocks
from .asking import event_of, tell_the_desk
from .steps import TransitionError, lock, record, save

Kind = Message.Kind


@transaction.atomic
def change_topic(ticket: Ticket, *, by: User, topic: Topic | None) -> None:
    """Correct the topic and route anew, unless whoever has taken the ticket answers the new topic, or nobody does."""
    correct_topic(ticket, by=by, topic=topic)
    if ticket.status == Status.NEW or _belongs_to_another(ticket):
        _route(ticket, by)


@transaction.atomic
def correct_topic(ticket: Ticket, *, by: User, topic: Topic | None) -> None:
    """Correct the topic and leave the ticket where it is; the clocks keep their start and their pauses."""
    _lock_open(ticket)
    due = ticket.resolution_due
    ticket.topic = topic
    clocks.set_dues(ticket)
    save(ticket, by=by)
    with override(Language.TURKISH):
        name = str(topic) if topic else _("not sure")
    record(ticket, gettext_lazy("Topic changed to “%(name)s”."), by, name=name)
    clocks.record_move(ticket, due, by)


def _belongs_to_another(ticket: Ticket) -> bool:
    if ticket.topic is None or routing.answers(ticket.assignee, ticket.topic, ticket.language):
        return False
    return routing.route(ticket.topic, ticket.language).assignee is not None


@transaction.atomic
def pass_on(ticket: Ticket, *, by: User) -> None:
    """Give a ticket that was taken back to the rules: it goes to whoever they choose now, or to triage."""
    _lock_open(ticket)
    _route(ticket, by)


def _lock_open(ticket: Ticket) -> None:
    lock(ticket)
    if not ticket.is_open:
        raise TransitionError(_("This ticket has moved on; that step is closed."))


def _route(ticket: Ticket, by: User) -> None:
    found = routing.route(ticket.topic, ticket.language)
    before = ticket.assignee_id
    ticket.assignee = found.assignee
    save(ticket, by=by)
    ticket.messages.create(kind=Kind.EVENT, author=by, body=event_of(found))
    if ticket.assignee_id != before or before is None:
        notifications.queue(*tell_the_desk(ticket))
