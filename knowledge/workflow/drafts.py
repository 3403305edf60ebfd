"""Writing: a proposed text, from its first words until somebody is asked to review it."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.models import Article, ArticleText, Draft, DraftCitation, Source

from .steps import (
    TEXT_FIELDS,
    StaleDraft,
    TransitionError,
    check_cost,
    lock,
    require_writable,
    revision_now,
    source_revision,
)

# Whoever changes one of these, or a source, has written the text with the others.
ANSWERED_FOR = (*TEXT_FIELDS, "valid_as_of")


@transaction.atomic
def start_draft(
    *, by: User, language: str, article: Article | None = None, reason: str = "", **fields: object
) -> Draft:
    """Propose a new text or a change to one; a change starts from the revision readers see now.

    There is one open draft per article and language: where one exists, it is returned as it is.
    """
    if article is None:
        return _begin(by=by, language=language, reason=reason, **fields)
    Article.objects.select_for_update().get(pk=article.pk)
    if draft := article.drafts.open().filter(language=language).first():
        return draft
    text = article.texts.filter(language=language).first()
    start = {name: getattr(text, name) for name in TEXT_FIELDS} if text else _untranslated(article)
    start |= {"translated_from": _translated_from(article, text, language)}
    start |= {"topic": article.topic, "valid_as_of": article.valid_as_of, "based_on": text.revision if text else 0}
    draft = _begin(by=by, language=language, article=article, reason=reason, **(start | fields))
    for citation in article.citations.all():
        draft.citations.create(source=citation.source, place=citation.place, order=citation.order)
    return draft


def _translated_from(article: Article, text: ArticleText | None, language: str) -> int | None:
    return text.translated_from if text else source_revision(article, language)


def _begin(*, by: User, **fields: object) -> Draft:
    draft = Draft.objects.create(author=by, **fields)
    draft.writers.add(by)
    return draft


def _untranslated(article: Article) -> dict[str, str]:
    source = article.texts.filter(language=article.source_language).first() or article.texts.first()
    return {name: getattr(source, name) for name in ("question", "summary", "answer")} if source else {"question": ""}


@transaction.atomic
def save_draft(
    draft: Draft, *, by: User, version: int, citations: list[tuple[Source, str]] | None = None, **changes: object
) -> None:
    """Keep what was written. `version` is the one the writer saw when opening; a newer one refuses the save."""
    lock(draft)
    require_writable(draft)
    if draft.version != version:
        raise StaleDraft(
            _("Somebody else saved this draft in the meantime. Your text is still here; compare before saving again.")
        )
    changed = {name for name, value in changes.items() if getattr(draft, name) != value}
    for name, value in changes.items():
        setattr(draft, name, value)
    check_cost(draft)
    is_cited_anew = citations is not None and _cite(draft, list(dict.fromkeys(citations)))
    if not (changed or is_cited_anew):
        return
    draft.version += 1
    draft.changed_by = by
    draft.save()
    if is_cited_anew or changed.intersection(ANSWERED_FOR):
        draft.writers.add(by)


def _cite(draft: Draft, places: list[tuple[Source, str]]) -> bool:
    """Replace what the draft cites; returns whether that is something else than before."""
    if [(row.source, row.place) for row in draft.citations.select_related("source")] == places:
        return False
    draft.citations.all().delete()
    rows = (DraftCitation(draft=draft, source=source, place=place, order=n) for n, (source, place) in enumerate(places))
    DraftCitation.objects.bulk_create(rows)
    return True


@transaction.atomic
def rebase(draft: Draft, *, by: User, revision: int) -> None:
    """The author has compared the draft with `revision` and keeps their own text over it."""
    lock(draft)
    require_writable(draft)
    if revision != revision_now(draft):
        raise TransitionError(_("Readers have seen another revision in the meantime. Compare again."))
    draft.based_on = revision
    draft.version += 1
    draft.changed_by = by
    draft.save()


@transaction.atomic
def follow_source(draft: Draft, *, by: User, revision: int) -> None:
    """The translator has brought over what changed in the source up to `revision`."""
    lock(draft)
    require_writable(draft)
    now = source_revision(draft.article, draft.language) if draft.article else None
    if now != revision:
        raise TransitionError(_("The source has changed again in the meantime. Compare again."))
    draft.translated_from = revision
    draft.version += 1
    draft.changed_by = by
    draft.save()


@transaction.atomic
def restore(text: ArticleText, revision: int, *, by: User) -> Draft:
    """Begin a draft with the words of an old revision."""
    old = text.history.get(revision=revision)
    words = {name: getattr(old, name) for name in (*TEXT_FIELDS, "translated_from")}
    reason = _("Restores revision %(number)d") % {"number": revision}
    draft = start_draft(by=by, language=text.language, article=text.article, reason=reason, **words)
    if draft.reason != reason:
        raise TransitionError(_("There is already an open draft of this entry. Finish or discard it first."))
    return draft
