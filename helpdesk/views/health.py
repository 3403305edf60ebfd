"""For machines that watch over this one."""

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from helpdesk.worker import HEARTBEAT
from knowledge import search


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, search index and worker answer; otherwise 503, naming the part that does not."""
    parts = {"database": _database_answers(), "search": search.is_healthy(), "worker": cache.get(HEARTBEAT) is not None}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /admin/", "Disallow: /accounts/", "Disallow: /*/tickets/"]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.BASE_URL}/sitemap.xml", ""]), content_type="text/plain")
