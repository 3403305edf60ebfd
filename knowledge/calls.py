"""Programmes one can still apply for: the worker collects them, the home page reads them from the cache."""

from django.core.cache import cache
from django.utils import timezone

from . import pages
from .models import Programme

KEY = "open-calls"
MOST = 6
KEPT_FOR = 86_400


def remember() -> int:
    """For the worker: keep what is open, the nearest deadline first; what is open without end is no call."""
    open_now = Programme.objects.open_on(timezone.localdate()).exclude(closes_on=None)
    cache.set(KEY, list(open_now.order_by("closes_on")[:MOST]), KEPT_FOR)
    return 0


def last_known() -> list[Programme]:
    return pages.last_known(KEY, [])
