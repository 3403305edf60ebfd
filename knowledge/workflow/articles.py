"""Publishing and keeping: everything that changes what readers see."""

import datetime
from functools import reduce
from operator import or_

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge import page_cache
from knowledge.models import (
    Article,
    ArticleText,
    Citation,
    Draft,
    Governance,
    Redirect,
    SearchOutbox,
    Significance,
)
from knowledge.slugs import free_slug

from .identities import require_neutral
from .standard import note_standard
from .steps import (
    NEXT_CONFIDENCE,
    TEXT_FIELDS,
    Confidence,
    State,
    TransitionError,
    lock,
    move,
    require_answered,
    require_complete,
    require_next,
    require_unchanged,
    revision_now,
    source_revision,
)
from .tasks import Outcome, mind_translations, settle, settle_draft


@transaction.atomic
def publish(
    draft: Draft,
    *,
    by: User,
    reason: str = "",
    is_validated: bool = False,
    version: int | None = None,
    met: dict[str, bool] | None = None,
) -> ArticleText:
    """Make the draft what readers see: a new article, a new translation, or the next revision.

    `met` is what was ticked of the content standard.
    """
    require_publishable(draft, by=by, version=version)
    if reason:
        draft.reason = reason
        require_neutral(draft)
    article = draft.article or _new_article(draft)
    text = revise(
        article,
        draft.language,
        {name: getattr(draft, name) for name in TEXT_FIELDS},
        author=draft.author,
        approver=by,
        reason=reason or draft.reason,
        significance=draft.significance,
        translated_from=draft.translated_from,
    )
    _take_over(article, draft, by=by, is_validated=is_validated)
    is_new = draft.article is None
    move(draft, State.PUBLISHED, by=by, article=article, publish_at=None, refused_because="")
    note_standard(draft, met)
    settle_draft(draft, by=by, is_new=is_new)
    return text


@transaction.atomic
def publish_unchecked(draft: Draft, *, by: User, reason: str, version: int) -> ArticleText:
    """Experts make public what they know from experience, as not yet checked; never where a second person approves."""
    lock(draft)
    if draft.needs_second_person:
        raise TransitionError(_("In this topic an editor has to publish it."))
    return publish(draft, by=by, reason=reason, version=version)


def require_publishable(draft: Draft, *, by: User, version: int | None) -> None:
    """Everything that must hold for a draft to reach readers, with the draft and its article locked."""
    lock(draft)
    require_unchanged(draft, version)
    require_next(draft, State.PUBLISHED)
    require_complete(draft)
    require_neutral(draft)
    require_answered(draft)
    if draft.needs_second_person and draft.writers.filter(pk=by.pk).exists():
        raise TransitionError(_("In this topic a second person has to publish what you wrote."))
    if draft.article is None:
        return
    article = Article.objects.select_for_update().get(pk=draft.article_id)
    if article.is_archived:
        raise TransitionError(_("This entry is archived. Bring it back before publishing a change to it."))
    if draft.based_on != revision_now(draft):
        raise TransitionError(
            _("Readers have seen a newer revision since this draft was begun. Compare the two first.")
        )


def revise(
    article: Article,
    language: str,
    words: dict[str, str],
    *,
    author: User | None,
    approver: User | None,
    reason: str,
    significance: str = Significance.MAJOR,
    translated_from: int | None = None,
) -> ArticleText:
    """Write the next revision of one text. Callers hold a transaction and a lock on the article."""
    text = article.texts.filter(language=language).first() or ArticleText(
        article=article, language=language, revision=0
    )
    old_slug = text.slug
    if text.question != words["question"] or not old_slug:
        text.slug = free_slug(words["question"], language, article)
    for name, value in words.items():
        setattr(text, name, value)
    text.revision += 1
    text.author, text.approver, text.significance = author, approver, significance
    text.published_at = timezone.now()
    text.translated_from = translated_from or source_revision(article, language)
    text._history_user, text._change_reason = approver, reason
    text.save()
    if old_slug and old_slug != text.slug:
        Redirect.objects.get_or_create(language=language, slug=old_slug, defaults={"article": article})
    Redirect.objects.filter(language=language, slug=text.slug).delete()
    queue_indexing(article)
    mind_translations(text)
    return text


@transaction.atomic
def archive(article: Article, *, by: User | None, reason: str, replaced_by: Article | None = None) -> None:
    """Take an article out of search and lists; its address says why and where to go instead."""
    grade(article, Confidence.ARCHIVED, by=by, why=reason, archived_because=reason, replaced_by=replaced_by)


@transaction.atomic
def unarchive(article: Article, *, by: User) -> None:
    """Where it was merged into another entry, its addresses are its own again; what the other took over stays there."""
    own = [Q(language=text.language, slug=text.slug) for text in article.texts.all()]
    Redirect.objects.filter(reduce(or_, own, Q(pk=None))).delete()
    grade(article, Confidence.NOT_VALIDATED, by=by, archived_because="", replaced_by=None)


@transaction.atomic
def validate(article: Article, *, by: User, valid_as_of: datetime.date, why: str = "") -> None:
    """An expert has compared the article with its sources on that day."""
    to = None if article.is_validated else Confidence.VALIDATED
    grade(article, to, by=by, why=why, valid_as_of=valid_as_of, review_due=None)
    settle(article, by=by, outcome=Outcome.STILL_RIGHT, day=valid_as_of)


def queue_indexing(article: Article) -> None:
    SearchOutbox.objects.create(article=article)
    page_cache.changed()


def grade(article: Article, to: Confidence | None, *, by: User | None, why: str = "", **changes: object) -> None:
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    if to is not None and to not in NEXT_CONFIDENCE[article.confidence]:
        raise TransitionError(_("This entry has moved on; that step is closed."))
    article.confidence = to or article.confidence
    for name, value in changes.items():
        setattr(article, name, value)
    article._history_user, article._change_reason = by, why or None
    article.save()
    queue_indexing(article)


def _new_article(draft: Draft) -> Article:
    number = Article.objects.count() + 1
    while Article.objects.filter(key=str(number)).exists():
        number += 1
    return Article.objects.create(
        key=str(number),
        topic=draft.topic,
        governance=draft.topic.governance,
        source_language=draft.language,
        owner=draft.author,
    )


def _take_over(article: Article, draft: Draft, *, by: User, is_validated: bool) -> None:
    # What the draft says of the article as a whole: where it belongs and what it rests on.
    article.topic = draft.topic
    if draft.needs_second_person:
        article.governance = Governance.COMPLIANCE
    article.valid_as_of, article.review_due = draft.valid_as_of, None
    article.confidence = Confidence.VALIDATED if is_validated else Confidence.NOT_VALIDATED
    article._history_user = by
    article.save()
    article.citations.all().delete()
    cited = draft.citations.values_list("source", "place", "order")
    Citation.objects.bulk_create(Citation(article=article, source_id=s, place=p, order=o) for s, p, o in cited)
