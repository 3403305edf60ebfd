"""Moments as people read them: how long ago and exactly when."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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
        return _time(moment, _distance(moment), _exact(moment))
    return _time(moment, _distance_in_days(moment), date_format(moment, _day_format()))


@register.filter
def day(moment: datetime.date | None) -> SafeString | str:
    """Only the day, `31 March 2026`; how long ago is in the tooltip."""
    if moment is None:
        return ""
    date = timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
    shown = date_format(date, _day_format())
    return format_html('<time datetime="{}" title="{}">{}</time>', date.isoformat(), _distance_in_days(date), shown)


def _time(moment: datetime.date, distance: str, exact: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{} <span class="exact">· {}</span></time>',
        moment.isoformat(),
        exact,
        distance,
        exact,
    )


def _exact(moment: datetime.datetime) -> str:
    if moment > timezone.now():
        return date_format(moment, pgettext("a moment to come, as a Django date format", "l j F Y, H:i"))
    return date_format(moment, pgettext("a moment that was, as a Django date format", "j M Y, H:i"))


def _day_format() -> str:
    return pgettext("a day, as a Django date format", "j F Y")


def _distance(moment: datetime.datetime) -> str:
    gap = moment - timezone.now()
    if abs(gap) < MINUTE:
        return _("just now")
    if abs(gap) >= DAY:
        return _distance_in_days(moment.date())
    begin, end = sorted([moment, timezone.now()])
    return _in_words(timesince(begin, end, depth=1), is_past=gap < datetime.timedelta())


def _distance_in_days(date: datetime.date) -> str:
    today = timezone.localdate()
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    if (gap := (date - today).days) in near:
        return near[gap]
    begin, end = sorted([date, today])
    return _in_words(timesince(begin, end, depth=1), is_past=gap < 0)


def _in_words(span: str, *, is_past: bool) -> str:
    return (_("%(span)s ago") if is_past else _("in %(span)s")) % {"span": span}
