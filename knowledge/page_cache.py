"""Public pages from memory: each web process keeps what it has just shown to anyone for seconds, compressed."""

import gzip
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

# Anything withdrawn is gone within this time, whatever happens to the word that it was.
KEPT_FOR = 5.0
MOST_PAGES = 500
LARGEST = 500_000
WORTH_COMPRESSING = 1_000
# A page that may be kept for everyone says so, sets no cookie and is the same whatever a reader's cookies are.
SAME_FOR_ALL = {"", "accept-encoding"}

# A site, a path and what follows the question mark; None where the page is the same whatever follows.
Address = tuple[str, str, str, str | None]
_pages: dict[Address, "Page"] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Page:
    body: bytes
    compressed: bytes
    headers: dict[str, str]
    edition: int
    until: float

    def is_same(self, etag: str | None) -> bool:
        return etag is not None and self.headers["ETag"] == "W/" + etag.removeprefix("W/")


def changed() -> None:
    """What readers see has changed: every process forgets its pages, now and once the change is there for all."""
    _touch()
    transaction.on_commit(_touch)


def _touch() -> None:
    (settings.DATA_DIR / "edition").touch()


def edition() -> int:
    """Another number after every change of what readers see, in every process of the site."""
    try:
        return (settings.DATA_DIR / "edition").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


class PublicPages:
    """The outermost layer: what it answers costs neither a query nor a template."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not KEPT_FOR:
            return self.get_response(request)
        # Before the page is made: what changes meanwhile makes it a page of the edition before.
        now = edition()
        whatever_is_asked = (request.scheme, request.get_host(), request.path, None)
        address = (*whatever_is_asked[:3], request.META.get("QUERY_STRING", ""))
        if whatever_is_asked in _pages:
            address = whatever_is_asked
        page = _pages.get(address)
        if page is None or page.edition != now or page.until < time.monotonic():
            response = self.get_response(request)
            if page and response.status_code == 304 and page.is_same(response.get("ETag")):
                page = replace(page, edition=now, until=time.monotonic() + KEPT_FOR)
            elif request.method == "GET" and _is_for_everyone(response):
                page = _made(response, now)
                if getattr(response, "is_same_whatever_is_asked", False):
                    address = whatever_is_asked
            else:
                return response
            _keep(address, page)
        return _answer(page, request)


def _is_for_everyone(response: HttpResponseBase) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "public" in response.get("Cache-Control", "")
        and {name.strip() for name in response.get("Vary", "").lower().split(",")} <= SAME_FOR_ALL
        and "ETag" in response
        and len(response.content) <= LARGEST
    )


def _made(response: HttpResponse, edition: int) -> Page:
    body = response.content
    # Nothing secret stands in a public page, so that its compressed size tells nothing.
    compressed = gzip.compress(body, 6, mtime=0) if len(body) > WORTH_COMPRESSING else b""
    # The same page in other bytes: a weak validator says so of both.
    etag = "W/" + response["ETag"].removeprefix("W/")
    headers = dict(response.headers) | {"Vary": "Accept-Encoding", "ETag": etag}
    return Page(body, compressed, headers, edition, time.monotonic() + KEPT_FOR)


def _keep(address: Address, page: Page) -> None:
    with _lock:
        if len(_pages) >= MOST_PAGES:
            _pages.clear()
        _pages[address] = page


def _answer(page: Page, request: HttpRequest) -> HttpResponseBase:
    if page.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.compressed, headers=page.headers)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(page.compressed))
    else:
        response = HttpResponse(page.body, headers=page.headers)
    return get_conditional_response(request, etag=page.headers["ETag"], response=response)
