"""What every public page of the FAQ has in common: it may be cached by anyone, and it exists in other languages."""

import logging
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import override

from .languages import Language

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


def in_every_language(name: str, *args: object) -> dict[str, str]:
    """The address of the same page in each language."""
    addresses = {}
    for language in Language.values:
        with override(language):
            addresses[language] = reverse(name, args=args)
    return addresses


def last_known(key: str, default: object = None) -> object:
    """What the worker last measured or collected for the pages; a page without it is better than none."""
    try:
        return cache.get(key, default)
    except Exception as error:
        logger.warning("%s is not shown, the cache does not answer: %s", key, error)
        return default
