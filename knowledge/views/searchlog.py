"""Noting what was searched for, told by the reader's own browser.

Reading changes nothing, so a page of results cannot note that it was asked for: a cache may answer instead, and robots
follow links. The browser tells afterwards, with a small POST of its own. Public pages carry no anti-forgery token and
set no cookie, and this request needs none: it is sent without cookies and reads none, so nobody's authority could be
borrowed, and what it can do anybody may do. What is left is other sites having their readers send noise. Browsers say
themselves where a request comes from, and a page cannot change what they say; anything but our own pages is refused.
"""

from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from knowledge import workflow
from knowledge.languages import current_language
from knowledge.learning_forms import SearchedForm
from knowledge.throttle import client_of, is_too_often


def from_our_pages(view):
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs) if _is_ours(request) else HttpResponseForbidden()

    return guarded


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # Over plain http browsers leave that header out, but name the origin.
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in ours


@csrf_exempt
@require_POST
@from_our_pages
def log(request: HttpRequest) -> HttpResponse:
    note(request, SearchedForm(request.POST))
    return HttpResponse(status=204)


def note(request: HttpRequest, form: SearchedForm) -> None:
    """Note what the form says was searched, a limited number of times for each network address."""
    if not form.is_valid() or not form.cleaned_data["q"]:
        return
    if not is_too_often(f"search-log:{client_of(request)}", most=60, seconds=3600):
        words = {"language": current_language(), "opened": form.cleaned_data["opened"]}
        workflow.note_search(form.cleaned_data["q"], **words)
