"""The door: which language, and the page for errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_POST

from knowledge.languages import Language


def choose_language(request: HttpRequest) -> HttpResponse:
    """By cookie, then by browser, else Turkish."""
    language = get_language_from_request(request).split("-")[0]
    with override(language if language in Language.values else settings.LANGUAGE_CODE):
        response = redirect("knowledge:home")
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the desk and of the front door."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("root")
    response = redirect(target)
    if request.POST.get("language") in Language.values:
        cookie = {"max_age": 365 * 86400, "samesite": "Lax", "secure": settings.SECURE, "httponly": True}
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.POST["language"], **cookie)
    return response
