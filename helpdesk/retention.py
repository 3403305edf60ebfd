"""How long questions are kept, and what a person may have of theirs: a copy, or their removal."""

import datetime
from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from knowledge import workflow as knowledge_workflow

from .models import Attachment, DraftFile, IncomingMail, Message, Status, Ticket
from .origins import open_drafts_from

CLOSED_TICKETS = datetime.timedelta(days=3 * 365 + 1)
SPAM = datetime.timedelta(days=90)
UNACCEPTED_MAIL = datetime.timedelta(days=90)


def purge(*, now: datetime.datetime | None = None) -> int:
    """Remove what has been kept long enough. Returns how many tickets went; may run at any time."""
    now = now or timezone.now()
    knowledge_workflow.forget_old_searches(now=now)
    Session.objects.filter(expire_date__lt=now).delete()
    IncomingMail.objects.left_over().filter(received_at__lt=now - UNACCEPTED_MAIL).delete()
    old = Ticket.objects.filter(status=Status.CLOSED, closed_at__lt=now - CLOSED_TICKETS)
    spam = Ticket.objects.filter(status=Status.SPAM, created_at__lt=now - SPAM)
    return _remove([*old[:500], *spam[:500]])


def erase_person(address: str) -> int:
    """Remove every ticket asked from this email address, with its files and its history. Returns how many."""
    removed = _remove(Ticket.objects.filter(requester_email__iexact=address).exclude(requester_email=""))
    _remove_mails(address)
    _forget_bytes()
    return removed


def erase_ticket(ticket: Ticket) -> None:
    """Remove one question with everything that hangs on it, at its requester's wish."""
    _remove([ticket])
    _forget_bytes()


def copy_of(ticket: Ticket) -> dict[str, object]:
    """What a requester may have of one question."""
    return _copy(ticket)


def copy_for_person(address: str) -> list[dict[str, object]]:
    """Everything kept under an email address that is the person's to have; internal notes are not."""
    tickets = (
        Ticket.objects.exclude(requester_email="")
        .filter(requester_email__iexact=address)
        .select_related("topic")
        .order_by("pk")
    )
    return [_copy(ticket) for ticket in tickets.prefetch_related("consents")]


def _copy(ticket: Ticket) -> dict[str, object]:
    own = ("subject", "requester_email", "requester_phone", *Ticket.DETAILS, "language", "channel", "channel_note")
    consents = ticket.consents.values("purpose", "text_version", "obtained", "given_at", "withdrawn_at")
    messages = ticket.messages.for_requester().prefetch_related("attachments")
    return {name: getattr(ticket, name) for name in own} | {
        "reference": ticket.reference,
        "status": ticket.status,
        "topic": ticket.topic and ticket.topic.slug,
        "asked_at": ticket.created_at,
        "rating": ticket.rating,
        "rating_comment": ticket.rating_comment,
        "consents": list(consents),
        "messages": [_said(message) for message in messages],
    }


def _said(message: Message) -> dict[str, object]:
    files = [attachment.name for attachment in message.attachments.all()]
    return {"kind": message.kind, "written_at": message.created_at, "text": message.body, "quoted": message.quoted} | {
        "attachments": files
    }


def _remove_mails(address: str) -> None:
    IncomingMail.objects.filter(sender__iexact=address).delete()
    # Of mails that could not be read we do not know the sender, but we have the bytes.
    for mail in IncomingMail.objects.exclude(raw=None).iterator(chunk_size=1):
        if address.lower().encode() in bytes(mail.raw).lower():
            mail.delete()


@transaction.atomic
def _remove(tickets: Iterable[Ticket]) -> int:
    removed = 0
    # What was merged into a ticket goes before it: it is the same person's, and holds on to it.
    going = dict.fromkeys(each for ticket in tickets for each in (*ticket.merged.all(), ticket))
    for ticket in going:
        stored = [*Attachment.objects.filter(message__ticket=ticket), *DraftFile.objects.filter(draft__ticket=ticket)]
        files = [row.file for row in stored]
        number = ticket.pk
        for draft in open_drafts_from(ticket):
            knowledge_workflow.neutralise(draft)
        ticket.delete()
        # Deleting writes a last row of history; that goes as well.
        Ticket.history.filter(id=number).delete()
        transaction.on_commit(lambda files=files: [file.delete(save=False) for file in files])
        removed += 1
    return removed


def _forget_bytes() -> None:
    # What was overwritten in the database file may still stand in the write-ahead log.
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
