"""The queue between the desk and the mail server: nothing is lost, and a retry carries the same Message-ID."""

import datetime
import logging
import smtplib

from django.db import transaction
from django.utils import timezone

from helpdesk.models import OutgoingMail

from . import digests, recalls
from .composing import compose

LEASE = datetime.timedelta(minutes=5)
ATTEMPTS = 12
MAILS_AN_HOUR_TO_UNCONFIRMED = 3

logger = logging.getLogger(__name__)


def deliver(*, now: datetime.datetime | None = None, limit: int = 50) -> int:
    """Send what is due. A worker killed in the middle leaves the mail to be tried again when its lease ends."""
    sent, now = 0, now or timezone.now()
    for pk in OutgoingMail.objects.due(now).values_list("pk", flat=True)[:limit]:
        mail = _claim(pk, now)
        if mail and _may_go_now(mail, now) and _send(mail):
            sent += 1
    return sent


@transaction.atomic
def _claim(pk: int, now: datetime.datetime) -> OutgoingMail | None:
    waiting = OutgoingMail.objects.due(now).select_for_update(of=("self",)).filter(pk=pk)
    mail = waiting.select_related(
        *("ticket__topic", "ticket__merged_into", "message__author", "recipient", "absence__user"),
        *("opinion__asked_by", "opinion__colleague", "recall__text__article__topic"),
    ).first()
    if mail:
        mail.attempts += 1
        mail.not_before = now + max(LEASE, datetime.timedelta(minutes=2**mail.attempts))
        mail.save(update_fields=["attempts", "not_before"])
    return mail


def _may_go_now(mail: OutgoingMail, now: datetime.datetime) -> bool:
    if mail.recipient and not mail.recipient.has_perm("helpdesk.answer_ticket"):
        # Whoever has left the desk learns nothing more of its tickets.
        mail.error, mail.given_up_at = "The recipient has left the desk.", timezone.now()
        mail.save(update_fields=["error", "given_up_at"])
        return False
    if mail.recipient:
        return digests.goes_by_itself(mail, now=now)
    if mail.recall and not recalls.is_still_wanted(mail):
        mail.error, mail.given_up_at = "No longer wanted, or no longer published.", timezone.now()
        mail.save(update_fields=["error", "given_up_at"])
        return False
    # Nobody shall use our form to fill somebody else's mailbox.
    if mail.kind != OutgoingMail.Kind.RECEIVED:
        return True
    last_hour = timezone.now() - datetime.timedelta(hours=1)
    same = OutgoingMail.objects.filter(kind=mail.kind, ticket__requester_email__iexact=mail.ticket.requester_email)
    if same.filter(sent_at__gt=last_hour).count() < MAILS_AN_HOUR_TO_UNCONFIRMED:
        return True
    mail.attempts -= 1
    mail.not_before = timezone.now() + datetime.timedelta(hours=1)
    mail.save(update_fields=["attempts", "not_before"])
    return False


def _send(mail: OutgoingMail) -> bool:
    try:
        compose(mail).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        logger.warning("Mail %s could not be sent: %s", mail.pk, type(error).__name__)
        mail.error = type(error).__name__
        mail.given_up_at = timezone.now() if mail.attempts >= ATTEMPTS else None
        mail.save(update_fields=["error", "given_up_at"])
        return False
    mail.sent_at = timezone.now()
    mail.error = ""
    mail.save(update_fields=["sent_at", "error"])
    mail.items.update(sent_at=mail.sent_at)
    return True
