"""FAQ files from elsewhere as drafts: an editor reviews each one before readers see it."""

from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge import workflow
from knowledge.models import Article, ArticleText, Draft, Source, Topic

from .loading import differs, load_sources, pointers_of, words_of
from .reading import Entry, File, read


@dataclass
class Proposed:
    """What became of the files; each name is a file's, such as "leg-001.en"."""

    drafts: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    without_source: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        sentence = f"{len(self.drafts)} drafts now wait for review."
        for what, names in [
            ("Already waiting as proposed", self.waiting),
            ("Not proposed, another draft is open", self.kept),
            ("Not proposed, publish the source text first", self.without_source),
        ]:
            if names:
                sentence += f" {what}: {', '.join(names)}."
        return sentence


def propose(root: Path, *, by: User) -> Proposed:
    """Make a draft of every text that is new or differs. Raises SeedError, and changes nothing, if a file is wrong."""
    folder = read(root)
    proposed = Proposed()
    with transaction.atomic():
        known = set(Source.objects.values_list("slug", flat=True))
        load_sources([record for record in folder.sources if record["id"] not in known])
        articles = {a.key: a for a in Article.objects.prefetch_related("texts")}
        for entry in folder.entries:
            for file in entry.files:
                _propose_file(file, entry, articles.get(entry.key), proposed, by=by)
    return proposed


def _propose_file(file: File, entry: Entry, article: Article | None, proposed: Proposed, *, by: User) -> None:
    name = f"{entry.key}.{file.language}"
    if article is None and file is not entry.source:
        proposed.without_source.append(name)
        return
    if not differs(_text_of(article, file.language), file):
        return
    words = words_of(file)
    if draft := _open_draft(article, file, words["question"]):
        is_same = all(getattr(draft, field_name) == value for field_name, value in words.items())
        (proposed.waiting if is_same else proposed.kept).append(name)
        return
    with override(file.language):
        reason = _("Proposed by another centre")
    topic = article.topic if article else Topic.objects.filter(slug=file.topic).first()
    start = {"topic": topic, "valid_as_of": entry.source.data.get("valid_as_of")}
    draft = workflow.start_draft(by=by, language=file.language, article=article, reason=reason, **(words | start))
    workflow.save_draft(draft, by=by, version=draft.version, citations=_citations(entry))
    workflow.submit(draft, by=by)
    proposed.drafts.append(name)


def _text_of(article: Article | None, language: str) -> ArticleText | None:
    texts = article.texts.all() if article else []
    return next((text for text in texts if text.language == language), None)


def _open_draft(article: Article | None, file: File, question: str) -> Draft | None:
    drafts = Draft.objects.open().filter(language=file.language, article=article)
    return drafts.first() if article else drafts.filter(question=question).first()


def _citations(entry: Entry) -> list[tuple[Source, str]]:
    pairs, _related, _programmes = pointers_of(entry)
    sources = Source.objects.in_bulk([slug for slug, _place in pairs], field_name="slug")
    return [(sources[slug], place) for slug, place in pairs]
