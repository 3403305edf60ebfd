"""Telling people that an answer they were given has changed."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from helpdesk import notifications, recall
from helpdesk.models import Consent, Recall, Ticket
from knowledge.models import ArticleText

from .own_data import withdraw


def recall_answers(*, now: datetime.datetime | None = None) -> int:
    """Queue a mail to everybody concerned by what was published or withdrawn since. Returns how many mails."""
    now = now or timezone.now()
    told = sum(_recall(row) for row in recall.revisions_to_tell(now))
    return told + sum(_recall_withdrawn(text) for text in recall.withdrawals_to_tell(now))


def _recall(row: object) -> int:
    try:
        with transaction.atomic():
            looked = Recall.objects.create(text_id=row.id, revision=row.revision)
            if not recall.is_of_substance(row):
                return 0
            return _tell(looked, recall.audience(row.article, row.language, before=row.published_at))
    except IntegrityError:
        # Another worker was quicker.
        return 0


def _recall_withdrawn(text: ArticleText) -> int:
    try:
        with transaction.atomic():
            looked = Recall.objects.create(text=text, revision=text.revision, is_withdrawal=True)
            return _tell(looked, recall.audience(text.article, text.language))
    except IntegrityError:
        return 0


def _tell(looked: Recall, audience: recall.Audience) -> int:
    notifications.queue(*(notifications.updated(ticket, looked) for ticket in audience.told))
    looked.told = len(audience.told)
    looked.save(update_fields=["told"])
    return looked.told


@transaction.atomic
def stop_telling(ticket: Ticket) -> None:
    """Whoever unsubscribes from one of these mails gets none of them again, whichever question it came of."""
    for own in Ticket.objects.filter(requester_email__iexact=ticket.requester_email):
        withdraw(own, Consent.Purpose.UPDATES)
