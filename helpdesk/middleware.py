from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found

from . import maintenance
from .attachments import MOST_BYTES, MOST_FILES
from .people import needs_second_factor
from .views import errors

WATCHED = ("/healthz", "/readyz")
MOST_OF_A_REQUEST = MOST_FILES * MOST_BYTES + 5 * 1024 * 1024
READ_AND_FORGET = 4 * MOST_OF_A_REQUEST


class PrivateByDefault:
    """No cache may keep a page that does not say it is public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "public" not in response.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
            if "ETag" in response:
                del response["ETag"]
        return response


class OwnFace:
    """What Django says with a blank page or, under DEBUG, a list of our addresses is said in the site's words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not request.path.startswith("/api/"):
            return errors.not_allowed(request, response["Allow"])
        # Pages of ours that answer 404 are of the plain class; Django's own are of this one.
        is_djangos = settings.DEBUG and isinstance(response, HttpResponseNotFound)
        return page_not_found(request, Http404()) if is_djangos else response


class Maintenance:
    """While the site is being worked on, every page says so; those who watch over it are answered as ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if maintenance.is_on() and request.path not in WATCHED:
            return errors.maintenance(request)
        return self.get_response(request)


class NotTooMuch:
    """What is larger than any form of ours may be is refused before it fills the disk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length") or "0"
        if not length.isdigit() or int(length) <= MOST_OF_A_REQUEST:
            return self.get_response(request)
        # A browser shows an answer only once it has sent everything: read it, within reason, and keep nothing.
        for _piece in range(READ_AND_FORGET // 65_536):
            if not request.read(65_536):
                break
        return errors.too_large(request)


class SecondFactor:
    """Editors and administrators set up a second factor before they can do anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        behind_sign_in = request.path.startswith(("/desk/", "/admin/"))
        if settings.SECOND_FACTOR_REQUIRED and behind_sign_in and self._lacks_it(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _lacks_it(self, user: User | AnonymousUser) -> bool:
        return user.is_authenticated and needs_second_factor(user) and not is_mfa_enabled(user)
