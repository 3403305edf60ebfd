"""Taking something personal out of everything we ever published or kept about an entry.

This is the only way in which history is rewritten. The words go from every row at once; readers are told that something
was removed and why, and who did it is kept. The words themselves are kept nowhere.
"""

import re
import shutil
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext as _

from knowledge import booklets
from knowledge.identity.words import SUFFIX
from knowledge.models import Article, ArticleText, Draft, DraftComment, Feedback, LearnedPhrase, Redirect, Removal
from knowledge.slugs import free_slug, slug_for

from .articles import queue_indexing
from .steps import TEXT_FIELDS, TransitionError

AROUND = 60
LETTERS_I = str.maketrans(dict.fromkeys("iıİI", "[iıİI]"))
SUFFIX_AS_WRITTEN = SUFFIX.replace("iu", "iıuü").replace("c[ae]", "[cç][ae]")
REVISIONS = ArticleText.history.model
REVISED = (*TEXT_FIELDS, "history_change_reason")
BESIDE = [
    (Article, ("archived_because",)),
    (Article.history.model, ("archived_because", "history_change_reason")),
    (Draft, (*TEXT_FIELDS, "reason")),
    (DraftComment, ("passage", "body", "reply")),
    (Feedback, ("passage", "comment")),
]


@dataclass(frozen=True)
class Place:
    """Words found in one revision of a text, with what stands around them."""

    text: ArticleText
    revision: int
    before: str
    words: str
    after: str


def places_of(words: str) -> list[Place]:
    """Where the words stand in what was ever published, for somebody to look at before they are removed."""
    pattern = _pattern(words)
    texts = ArticleText.objects.select_related("article__topic").in_bulk()
    return [
        Place(texts[row.id], row.revision, *_around(getattr(row, name), found))
        for row in REVISIONS.objects.order_by("id", "-revision")
        for name in REVISED
        for found in pattern.finditer(getattr(row, name) or "")
        if row.id in texts
    ]


@transaction.atomic
def remove_words(words: str, *, by: User, replacement: str, reason: str) -> int:
    """Put neutral words in their place everywhere; returns in how many texts readers could have seen them."""
    pattern = _pattern(words)
    if pattern.search(replacement) or pattern.search(reason):
        raise TransitionError(_("What stands in their place and the reason must not hold the words themselves."))
    # Nothing is published from a draft that still holds the words while we look elsewhere.
    list(Draft.objects.select_for_update().values_list("pk"))
    touched = _clean_published(pattern, replacement)
    beside = sum(_clean(model.objects.all(), fields, pattern, replacement) for model, fields in BESIDE)
    beside += sum(phrase.delete()[0] for phrase in LearnedPhrase.objects.all() if pattern.search(phrase.phrase))
    if not touched and not beside:
        raise TransitionError(_("These words stand nowhere in the FAQ, its history or its drafts."))
    for text, revisions in touched.items():
        _new_address(text, slug_for(words))
        Removal.objects.create(text=text, revisions=sorted(revisions), replacement=replacement, reason=reason, by=by)
    for article in Article.objects.filter(texts__in=touched).distinct():
        queue_indexing(article)
    transaction.on_commit(_forget_copies, robust=True)
    return len(touched)


def _pattern(words: str) -> re.Pattern:
    """The words as words, in either case, however spaced and with whatever suffix; one behind an apostrophe stays."""
    phrase = r"\s+".join(re.escape(part).translate(LETTERS_I) for part in words.split())
    return re.compile(rf"(?<!\w){phrase}{SUFFIX_AS_WRITTEN}(?!\w)", re.IGNORECASE)


def _around(text: str, found: re.Match) -> tuple[str, str, str]:
    return text[max(0, found.start() - AROUND) : found.start()], found[0], text[found.end() : found.end() + AROUND]


def _clean_published(pattern: re.Pattern, replacement: str) -> dict[ArticleText, set[int]]:
    """The texts that readers see or saw the words in, with the revisions that held them."""
    texts = ArticleText.objects.select_for_update().in_bulk()
    touched: dict[ArticleText, set[int]] = {}
    for row in REVISIONS.objects.filter(id__in=texts):
        if _clean(REVISIONS.objects.filter(pk=row.pk), REVISED, pattern, replacement):
            touched.setdefault(texts[row.id], set()).add(row.revision)
    _clean(ArticleText.objects.all(), TEXT_FIELDS, pattern, replacement)
    return touched


def _clean(rows: models.QuerySet, fields: tuple[str, ...], pattern: re.Pattern, replacement: str) -> int:
    """Rewritten beneath the models, so that no row of history remembers what was there."""
    count = 0
    for row in rows:
        changed = {name: pattern.sub(lambda _found: replacement, getattr(row, name) or "") for name in fields}
        changed = {name: value for name, value in changed.items() if value != (getattr(row, name) or "")}
        for name, value in changed.items():
            longest = row._meta.get_field(name).max_length
            changed[name] = value[:longest] if longest else value
        if changed and isinstance(row, Draft):
            # Whoever has the old words open is asked to compare before saving them again.
            changed["version"] = row.version + 1
        count += bool(changed) and rows.model.objects.filter(pk=row.pk).update(**changed)
    return count


def _new_address(text: ArticleText, gone: str) -> None:
    """An address made of the words goes as well, also as one that leads on."""
    text.refresh_from_db()
    for redirect in Redirect.objects.filter(article=text.article, language=text.language):
        if _holds(redirect.slug, gone):
            redirect.delete()
    if _holds(text.slug, gone):
        text.slug = free_slug(text.question, text.language, text.article)
        ArticleText.objects.filter(pk=text.pk).update(slug=text.slug)
    for row in REVISIONS.objects.filter(id=text.pk):
        if _holds(row.slug, gone):
            REVISIONS.objects.filter(pk=row.pk).update(slug=text.slug)


def _holds(slug: str, gone: str) -> bool:
    return re.search(rf"\b{gone}{SUFFIX}\b", slug) is not None


def _forget_copies() -> None:
    cache.clear()
    shutil.rmtree(booklets.FOLDER, ignore_errors=True)
