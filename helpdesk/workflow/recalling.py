"""Telling people that an answer they were given has changed."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from helpdesk import notifications, recall
from helpdesk.models import Consent, Recall, Ticket

from .own_data import withdraw


def recall_answers(*, now: datetime.datetime | None = None) -> int:
    """Queue a mail to everybody concerned by what was published since. Returns how many mails."""
    return sum(_recall(row) for row in recall.revisions_to_tell(now or timezone.now()))


def _recall(row: object) -> int:
    try:
        with transaction.atomic():
            looked = Recall.objects.create(text_id=row.id, revision=row.revision)
            if not recall.is_of_substance(row):
                return 0
            people = recall.audience(row.article, row.language, before=row.published_at).told
            notifications.queue(*(notifications.updated(ticket, looked) for ticket in people))
            looked.told = len(people)
            looked.save(update_fields=["told"])
            return looked.told
    except IntegrityError:
        # Another worker was quicker.
        return 0


@transaction.atomic
def stop_telling(ticket: Ticket) -> None:
    """Whoever unsubscribes from one of these mails gets none of them again, whichever question it came of."""
    for own in Ticket.objects.filter(requester_email__iexact=ticket.requester_email):
        withdraw(own, Consent.Purpose.UPDATES)
