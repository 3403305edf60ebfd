"""What can be printed: one answer, a topic with its subtopics, the whole FAQ; as a page, and as a PDF made ahead.

Making a PDF takes seconds, so no request waits for one. A process of its own makes what is missing; the name of a file
holds a stamp of what is in it, so that a changed or withdrawn answer is in no file that anybody is given.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from .languages import Language
from .models import ArticleText, Topic

FOLDER = settings.DATA_DIR / "pdf"

Chapters = list[tuple[Topic, list[ArticleText]]]


@dataclass(frozen=True)
class Booklet:
    name: str
    language: str
    title: str
    topics: list[Topic]
    texts: QuerySet[ArticleText]
    is_single: bool = False

    @property
    def file(self) -> Path:
        """Where the PDF of the present state is, once it is made."""
        fields = ("pk", "revision", "article__confidence", "article__valid_as_of", "article__topic")
        stamp = hashlib.sha256(repr(list(self.texts.order_by("pk").values_list(*fields))).encode()).hexdigest()[:16]
        return FOLDER / self.language / f"{self.name}-{stamp}.pdf"

    @property
    def chapters(self) -> Chapters:
        texts = self.texts.select_related("article__topic").prefetch_related("article__citations__source")
        inside: dict[int, list[ArticleText]] = {}
        for text in texts.order_by("article__key"):
            inside.setdefault(text.article.topic_id, []).append(text)
        return [(topic, inside[topic.pk]) for topic in self.topics if topic.pk in inside]


@cache
def is_possible() -> bool:
    """Whether this site has the program that makes PDFs."""
    return find_spec("weasyprint") is not None


def whole(language: str, topics: list[Topic]) -> Booklet:
    texts = ArticleText.objects.published().filter(language=language)
    return Booklet("faq", language, _("Frequently asked questions"), topics, texts)


def of_topic(language: str, topics: list[Topic], shown: Topic) -> Booklet:
    inside = [row for row in topics if shown.pk in (row.pk, row.parent_id)]
    texts = ArticleText.objects.published().filter(language=language, article__topic__in=inside)
    return Booklet(f"topic-{shown.slug}", language, shown.name, inside, texts)


def of_article(text: ArticleText) -> Booklet:
    texts = ArticleText.objects.published().filter(pk=text.pk)
    return Booklet(text.article.key, text.language, text.question, [text.article.topic], texts, is_single=True)


def every(language: str) -> Iterator[Booklet]:
    """All of one language; the whole FAQ last, so that its file says that the others are there."""
    topics = list(Topic.objects.in_order())
    for text in ArticleText.objects.published().filter(language=language).select_related("article__topic"):
        yield of_article(text)
    for topic in topics:
        yield of_topic(language, topics, topic)
    yield whole(language, topics)


def are_missing() -> bool:
    return any(not whole(language, []).file.exists() for language in Language.values)


def missing() -> Iterator[Booklet]:
    """Those without a file, each while its language is the current one; files that nobody is given any more go."""
    wanted: set[Path] = set()
    for language in Language.values:
        with override(language):
            for booklet in every(language):
                wanted.add(booklet.file)
                if not booklet.file.exists():
                    yield booklet
    for old in set(FOLDER.rglob("*.pdf")) - wanted:
        old.unlink()
