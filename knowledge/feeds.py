"""Feeds and the sitemap."""

import re

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from .languages import Language
from .models import Article, ArticleText, Source, Topic
from .pages import in_every_language

# What XML cannot hold: one such character would cost every reader the whole feed.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Revisions(Feed):
    """The newest revisions of the FAQ in one language."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, language, **kwargs):
        if language not in Language.values:
            raise Http404
        with override(language):
            response = super().__call__(request, *args, language=language, **kwargs)
        response["Content-Language"] = language
        return response

    def get_object(self, request, language):
        return _known(language)

    def title(self, language):
        return _("Information Center: new and changed answers")

    def link(self, language):
        return reverse("knowledge:home")

    def items(self, language):
        texts = ArticleText.objects.published().filter(language=language)
        return texts.select_related("article__topic").order_by("-published_at", "-pk")[:30]

    def item_title(self, text):
        return CONTROLS.sub("", text.question)

    def item_description(self, text):
        return CONTROLS.sub("", text.summary)

    def item_link(self, text):
        return text.get_absolute_url()

    def item_guid(self, text):
        return f"{text.article.key}.{text.language}.{text.revision}"

    item_guid_is_permalink = False

    def item_updateddate(self, text):
        return text.published_at

    def item_pubdate(self, text):
        return text.published_at


class TopicRevisions(Revisions):
    """The same for one topic and its subtopics."""

    def get_object(self, request: HttpRequest, language: str, topic: str) -> tuple[Language, Topic]:
        return _known(language), get_object_or_404(Topic, slug=topic)

    def title(self, found):
        language, topic = found
        with override(language):
            return _("%(topic)s: new and changed answers") % {"topic": topic.name}

    def link(self, found):
        language, topic = found
        with override(language):
            return topic.get_absolute_url()

    def items(self, found):
        language, topic = found
        texts = ArticleText.objects.published().filter(language=language).of_topic(topic)
        return texts.select_related("article__topic").order_by("-published_at", "-pk")[:30]


def _known(language: str) -> Language:
    if language not in Language.values:
        raise Http404
    return Language(language)


class ArticleSitemap(Sitemap):
    changefreq = "monthly"

    def items(self):
        texts = ArticleText.objects.published().select_related("article__topic")
        return texts.prefetch_related("article__texts").order_by("pk")

    def get_urls(self, *args, **kwargs):
        """Each entry with its other languages, where it has them."""
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            text = url["item"]
            host = url["location"].removesuffix(text.get_absolute_url())
            texts = text.article.texts.all()
            for other in texts:
                other.article = text.article
            url["alternates"] = [
                {"location": host + other.get_absolute_url(), "lang_code": other.language} for other in texts
            ]
        return urls

    def lastmod(self, text):
        return text.published_at


class PageSitemap(Sitemap):
    """The pages that are not articles, in every language, each with the day its newest answer was published."""

    def items(self):
        newest = ArticleText.objects.published().filter(article__topic=OuterRef("pk")).order_by("-published_at")
        topics = Topic.objects.annotate(changed_at=Subquery(newest.values("published_at")[:1]))
        dated = [(in_every_language("knowledge:topic", topic.slug), topic.changed_at) for topic in topics]
        latest = max((changed_at for _addresses, changed_at in dated if changed_at), default=None)
        fixed = [(in_every_language(f"knowledge:{name}"), latest) for name in ("home", "faq")]
        undated = [
            (in_every_language(f"knowledge:{name}"), None) for name in ("programmes", "feeds", "open_data", "sources")
        ]
        cited = Source.objects.filter(citations__article__in=Article.objects.published()).distinct()
        undated += [
            (in_every_language("knowledge:source", slug), None) for slug in cited.values_list("slug", flat=True)
        ]
        return [(address, day) for addresses, day in fixed + dated + undated for address in addresses.values()]

    def location(self, item):
        return item[0]

    def lastmod(self, item):
        return item[1]


SITEMAPS = {"pages": PageSitemap, "articles": ArticleSitemap}
