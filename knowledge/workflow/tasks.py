"""The backlog: what is to be done about entries and about what is missing, who does it, and what it became."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge import demand
from knowledge.keepers import name_of
from knowledge.languages import Language
from knowledge.models import Article, ArticleText, Draft, Feedback, Task

from .drafts import start_draft
from .steps import TransitionError

Kind, Outcome = Task.Kind, Task.Outcome


def open_task(kind: Kind, *, article: Article | None = None, weight: int | None = None, **about: object) -> Task:
    """Put something on the backlog, with the entry's owner; what is there already is not put there twice.

    `about` may name a `draft`, a `language` and `words`. The weight is how often people were in need of it; for an
    entry it is how often that is read and reused.
    """
    same = {"kind": kind, "article": article, "language": "", "words": ""} | about
    if weight is None:
        weight = demand.of_articles()[article.pk] if article else 0
    first = {"weight": weight, "owner": article.owner if article else None}
    task, is_new = Task.objects.get_or_create(**same, closed_at=None, defaults=first)
    if not is_new and task.weight < weight:
        task.weight = weight
        task.save(update_fields=["weight"])
    return task


@transaction.atomic
def receive_feedback(feedback: Feedback) -> None:
    """Keep what a reader said; what they find wrong is for the entry's owner."""
    feedback.save()
    if feedback.flag:
        open_task(Kind.FLAG, article=feedback.article)


@transaction.atomic
def take_task(task: Task, *, by: User) -> None:
    """One person does it; whoever comes second learns who."""
    lock_task(task)
    if task.owner_id not in (None, by.pk):
        raise TransitionError(_("%(name)s has already taken this.") % {"name": name_of(task.owner)})
    _give(task, by)


@transaction.atomic
def assign_task(task: Task, *, by: User, owner: User | None) -> None:
    """Give it to somebody, or back to the editors' pool."""
    lock_task(task)
    _give(task, owner)


@transaction.atomic
def begin_draft(task: Task, *, by: User) -> Draft:
    """Write what the task asks for: a change to its entry, compared with the sources today, or a missing entry."""
    lock_task(task)
    if task.draft and task.draft.is_open:
        return task.draft
    with override(task.language or Language.TURKISH):
        reason = f"{task.get_kind_display()}: {task.change or task.words or task.article}"[:300]
    if task.article is None:
        draft = start_draft(by=by, language=task.language, question=task.words, reason=reason)
    else:
        language = task.language or task.article.source_language
        today = {"valid_as_of": timezone.localdate()} if task.can_be_confirmed else {}
        draft = start_draft(by=by, language=language, article=task.article, reason=reason, **today)
    task.draft, task.owner = draft, task.owner or by
    task.save(update_fields=["draft", "owner"])
    return draft


def _give(task: Task, owner: User | None) -> None:
    if task.owner_id != (owner and owner.pk):
        task.owner, task.owner_told_at = owner, None
        task.save(update_fields=["owner", "owner_told_at"])


@transaction.atomic
def close_task(task: Task, *, by: User, outcome: str, became: Article | None = None, because: str = "") -> None:
    """Take it off the backlog, saying what it became."""
    lock_task(task)
    if task.kind in (Kind.LAW, Kind.REVIEW):
        raise TransitionError(_("Compare the answer with its source: it is still right, or it needs a change."))
    if outcome == Outcome.NOT_NEEDED and not because.strip():
        raise TransitionError(_("Say why it is not needed."))
    if outcome in (Outcome.REVISED, Outcome.NEW_ENTRY, Outcome.MERGED) and became is None:
        raise TransitionError(_("Name the entry it became."))
    finish(Task.objects.filter(pk=task.pk), outcome, by=by, became=became, because=because)
    task.refresh_from_db()


def finish(
    tasks: QuerySet[Task], outcome: Outcome, *, by: User | None, became: Article | None = None, because: str = ""
) -> None:
    """Close those that are open. A flag that is closed has been handled."""
    now, tasks = timezone.now(), tasks.open()
    flagged = tasks.filter(kind=Kind.FLAG).values_list("article", flat=True)
    Feedback.objects.filter(article__in=list(flagged), handled_at=None).update(handled_at=now)
    tasks.update(closed_at=now, closed_by=by, outcome=outcome, became=became, because=because)


def settle(article: Article, *, by: User, outcome: Outcome, day: datetime.date | None) -> None:
    """Whoever compared the entry with its sources on that day has answered what was asked of it until then."""
    if day is None:
        return
    asked = Q(kind=Kind.LAW, change__recorded_at__date__lte=day) | Q(kind=Kind.REVIEW)
    finish(article.tasks.filter(asked), outcome, by=by, became=article)


def settle_draft(draft: Draft, *, by: User, is_new: bool) -> None:
    """What the published draft was written for has become this entry."""
    outcome = Outcome.NEW_ENTRY if is_new else Outcome.REVISED
    finish(draft.tasks.all(), outcome, by=by, became=draft.article)
    if draft.language == draft.article.source_language:
        settle(draft.article, by=by, outcome=outcome, day=draft.valid_as_of)


def mind_translations(text: ArticleText) -> None:
    """A source that changed in substance leaves work on its translations, which ends when they follow it."""
    article = text.article
    others = article.texts.exclude(language=text.language).with_source_changes()
    for other in others if text.language == article.source_language else ():
        if other.source_rewritten_at:
            open_task(Kind.TRANSLATION, article=article, language=other.language)
    if not article.texts.with_source_changes().get(pk=text.pk).source_rewritten_at:
        done = article.tasks.filter(kind=Kind.TRANSLATION, language=text.language)
        finish(done, Outcome.REVISED, by=text.approver, became=article)


def lock_task(task: Task) -> None:
    task.refresh_from_db(from_queryset=Task.objects.select_for_update())
    if not task.is_open:
        raise TransitionError(_("Somebody has already closed this."))
