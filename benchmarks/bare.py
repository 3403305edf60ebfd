"""The yardstick: the smallest Django project there is, one view that gives back a page of 5 KB from the cache."""

import secrets

from django.conf import settings
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = "".join(f"<p>{number} of a cached page</p>" for number in range(200))[:5_000]


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(cache.get_or_set("page", PAGE))


settings.configure(
    SECRET_KEY=secrets.token_urlsafe(32), ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True
)
urlpatterns = [path("", page)]
application = get_wsgi_application()
