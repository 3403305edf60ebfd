"""When the law changes: every entry that rests on the changed place is flagged at once."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge import demand, places
from knowledge.models import Article, Citation, Source, SourceChange, Task

from .steps import TransitionError
from .tasks import finish


@transaction.atomic
def record_change(
    source: Source, *, by: User, place: str, applies_from: datetime.date, what_tr: str, what_en: str
) -> SourceChange:
    """Keep what changed and flag the entries that cite the place; without a place, all that cite the source."""
    words = {"what_tr": what_tr, "what_en": what_en}
    change = SourceChange.objects.create(source=source, place=place, applies_from=applies_from, recorded_by=by, **words)
    cited = cited_at(source, place)
    read = demand.of_articles() if cited else {}
    Task.objects.bulk_create(
        Task(kind=Task.Kind.LAW, article_id=pk, change=change, owner_id=owner, weight=read[pk])
        for pk, owner in cited.items()
    )
    if not change.is_to_come and (source.changed_on is None or source.changed_on < applies_from):
        source.changed_on = applies_from
        source.save(update_fields=["changed_on"])
    return change


def cited_at(source: Source, place: str) -> dict[int, int | None]:
    """The entries that cite the place, each with its owner."""
    citations = Citation.objects.filter(source=source).exclude(article__confidence=Article.Confidence.ARCHIVED)
    rows = citations.values_list("article", "article__owner", "place")
    return {article: owner for article, owner, cited in rows if places.meet(cited, place)}


@transaction.atomic
def withdraw_change(change: SourceChange, *, by: User) -> None:
    """It was recorded by mistake: readers are not told of it any more."""
    change.refresh_from_db(from_queryset=SourceChange.objects.select_for_update())
    if change.withdrawn_at is not None:
        raise TransitionError(_("This change has already been taken back."))
    change.withdrawn_at = timezone.now()
    change.save(update_fields=["withdrawn_at"])
    finish(change.tasks.all(), Task.Outcome.NOT_NEEDED, by=by, because=_("The change was recorded by mistake."))
