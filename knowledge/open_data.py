"""The published FAQ as files anyone may take: the seed format as a zip, and one JSON file with every revision."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from .models import Article, ArticleText, SearchOutbox, Source, Topic
from .seed import export, exporting

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# The same content shall give the same bytes, whenever it is packed.
PACKED_AT = (1980, 1, 1, 0, 0, 0)
ABOUT = """The FAQ of the Information Center at {address}, as files.

Licence: {licence} ({licence_url}). Name the Information Center and the address of the answer.
The answers are information as of the date in each file, not legal advice; take this file anew before you rely on it.
Load it into another Information Center with: manage.py load_articles {address}/data/faq.zip
"""


def edition() -> str:
    """A name for what readers may see now: another one as soon as anything is published, changed or withdrawn."""
    last = [models.Max("history_id"), models.Max("history_date")]
    marks = [rows.aggregate(*last) for rows in (ArticleText.history, Article.history)]
    marks.append(SearchOutbox.objects.aggregate(models.Max("pk")))
    return hashlib.sha256(f"{settings.BASE_URL} {marks}".encode()).hexdigest()[:16]


def path_of(name: str, of: str) -> Path:
    return settings.DATA_DIR / "open-data" / of / name


def make() -> int:
    """For the worker: pack what is published now, unless that was done. Returns how many editions were made."""
    with transaction.atomic():
        now = edition()
        folder = path_of("", now)
        if folder.exists():
            return 0
        folder.parent.mkdir(exist_ok=True, mode=0o700)
        # Made beside its place and then moved there: nobody is ever given half a file.
        with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
            new = Path(beside) / "new"
            new.mkdir()
            _pack(new / "faq.zip")
            (new / "faq.json").write_text(json.dumps(as_json(), cls=DjangoJSONEncoder, ensure_ascii=False), "utf-8")
            new.rename(folder)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return 1


def _pack(target: Path) -> None:
    about = ABOUT.format(address=settings.BASE_URL, licence=LICENCE, licence_url=LICENCE_URL)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        export(Path(folder), Article.objects.published())
        (Path(folder) / "README.txt").write_text(about, "utf-8")
        for path in sorted(Path(folder).rglob("*.*")):
            info = zipfile.ZipInfo(str(path.relative_to(folder)), PACKED_AT)
            info.external_attr = 0o644 << 16
            packed.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED)


def as_json() -> dict[str, object]:
    """Everything published, each article under its stable key with its texts and all their revisions."""
    articles = Article.objects.published().select_related("topic")
    articles = articles.prefetch_related("texts", "citations__source", "programmes", "related_links__to")
    keys = {article.key for article in articles}
    revisions = _revisions()
    return {
        "publisher": settings.BASE_URL,
        "licence": {"name": LICENCE, "url": LICENCE_URL},
        "topics": [exporting.topic_record(topic) for topic in Topic.objects.select_related("parent")],
        "sources": [exporting.source_record(source) for source in Source.objects.all()],
        "articles": [
            {
                "key": article.key,
                "url": f"{settings.BASE_URL}{article.get_absolute_url()}",
                "topic": article.topic.slug,
                "source_language": article.source_language,
                **exporting.facts_record(article, keys),
                "texts": {text.language: _text(text, revisions[text.pk]) for text in article.texts.all()},
            }
            for article in articles
        ],
    }


def _revisions() -> dict[int, list[dict[str, object]]]:
    rows = ArticleText.history.filter(id__in=ArticleText.objects.published().values("pk")).exclude(history_type="-")
    revisions: dict[int, list[dict[str, object]]] = {}
    for row in rows.order_by("revision"):
        revisions.setdefault(row.id, []).append(
            {
                "revision": row.revision,
                "published_at": row.published_at,
                "significance": row.significance,
                "reason": row.history_change_reason or "",
                "question": row.question,
                "summary": row.summary,
                "answer": row.answer,
            }
        )
    return revisions


def _text(text: ArticleText, revisions: list[dict[str, object]]) -> dict[str, object]:
    return exporting.words_record(text) | {
        "answer": text.answer,
        "url": f"{settings.BASE_URL}{text.get_absolute_url()}",
        "revision": text.revision,
        "translated_from": text.translated_from,
        "published_at": text.published_at,
        "revisions": revisions,
    }
