"""Write the FAQ back as files, in the form the loader reads."""

from pathlib import Path

from django.db.models import QuerySet

from knowledge.languages import Language
from knowledge.models import Article, ArticleText, Programme, Source, Synonym, Topic

from . import format


def export(root: Path, articles: QuerySet[Article] | None = None) -> int:
    """Write these articles, by default all but the archived, with topics, sources, programmes and synonyms.

    Returns how many articles.
    """
    root.mkdir(parents=True, exist_ok=True)
    (root / "topics.yaml").write_text(
        format.dump([topic_record(t) for t in Topic.objects.select_related("parent").order_by("pk")]), "utf-8"
    )
    (root / "sources.yaml").write_text(
        format.dump([source_record(source) for source in Source.objects.order_by("pk")]), "utf-8"
    )
    (root / "programmes.yaml").write_text(format.dump([_programme(p) for p in Programme.objects.all()]), "utf-8")
    _write_synonyms(root / "synonyms")
    if articles is None:
        articles = Article.objects.exclude(confidence=Article.Confidence.ARCHIVED)
    articles = articles.select_related("topic")
    articles = articles.prefetch_related("texts", "citations__source", "programmes", "related_links__to")
    keys = {article.key for article in articles}
    for article in articles:
        _write(article, root / article.topic.slug, keys)
    return len(articles)


def _write_synonyms(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for language in Language.values:
        groups = Synonym.objects.filter(language=language).order_by("pk").values_list("terms", flat=True)
        (folder / f"{language}.txt").write_text("".join(f"{group}\n" for group in groups), "utf-8")


def _write(article: Article, folder: Path, keys: set[str]) -> None:
    folder.mkdir(exist_ok=True)
    for text in article.texts.all():
        is_source = text.language == article.source_language
        data = words_record(text)
        if is_source:
            data = {"key": article.key} | data | facts_record(article, keys)
        (folder / f"{article.key}.{text.language}.md").write_text(format.with_front_matter(data, text.answer), "utf-8")


def words_record(text: ArticleText) -> dict[str, object]:
    return {
        "question": text.question,
        "summary": text.summary,
        "asked_as": text.asked_as.split("\n") if text.asked_as else [],
        "keywords": text.keywords.split("\n") if text.keywords else [],
    }


def facts_record(article: Article, keys: set[str]) -> dict[str, object]:
    """What an article rests on and points to; of the related ones those in `keys`."""
    data: dict[str, object] = {
        "citations": [
            {"source": c.source.slug} | ({"place": c.place} if c.place else {}) for c in article.citations.all()
        ],
        "valid_as_of": article.valid_as_of,
        "confidence": str(article.confidence),
    }
    if article.audience != Article.Audience.PUBLIC:
        data["audience"] = str(article.audience)
    if article.governance != article.topic.governance:
        data["governance"] = str(article.governance)
    data["related"] = [link.to.key for link in article.related_links.all() if link.to.key in keys]
    data["programmes"] = [programme.slug for programme in article.programmes.all()]
    return data


def topic_record(topic: Topic) -> dict[str, object]:
    record = {"slug": topic.slug, "parent": topic.parent and topic.parent.slug, "order": topic.order}
    record |= _both_languages(topic, "name", "description")
    return record if topic.governance == "experience" else record | {"governance": str(topic.governance)}


def source_record(source: Source) -> dict[str, object]:
    record = {"id": source.slug, "kind": str(source.kind), "number": source.number}
    return record | _both_languages(source, "title") | {"url": source.url, "changed_on": source.changed_on}


def _programme(programme: Programme) -> dict[str, object]:
    texts = _both_languages(programme, *format.PROGRAMME_TEXTS)
    own = {name: getattr(programme, name) for name in ("language", "url", "opens_on", "closes_on")}
    return {"id": programme.slug} | {name: (texts | own)[name] for name in format.PROGRAMME_FIELDS if name != "id"}


def _both_languages(row: object, *names: str) -> dict[str, dict[str, str]]:
    return {name: {language: getattr(row, f"{name}_{language}") for language in ("tr", "en")} for name in names}
