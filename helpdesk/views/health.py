"""For machines that watch over this one."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from helpdesk.worker import HEARTBEAT
from knowledge import search

logger = logging.getLogger(__name__)


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, search index and worker answer; otherwise 503, naming the part that does not."""
    checks = {"database": _database_answers, "search": search.is_healthy, "worker": _worker_beats}
    parts = {name: _holds(check) for name, check in checks.items()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _holds(check: Callable[[], bool]) -> bool:
    # A part that fails shall be named, whatever its failure looks like.
    try:
        return check()
    except Exception as error:
        logger.warning("%s: %s", check.__qualname__, error)
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _worker_beats() -> bool:
    return cache.get(HEARTBEAT) is not None


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /admin/", "Disallow: /accounts/", "Disallow: /*/tickets/"]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]), content_type="text/plain")
