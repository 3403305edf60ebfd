"""Errors that Django has no page for."""

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path

RETRY_AFTER = 600


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    return render(request, "413.html", status=413)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Mostly a browser that opens the address of a form again; the page the form stands on is above it."""
    page = request.path
    while page != "/":
        page = page.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(page):
            break
    response = render(request, "405.html", {"page": page}, status=405)
    response["Allow"] = allowed
    return response


def maintenance(request: HttpRequest) -> HttpResponse:
    response = render(request, "503.html", status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response
