"""The whole FAQ to take away."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from knowledge import open_data, pages

SECONDS_TO_MAKE = "10"


def _etag(request: HttpRequest, name: str) -> str:
    return f'"{open_data.edition()}"'


@require_safe
@pages.public
@condition(etag_func=_etag)
def download(request: HttpRequest, name: str) -> HttpResponse:
    """Only ever what is published now: while the worker packs a new edition, the old one is not given."""
    path = open_data.path_of(name, open_data.edition())
    if not path.exists():
        response = HttpResponse(_("This file is being made. Try again in a few seconds."), status=503)
        response["Retry-After"] = SECONDS_TO_MAKE
        return response
    response = FileResponse(path.open("rb"), as_attachment=name.endswith(".zip"), filename=name)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@pages.public
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "licence": open_data.LICENCE,
        "licence_url": open_data.LICENCE_URL,
        "alternates": pages.in_every_language("knowledge:open_data"),
    }
    return render(request, "knowledge/open_data.html", context)
