"""Mails to the desk go at the pace their recipient chose: at once, or gathered into one by the hour or by the day."""

import datetime

from django.db import transaction
from django.utils import timezone

from helpdesk import sla
from helpdesk.models import MailWish, OutgoingMail, Pace

from .addresses import new_message_id
from .unsubscribing import ABOUT

MAILS_AN_HOUR = 20
# What is itself many things in one mail.
GATHERED = (OutgoingMail.Kind.DIGEST, OutgoingMail.Kind.WEEKLY, OutgoingMail.Kind.TASKS)


def goes_by_itself(mail: OutgoingMail, *, now: datetime.datetime) -> bool:
    """Whether this mail is sent now; if not, it has been dropped or put aside, as its recipient wishes."""
    if mail.kind in GATHERED:
        return True
    wish, about = MailWish.objects.of(mail.recipient), ABOUT.get(mail.kind, "")
    pace = wish.pace_of(about)
    if pace == Pace.NONE:
        mail.error, mail.given_up_at = "Not wanted by the recipient.", now
        mail.save(update_fields=["error", "given_up_at"])
        return False
    if pace == Pace.AT_ONCE and (wish.must_have(about) or not _is_over_budget(mail, now)):
        return True
    mail.is_for_digest, mail.attempts, mail.not_before = True, 0, _next_moment(pace, wish, now)
    mail.save(update_fields=["is_for_digest", "attempts", "not_before"])
    return False


def _is_over_budget(mail: OutgoingMail, now: datetime.datetime) -> bool:
    """Beyond this many in an hour, what follows comes together: nobody reads the twenty-first mail."""
    sent = OutgoingMail.objects.filter(recipient=mail.recipient, sent_at__gt=now - datetime.timedelta(hours=1))
    return sent.filter(is_for_digest=False).count() >= MAILS_AN_HOUR


def _next_moment(pace: str, wish: MailWish, now: datetime.datetime) -> datetime.datetime:
    if pace != Pace.DAILY:
        return now.replace(minute=0, second=0, microsecond=0) + datetime.timedelta(hours=1)
    # Only a year without a working day has none; then tomorrow is as good as any.
    openings = (begin for begin, _end in sla.hours_for(wish.calendar).spans_from(now) if begin > now)
    return next(openings, now + datetime.timedelta(days=1))


def gather(*, now: datetime.datetime | None = None) -> int:
    """Make one mail for each person out of what waits for them. Returns how many mails."""
    now = now or timezone.now()
    people = OutgoingMail.objects.to_gather(now).order_by().values_list("recipient", flat=True).distinct()
    return sum(_gather_for(person, now) for person in people)


@transaction.atomic
def _gather_for(person: int, now: datetime.datetime) -> int:
    items = OutgoingMail.objects.to_gather(now).select_for_update(of=("self",)).filter(recipient=person)
    items = list(items.select_related("ticket", "recipient"))
    if not items:
        return 0
    wish = MailWish.objects.of(items[0].recipient)
    wanted = [item for item in items if wish.pace_of(ABOUT.get(item.kind, "")) != Pace.NONE]
    unwanted = {item.pk for item in items} - {item.pk for item in wanted}
    OutgoingMail.objects.filter(pk__in=unwanted).update(given_up_at=now, error="Not wanted by the recipient.")
    if not wanted:
        return 0
    digest = OutgoingMail.objects.create(
        kind=OutgoingMail.Kind.DIGEST, ticket=wanted[-1].ticket, recipient_id=person, mail_id=new_message_id()
    )
    OutgoingMail.objects.filter(pk__in=[item.pk for item in wanted]).update(digest=digest)
    return 1
