"""Slow down what is done too often from one address. Nobody is asked to solve a puzzle."""

import logging
import time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)


def throttled(name: str, *, most: int, seconds: int):
    """Let one network address POST `most` times in so many seconds; then answer 429, keeping what was typed."""

    def decorate(view):
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST" and is_too_often(f"{name}:{client_of(request)}", most=most, seconds=seconds):
                response = render(request, "429.html", {"typed": request.POST.items()}, status=429)
                response["Retry-After"] = str(seconds)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def is_too_often(what: str, *, most: int, seconds: int) -> bool:
    """Count this once more; whether that is more than `most` times since the first in a window of so many seconds.

    A cache that fails counts nothing: it shall not keep people from asking.
    """
    key = "throttle:" + salted_hmac("throttle", what, algorithm="sha256").hexdigest()
    now = time.time()
    try:
        count, ends = cache.get(key) or (0, now + seconds)
        cache.set(key, (count + 1, ends), max(ends - now, 1))
    except Exception:
        logger.warning("The cache does not answer; nobody is slowed down", exc_info=True)
        return False
    return count >= most


def client_of(request: HttpRequest) -> str:
    """The caller's network address; the one our own proxy reports where we are told to trust it."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        return forwarded.split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
