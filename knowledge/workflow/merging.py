"""Two entries that answer one question become one; nothing that led to either is lost."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import Article, Citation, Feedback, LearnedPhrase, Redirect, RelatedArticle, SearchEvent, Task
from knowledge.search import phrases

from .articles import archive, queue_indexing
from .steps import TransitionError
from .tasks import finish


@transaction.atomic
def merge_articles(article: Article, *, by: User, into: Article, reason: str) -> None:
    """Archive the one for the other, which takes over sources, relations, words people use, feedback and tasks.

    Both keep their revisions; every address of the first leads to the second from now on.
    """
    rows = Article.objects.select_for_update().filter(pk__in=[article.pk, into.pk]).order_by("pk")
    if len(rows) < 2:
        raise TransitionError(_("An entry cannot be merged with itself."))
    if any(row.is_archived for row in rows):
        raise TransitionError(_("An archived entry cannot be merged. Bring it back first."))
    if article.drafts.open().exists():
        raise TransitionError(_("A draft of this entry is still open. Publish or discard it first."))
    _take_links(article, into)
    _take_words(article, into, by)
    _take_tasks(article, into, by)
    _lead(article, into)
    archive(article, by=by, reason=reason, replaced_by=into)
    for older in article.replaces.exclude(pk=into.pk):
        older.replaced_by, older._history_user = into, by
        older.save()
    queue_indexing(into)


def _take_links(article: Article, into: Article) -> None:
    known = set(into.citations.values_list("source", "place"))
    new = [c for c in article.citations.all() if (c.source_id, c.place) not in known]
    first = into.citations.count()
    Citation.objects.bulk_create(
        Citation(article=into, source_id=c.source_id, place=c.place, order=first + n) for n, c in enumerate(new)
    )
    into.programmes.add(*article.programmes.all())
    near = {link.to_id for link in into.related_links.all()} | {into.pk, article.pk}
    further = [link for link in article.related_links.all() if link.to_id not in near]
    RelatedArticle.objects.bulk_create(
        RelatedArticle(article=into, to_id=link.to_id, order=len(near) + n) for n, link in enumerate(further)
    )
    pointing = RelatedArticle.objects.filter(to=article)
    also = list(RelatedArticle.objects.filter(to=into).values_list("article", flat=True))
    pointing.filter(article__in=also).delete()
    pointing.exclude(article=into).update(to=into)
    pointing.filter(article=into).delete()


def _take_words(article: Article, into: Article, by: User) -> None:
    """How people ask for the one is heard for the other, without a revision of its text."""
    for text in article.texts.all():
        for line in filter(None, [text.question, *text.asked_as.splitlines()]):
            if not phrases.is_said_already(into, line, text.language):
                _hear(into, text.language, line[:200], by)
    for phrase in article.learned_phrases.approved():
        _hear(into, phrase.language, phrase.phrase, by)
    Feedback.objects.filter(article=article).update(article=into)
    SearchEvent.objects.filter(opened=article).update(opened=into)


def _hear(into: Article, language: str, line: str, by: User) -> None:
    decided = {"state": LearnedPhrase.State.APPROVED, "decided_by": by, "decided_at": timezone.now()}
    LearnedPhrase.objects.update_or_create(article=into, language=language, phrase=line, defaults=decided)


def _take_tasks(article: Article, into: Article, by: User) -> None:
    """What is still to be done for the one is to be done for the other, once."""
    kept = {(task.kind, task.language, task.change_id) for task in into.tasks.filter(Q(closed_at=None) | Q(kind="law"))}
    for task in article.tasks.open():
        if (task.kind, task.language, task.change_id) in kept:
            finish(Task.objects.filter(pk=task.pk), Task.Outcome.MERGED, by=by, became=into)
        else:
            Task.objects.filter(pk=task.pk).update(article=into)


def _lead(article: Article, into: Article) -> None:
    Redirect.objects.filter(article=article).update(article=into)
    for text in article.texts.all():
        Redirect.objects.update_or_create(language=text.language, slug=text.slug, defaults={"article": into})
