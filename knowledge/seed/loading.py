"""Bring the database into agreement with a seed folder, without overwriting what people wrote here."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from simple_history.utils import bulk_create_with_history

from knowledge import page_cache, search, workflow
from knowledge.models import Article, ArticleText, Citation, Programme, RelatedArticle, SearchOutbox, Source, Topic
from knowledge.slugs import slug_for

from . import format
from .reading import Entry, File, Folder, read


@dataclass
class Loaded:
    """What a load did; `kept` names texts that people revised here and the files therefore did not touch."""

    articles: int = 0
    kept: list[str] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        sentence = f"{self.articles} articles created or updated."
        if self.archived:
            sentence += f" Archived, no longer among the files: {', '.join(self.archived)}."
        if self.kept:
            sentence += f" Kept as revised here: {', '.join(self.kept)}."
        return sentence


def load(root: Path) -> Loaded:
    """Load the folder. Raises SeedError, and changes nothing, if any file is wrong."""
    folder = read(root)
    with transaction.atomic():
        _load_topics(folder.topics)
        load_sources(folder.sources)
        _load_programmes(folder.programmes)
        search.load_synonyms(root / "synonyms")
        return _load_entries(folder)


def mirror(root: Path) -> Loaded:
    """Load the folder and archive what earlier files brought and these no longer hold; what was written here stays."""
    with transaction.atomic():
        loaded = load(root)
        keys = {entry.key for entry in read(root).entries}
        articles = Article.objects.published().exclude(key__in=keys)
        for article in articles.exclude(texts__approver__isnull=False).order_by("key"):
            workflow.archive(article, by=None, reason=_("The centre that published this answer has withdrawn it."))
            loaded.archived.append(article.key)
    return loaded


def _load_topics(records: list[dict]) -> None:
    for record in records:
        values = _both_languages(record, "name", "description")
        values |= {"order": record.get("order") or 0, "governance": record.get("governance") or "experience"}
        _update_or_create(Topic, record["slug"], values)
    by_slug = {topic.slug: topic for topic in Topic.objects.all()}
    for record in records:
        _update_or_create(Topic, record["slug"], {"parent": by_slug.get(record.get("parent"))})


def load_sources(records: list[dict]) -> None:
    for record in records:
        values = _both_languages(record, "title")
        values |= {name: record.get(name) or "" for name in ("kind", "number", "url")}
        _update_or_create(Source, record["id"], values | {"changed_on": record.get("changed_on")})


def _load_programmes(records: list[dict]) -> None:
    for order, record in enumerate(records):
        values = _both_languages(record, *format.PROGRAMME_TEXTS)
        values |= {name: record.get(name) or "" for name in ("language", "url")}
        values |= {"order": order, "opens_on": record.get("opens_on"), "closes_on": record.get("closes_on")}
        _update_or_create(Programme, record["id"], values)


def _both_languages(record: dict, *names: str) -> dict[str, str]:
    pairs = ((name, language) for name in names for language in ("tr", "en"))
    return {f"{name}_{language}": (record.get(name) or {}).get(language) or "" for name, language in pairs}


def _update_or_create(model: type, slug: str, values: dict[str, object]) -> None:
    row = model.objects.filter(slug=slug).first() or model(slug=slug)
    if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


def _load_entries(folder: Folder) -> Loaded:
    existing = {
        a.key: a
        for a in Article.objects.prefetch_related("texts", "citations__source", "programmes", "related_links__to")
    }
    new = [entry for entry in folder.entries if entry.key not in existing]
    loaded = Loaded()
    changed = _create(new)
    for entry in folder.entries:
        if (article := existing.get(entry.key)) and _revise(article, entry, loaded):
            changed.append(article)
    _point(folder.entries, {article.pk for article in changed})
    SearchOutbox.objects.bulk_create(SearchOutbox(article=article) for article in changed)
    page_cache.changed()
    loaded.articles = len(changed)
    return loaded


def _create(entries: list[Entry]) -> list[Article]:
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    rows = [_article_row(entry, topics) for entry in entries]
    articles = bulk_create_with_history(rows, Article, batch_size=500) if rows else []
    by_key = {article.key: article for article in articles}
    slugs = set(ArticleText.objects.values_list("language", "slug"))
    texts = [_text_row(file, by_key[entry.key], slugs, entry) for entry in entries for file in entry.files]
    if texts:
        bulk_create_with_history(texts, ArticleText, batch_size=500)
    return articles


def _article_row(entry: Entry, topics: dict[str, Topic]) -> Article:
    return Article(
        key=entry.key, source_language=entry.source.language, **_article_values(entry, topics[entry.source.topic])
    )


def _article_values(entry: Entry, topic: Topic) -> dict[str, object]:
    data = entry.source.data
    return {
        "topic": topic,
        "confidence": data.get("confidence") or Article.Confidence.NOT_VALIDATED,
        "audience": data.get("audience") or Article.Audience.PUBLIC,
        "governance": data.get("governance") or topic.governance,
        "valid_as_of": data.get("valid_as_of"),
    }


def _reason(language: str) -> str:
    with override(language):
        return _("Loaded from the files of the FAQ")


def words_of(file: File) -> dict[str, str]:
    data = file.data
    return {
        "question": data["question"],
        "summary": data.get("summary") or "",
        "answer": file.body,
        "keywords": "\n".join(data.get("keywords") or []),
        "asked_as": "\n".join(data.get("asked_as") or []),
    }


def _text_row(file: File, article: Article, slugs: set[tuple[str, str]], entry: Entry) -> ArticleText:
    slug = base = slug_for(file.data["question"])
    number = 1
    while (file.language, slug) in slugs:
        number += 1
        slug = f"{base}-{number}"
    slugs.add((file.language, slug))
    source_revision = None if file is entry.source else 1
    words = words_of(file)
    now = timezone.now()
    text = ArticleText(
        article=article,
        language=file.language,
        slug=slug,
        revision=1,
        translated_from=source_revision,
        published_at=now,
        **words,
    )
    text._change_reason = _reason(file.language)
    return text


def _revise(article: Article, entry: Entry, loaded: Loaded) -> bool:
    texts = {text.language: text for text in article.texts.all()}
    if any(text.approver_id for text in texts.values()) or article.is_archived:
        # People have taken this entry over; the files no longer speak for it.
        if any(differs(texts.get(file.language), file) for file in entry.files):
            loaded.kept.append(article.key)
        return False
    stale = [file for file in entry.files if differs(texts.get(file.language), file)]
    for file in stale:
        reason = _reason(file.language)
        workflow.revise(article, file.language, words_of(file), author=None, approver=None, reason=reason)
    values = _article_values(entry, Topic.objects.get(slug=entry.source.topic))
    if is_changed := any(getattr(article, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(article, name, value)
        article.save()
    return bool(stale) or is_changed or _pointers(article) != pointers_of(entry)


def differs(text: ArticleText | None, file: File) -> bool:
    return text is None or any(getattr(text, name) != value for name, value in words_of(file).items())


def _pointers(article: Article) -> tuple:
    return (
        [(citation.source.slug, citation.place) for citation in article.citations.all()],
        [link.to.key for link in article.related_links.all()],
        sorted(programme.slug for programme in article.programmes.all()),
    )


def pointers_of(entry: Entry) -> tuple:
    data = entry.source.data
    citations = [(citation["source"], citation.get("place") or "") for citation in data.get("citations") or []]
    return citations, list(data.get("related") or []), sorted(data.get("programmes") or [])


def _point(entries: list[Entry], changed: set[int]) -> None:
    # Once all articles exist: what they cite, what they are related to, which programmes help.
    ids = dict(Article.objects.values_list("key", "pk"))
    sources = dict(Source.objects.values_list("slug", "pk"))
    programmes = dict(Programme.objects.values_list("slug", "pk"))
    entries = [entry for entry in entries if ids[entry.key] in changed]
    pks = [ids[entry.key] for entry in entries]
    through = Article.programmes.through
    for model in (Citation, RelatedArticle, through):
        for start in range(0, len(pks), 500):
            model.objects.filter(article__in=pks[start : start + 500]).delete()
    citations, related, helped = [], [], []
    for entry in entries:
        pk = ids[entry.key]
        cited, nearest, services = pointers_of(entry)
        citations += [
            Citation(article_id=pk, source_id=sources[s], place=p, order=n)
            for n, (s, p) in enumerate(dict.fromkeys(cited))
        ]
        related += [
            RelatedArticle(article_id=pk, to_id=ids[key], order=n) for n, key in enumerate(dict.fromkeys(nearest))
        ]
        helped += [through(article_id=pk, programme_id=programmes[slug]) for slug in services]
    Citation.objects.bulk_create(citations, batch_size=500)
    RelatedArticle.objects.bulk_create(related, batch_size=500)
    through.objects.bulk_create(helped, batch_size=500)
