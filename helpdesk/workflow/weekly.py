"""Once a week, the numbers of the week before, to whoever asked for them."""

import datetime

from django.db import transaction
from django.utils import timezone

from helpdesk import notifications, sla
from helpdesk.models import MailWish, OutgoingMail, Ticket


def send_numbers(*, now: datetime.datetime | None = None) -> int:
    """Queue the mail of this week for each person whose calendar has opened in it. Returns how many mails."""
    now = now or timezone.now()
    newest = Ticket.objects.in_flow().order_by("pk").last()
    people = MailWish.objects.filter(weekly=True, user__is_active=True).select_related("user", "calendar")
    return sum(_tell(wish, newest, now) for wish in people if newest and wish.user.has_perm("helpdesk.view_report"))


@transaction.atomic
def _tell(wish: MailWish, newest: Ticket, now: datetime.datetime) -> int:
    hours = sla.hours_for(wish.calendar)
    today = now.astimezone(hours.zone).date()
    monday = datetime.datetime.combine(
        today - datetime.timedelta(days=today.weekday()), datetime.time(), tzinfo=hours.zone
    )
    opening = next((begin for begin, _end in hours.spans_from(monday)), now)
    told = OutgoingMail.objects.filter(kind=OutgoingMail.Kind.WEEKLY, recipient=wish.user, due=monday)
    if now < opening or told.exists():
        return 0
    notifications.queue_once(notifications.weekly(newest, wish.user, monday))
    return 1
