"""Keeping what is published true: confirming it, asking for its review in time, and saying so when nobody did."""

import datetime
from collections.abc import Iterator

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge.models import Article, Governance, Task

from .articles import grade, validate
from .steps import Confidence, TransitionError
from .tasks import finish, lock_task, open_task, settle

ASKED_BEFORE = datetime.timedelta(days=14)
LAPSES_AFTER = datetime.timedelta(days=30)


@transaction.atomic
def confirm(task: Task, *, by: User, valid_as_of: datetime.date, is_validated: bool) -> None:
    """The entry was compared with its sources on that day and is still right.

    `is_validated` is an editor's word that it counts as checked; others confirm what they may also publish themselves.
    """
    lock_task(task)
    article = task.article
    if not task.can_be_confirmed or article.is_archived:
        raise TransitionError(_("This cannot be answered with “still right”."))
    if article.governance == Governance.COMPLIANCE and not is_validated:
        raise TransitionError(_("In this topic an editor confirms that an answer is still right."))
    if task.change and valid_as_of < timezone.localdate(task.change.recorded_at):
        raise TransitionError(_("Give a day since the change was recorded; an earlier comparison did not know of it."))
    if is_validated and article.confidence != Confidence.WORK_IN_PROGRESS:
        validate(article, by=by, valid_as_of=valid_as_of, why=_why(task))
    else:
        grade(article, None, by=by, why=_why(task), valid_as_of=valid_as_of, review_due=None)
        settle(article, by=by, outcome=Task.Outcome.STILL_RIGHT, day=valid_as_of)
    finish(Task.objects.filter(pk=task.pk), Task.Outcome.STILL_RIGHT, by=by, became=article)


def _why(task: Task) -> str:
    with override(task.article.source_language):
        return _("Still right: %(what)s") % {"what": task.change or task.get_kind_display()}


@transaction.atomic
def set_review(article: Article, *, by: User, review_due: datetime.date | None) -> None:
    """Another day than the topic's interval gives; None goes back to that."""
    grade(article, None, by=by, review_due=review_due)


def ask_for_reviews(*, today: datetime.date | None = None) -> int:
    """Put every entry on the backlog whose review is due in a fortnight. Returns how many are new there."""
    today = today or timezone.localdate()
    asked = set(Task.objects.open().filter(kind=Task.Kind.REVIEW).values_list("article", flat=True))
    due = [article for article in _due_by(today + ASKED_BEFORE) if article.pk not in asked]
    for article in due:
        open_task(Task.Kind.REVIEW, article=article)
    return len(due)


def lapse_overdue(*, today: datetime.date | None = None) -> int:
    """What nobody reviewed for thirty days is no longer called checked; its history says who decided: nobody."""
    today = today or timezone.localdate()
    late = [article for article in _due_by(today - LAPSES_AFTER) if article.is_validated]
    for article in late:
        with override(article.source_language):
            why = _("The review due on %(day)s was missed by thirty days.") % {"day": article.review_day.isoformat()}
        grade(article, Confidence.NOT_VALIDATED, by=None, why=why)
    return len(late)


def _due_by(day: datetime.date) -> Iterator[Article]:
    articles = Article.objects.exclude(confidence=Confidence.ARCHIVED).select_related("topic", "owner")
    return (article for article in articles if article.review_day and article.review_day <= day)
