"""Searching: the results page and suggestions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from knowledge import pages, search
from knowledge.languages import current_language
from knowledge.models import Topic

PAGE_SIZE = 10
LAST_PAGE = 50


@pages.public
def results(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
    topic, page = request.GET.get("topic", ""), _page_number(request)
    found = _found(query, topic, page)
    paginator = Paginator(range(min(found.total, LAST_PAGE * PAGE_SIZE)), PAGE_SIZE)
    if page > paginator.num_pages:
        found = _found(query, topic, paginator.num_pages)
    context = {
        "query": query,
        "topic_slug": topic,
        "results": found,
        "near_topics": [] if found.hits or not query else _near_topics(query, topic),
        "page": paginator.get_page(page),
        "alternates": {code: f"{address}?{request.GET.urlencode()}" for code, address in _addresses().items()},
    }
    return render(request, "knowledge/search.html", context)


def _found(query: str, topic: str, page: int) -> search.Results:
    offset = (page - 1) * PAGE_SIZE
    return search.find(query, language=current_language(), topic=topic, limit=PAGE_SIZE, offset=offset)


def _near_topics(query: str, topic: str) -> list[Topic]:
    """Where to look when nothing was found: topics that do hold an answer, else the topics there are."""
    elsewhere = search.find(query, language=current_language(), limit=0).topics if topic else []
    return [other for other, _count in elsewhere] or list(Topic.objects.filter(parent=None).in_order())


def _addresses() -> dict[str, str]:
    return pages.in_every_language("knowledge:search")


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")[:6]
    return min(max(int(number), 1), LAST_PAGE) if number.isascii() and number.isdigit() else 1


@pages.public
def suggestions(request: HttpRequest) -> HttpResponse:
    """The list that opens under a search box while typing; a fragment of HTML."""
    query = request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
    hits = search.suggest(query, language=current_language())
    return render(request, "knowledge/_suggestions.html", {"hits": hits, "query": query})


@pages.public
def opensearch(request: HttpRequest) -> HttpResponse:
    context = {"home": request.build_absolute_uri(reverse("knowledge:home"))}
    kind = "application/opensearchdescription+xml"
    response = render(request, "knowledge/opensearch.xml", context, content_type=kind)
    response["Vary"] = "Accept-Language, Cookie"
    return response
