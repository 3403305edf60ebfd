from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from .people import needs_second_factor


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
