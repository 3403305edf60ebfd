"""Our search box on other people's sites: a frame without cookies and without script."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_exempt

from knowledge import pages
from knowledge.languages import Language, current_language


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@pages.public
def search_box(request: HttpRequest, language: str) -> HttpResponse:
    """The only page of ours that may stand in a frame; the results open on our own site."""
    if language not in Language.values:
        raise Http404
    with override(language):
        return render(request, "knowledge/embed.html")


@pages.public
def how_to(request: HttpRequest) -> HttpResponse:
    context = {
        "address": f"{settings.BASE_URL}/embed/{current_language()}/",
        "alternates": pages.in_every_language("knowledge:embed_how_to"),
    }
    return render(request, "knowledge/embed_how_to.html", context)
