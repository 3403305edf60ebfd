"""The one door for mail: whatever arrives ends exactly once as accepted, duplicate, dropped or quarantined.

A mail never proves who sent it. Only a token that we gave to one recipient leads to a ticket, and it can only add to
it as that recipient. Nothing here speaks for the desk, moves a ticket forward or believes a subject.
"""

import datetime
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import User
from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from helpdesk import workflow
from helpdesk.models import Inbox, IncomingMail, OutgoingMail, Ticket

from . import addresses, automatic, confirming, onto_tickets, writing
from .quarantine import confirm
from .reading import Letter, Unreadable, read

QUESTIONS_A_DAY = 3
REPLIES_AN_HOUR = 20

State, Reason = IncomingMail.State, IncomingMail.Reason

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    state: IncomingMail.State
    reason: IncomingMail.Reason
    ticket: Ticket | None = None
    bounced: OutgoingMail | None = None
    bounce_code: str = ""
    waiting: IncomingMail | None = None


accept, drop, quarantine = (partial(Verdict, state) for state in (State.ACCEPTED, State.DROPPED, State.QUARANTINED))
seen = partial(Verdict, State.DUPLICATE, Reason.SEEN)


def ingest(raw: bytes) -> IncomingMail:
    """Take in one mail. Returns once it is stored; raises DatabaseError or OSError when it should be brought again."""
    digest = hashlib.sha256(raw).hexdigest()
    for _attempt in range(2):
        if again := _count_copy(digest):
            return again
        try:
            return _take_in(raw, digest)
        except IntegrityError:
            # Another process took in the same mail at this moment; the second look finds it.
            logger.info("A mail was taken in twice at the same moment")
        except (DatabaseError, OSError) as error:
            if not isinstance(error, DataError):
                raise
            logger.exception("A mail could not be stored as it is")
            break
        except Exception:
            # Whatever is wrong with one mail, it shall neither be lost nor come back for ever.
            logger.exception("A mail could not be worked on")
            break
    return _store(raw, digest, None, quarantine(Reason.UNREADABLE))


@transaction.atomic
def _take_in(raw: bytes, digest: str) -> IncomingMail:
    try:
        letter = read(raw)
    except Unreadable as refusal:
        return _store(raw, digest, None, quarantine(refusal.reason))
    verdict = _judge(letter)
    try:
        with transaction.atomic():
            return _carry_out(letter, verdict, raw, digest)
    except workflow.TransitionError:
        return _store(raw, digest, letter, quarantine(Reason.CLOSED, ticket=verdict.ticket))


def _judge(letter: Letter) -> Verdict:
    tickets = set(filter(None, map(addresses.ticket_for, _tokens(letter))))
    ticket = tickets.pop() if len(tickets) == 1 else None
    if letter.message_id and IncomingMail.objects.filter(message_id=letter.message_id, state=State.ACCEPTED).exists():
        return seen(ticket=ticket)
    if machine := _judge_machine(letter, ticket):
        return machine
    if tickets:
        return quarantine(Reason.AMBIGUOUS)
    if waiting := confirming.answered_by(letter):
        return accept(Reason.CONFIRMED, waiting=waiting)
    _name, sender = letter.sender
    if not sender:
        return quarantine(Reason.SENDER)
    if _is_staff(sender) and (ticket is None or sender.lower() != ticket.requester_email.lower()):
        return quarantine(Reason.STAFF)
    return _judge_reply(ticket) if ticket else _judge_question(letter, sender)


def _tokens(letter: Letter) -> Iterator[str]:
    """The tokens the mail was sent to; only if there is none, those of the mails it says it answers."""
    found = addresses.tokens_in_addresses(letter.addressed_to) or addresses.tokens_in_message_ids(letter.answers)
    return iter(sorted(found)[:10])


def _judge_machine(letter: Letter, ticket: Ticket | None) -> Verdict | None:
    bounce = automatic.bounce_in(letter)
    mail = OutgoingMail.objects.filter(mail_id=bounce.mail_id).select_related("ticket").first() if bounce else None
    if mail:
        final = mail if bounce.is_final else None
        return drop(Reason.BOUNCE, ticket=mail.ticket, bounced=final, bounce_code=bounce.code)
    if automatic.is_our_own(letter):
        return drop(Reason.LOOP, ticket=ticket)
    if automatic.is_automatic(letter):
        return drop(Reason.AUTOMATIC, ticket=ticket)
    if ticket is None and automatic.is_bulk(letter):
        return drop(Reason.BULK)
    return None


def _is_staff(address: str) -> bool:
    return User.objects.filter(email__iexact=address).exists()


def _judge_reply(ticket: Ticket) -> Verdict:
    last_hour = timezone.now() - datetime.timedelta(hours=1)
    recent = ticket.incoming_mails.filter(state=State.ACCEPTED, received_at__gt=last_hour)
    if recent.count() >= REPLIES_AN_HOUR:
        return quarantine(Reason.TOO_MANY, ticket=ticket)
    return accept(Reason.REPLY, ticket=ticket)


def _judge_question(letter: Letter, sender: str) -> Verdict:
    rule = Inbox.rule_for_strangers()
    if rule != Inbox.Strangers.TICKET:
        return quarantine(Reason.UNCONFIRMED if rule == Inbox.Strangers.CONFIRM else Reason.STRANGER)
    # A responder that does not say it is one gets our receipt this often and no more.
    since = timezone.now() - datetime.timedelta(days=1)
    if IncomingMail.objects.accepted_from(sender, since).filter(reason=Reason.QUESTION).count() >= QUESTIONS_A_DAY:
        return quarantine(Reason.TOO_MANY)
    return accept(Reason.QUESTION)


def _carry_out(letter: Letter, verdict: Verdict, raw: bytes, digest: str) -> IncomingMail:
    ticket = verdict.ticket
    if verdict.bounced:
        workflow.note_bounce(verdict.bounced, verdict.bounce_code)
    if verdict.reason == Reason.REPLY:
        onto_tickets.add_reply(letter, ticket)
    if verdict.reason == Reason.CONFIRMED:
        ticket = confirm(verdict.waiting)
        if writing.of(letter, ticket.language).is_more_than(confirming.YES):
            onto_tickets.add_reply(letter, ticket)
    if verdict.reason == Reason.QUESTION:
        ticket = onto_tickets.open_from(letter)
    return _store(raw, digest, letter, verdict, ticket)


def _store(
    raw: bytes, digest: str, letter: Letter | None, verdict: Verdict, ticket: Ticket | None = None
) -> IncomingMail:
    return IncomingMail.objects.create(
        sha256=digest,
        message_id=letter.message_id if letter else "",
        sender=letter.sender[1] if letter else "",
        state=verdict.state,
        reason=verdict.reason,
        ticket=ticket or verdict.ticket,
        raw=raw if verdict.state == State.QUARANTINED else None,
    )


def _count_copy(digest: str) -> IncomingMail | None:
    """The very same bytes once more: the first time decided; this row, not saved, says that it is a duplicate."""
    if not IncomingMail.objects.filter(sha256=digest).update(copies=F("copies") + 1):
        return None
    return IncomingMail(sha256=digest, state=State.DUPLICATE, reason=Reason.SEEN)
