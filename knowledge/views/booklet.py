"""A topic, or the whole FAQ, as one page to print or to save as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge import pages
from knowledge.languages import current_language
from knowledge.models import ArticleText, Topic


@pages.public
def whole(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Frequently asked questions"), "alternates": pages.in_every_language("knowledge:booklet")}
    return _booklet(request, list(Topic.objects.in_order()), context)


@pages.public
def of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    topics = list(Topic.objects.in_order())
    shown = next((row for row in topics if row.slug == slug), None)
    if shown is None:
        raise Http404(_("There is no such topic."))
    chapters = [row for row in topics if shown.pk in (row.pk, row.parent_id)]
    alternates = pages.in_every_language("knowledge:topic_booklet", slug)
    return _booklet(request, chapters, {"title": shown.name, "alternates": alternates, "topic": shown})


def _booklet(request: HttpRequest, topics: list[Topic], context: dict) -> HttpResponse:
    texts = ArticleText.objects.published().filter(language=current_language(), article__topic__in=topics)
    texts = texts.select_related("article__topic").prefetch_related("article__citations__source")
    inside: dict[int, list[ArticleText]] = {}
    for text in texts.order_by("article__key"):
        inside.setdefault(text.article.topic_id, []).append(text)
    chapters = [(topic, inside[topic.pk]) for topic in topics if topic.pk in inside]
    context |= {"chapters": chapters, "printed_on": timezone.localdate()}
    return render(request, "knowledge/booklet.html", context)
