"""Moments as people read them: how long ago and exactly when."""

import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from helpdesk.models import Ticket

register = template.Library()

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


@register.filter
def when(moment: datetime.date | None) -> SafeString | str:
    """`3 hours ago · 20 Nov 2026, 13:05` for a moment, `8 months ago · 31 March 2026` for a day."""
    if moment is None:
        return ""
    if isinstance(moment, datetime.datetime):
        moment = timezone.localtime(moment)
        exact = _exact(moment, get_language(), is_to_come=moment > timezone.now())
        return _time(moment, _distance(moment), exact)
    distance = _distance_in_days(moment, timezone.localdate(), get_language())
    return _time(moment, distance, date_format(moment, _day_format()))


@register.filter
def due(ticket: Ticket) -> SafeString | str:
    """What the clock of a ticket says: when the answer is due, since when it waits, or when it was answered."""
    if ticket.is_overdue:
        return format_html('<strong class="overdue">{}</strong> {}', _("Overdue"), when(ticket.resolution_due))
    if ticket.is_unanswered and ticket.resolution_due:
        return when(ticket.resolution_due)
    if ticket.pending_since:
        return format_html("{} {}", _("The clock waits since"), when(ticket.pending_since))
    return format_html("{} {}", _("Answered"), when(ticket.resolved_at)) if ticket.resolved_at else "–"


@register.filter
def day(moment: datetime.date | None) -> SafeString | str:
    """Only the day, `31 March 2026`; how long ago is in the tooltip."""
    if moment is None:
        return ""
    date = timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
    shown = date_format(date, _day_format())
    distance = _distance_in_days(date, timezone.localdate(), get_language())
    return format_html('<time datetime="{}" title="{}">{}</time>', date.isoformat(), distance, shown)


@lru_cache(maxsize=10_000)
def _time(moment: datetime.date, distance: str, exact: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{} <span class="exact"><span class="dot">·</span> {}</span></time>',
        moment.isoformat(),
        exact,
        distance,
        exact,
    )


# A list of tickets says the same moments and days over and over again. The language belongs to what is remembered.
@lru_cache(maxsize=10_000)
def _exact(moment: datetime.datetime, _language: str, *, is_to_come: bool) -> str:
    if is_to_come:
        return date_format(moment, pgettext("a moment to come, as a Django date format", "l j F Y, H:i"))
    return date_format(moment, pgettext("a moment that was, as a Django date format", "j M Y, H:i"))


def _day_format() -> str:
    return pgettext("a day, as a Django date format", "j F Y")


def _distance(moment: datetime.datetime) -> str:
    gap = moment - timezone.now()
    if abs(gap) < MINUTE:
        return _("just now")
    if abs(gap) >= DAY:
        return _distance_in_days(moment.date(), timezone.localdate(), get_language())
    begin, end = sorted([moment, timezone.now()])
    return _in_words(timesince(begin, end, depth=1), is_past=gap < datetime.timedelta())


@lru_cache(maxsize=10_000)
def _distance_in_days(date: datetime.date, today: datetime.date, _language: str) -> str:
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if (gap := (date - today).days) in near:
        return near[gap]
    begin, end = sorted([date, today])
    return _in_words(timesince(begin, end, depth=1), is_past=gap < 0)


def _in_words(span: str, *, is_past: bool) -> str:
    return (_("%(span)s ago") if is_past else _("in %(span)s")) % {"span": span}
