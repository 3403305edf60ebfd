"""What every public page of the FAQ has in common: it may be cached by anyone, and it exists in other languages."""

import logging
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .languages import CODES, address

# Of any copy, ours or a proxy's, in seconds: what was withdrawn is gone after them.
FRESH_FOR = 5

logger = logging.getLogger(__name__)


def public(view):
    """Let caches keep the page for a moment and then ask again with its ETag. It must not depend on who reads it."""

    @wraps(view)
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code in (200, 301, 302, 304, 404, 410):
            patch_cache_control(response, public=True, max_age=FRESH_FOR)
        return response

    return cached


def public_whatever_is_asked(view):
    """A public page that does not read its query: where a reader came from makes no other page of it."""

    @wraps(view)
    def marked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = shown(request, *args, **kwargs)
        response.is_same_whatever_is_asked = True
        return response

    shown = public(view)
    return marked


def in_every_language(name: str, *args: object) -> dict[str, str]:
    """The address of the same page in each language."""
    return {language: address(name, *args, language=language) for language in CODES}


def last_known(key: str, default: object = None) -> object:
    """What the worker last measured or collected for the pages; a page without it is better than none."""
    try:
        return cache.get(key, default)
    except Exception as error:
        logger.warning("%s is not shown, the cache does not answer: %s", key, error)
        return default
