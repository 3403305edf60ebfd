import datetime
from typing import Self

from django.db import models
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .draft import Draft
from .topic import Topic


class StandardCheckQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those whose text reached readers; what was approved and taken back again says nothing."""
        return self.filter(draft__state=Draft.State.PUBLISHED)

    def by_topic(self) -> Self:
        """For each topic how many texts were approved, and how many of them met each point."""
        return self.values("topic").annotate(**_counts()).order_by("topic__order", "topic")

    def by_month(self, begin: datetime.datetime) -> Self:
        """The same for each topic and month since then."""
        months = self.filter(at__gte=begin).annotate(month=TruncMonth("at")).values("topic", "month")
        return months.annotate(**_counts()).order_by("month", "topic__order", "topic")


def _counts() -> dict[str, models.Count]:
    met = {name: models.Count("pk", filter=models.Q(**{name: True})) for name in StandardCheck.POINTS}
    return {"checked": models.Count("pk")} | met


class StandardCheck(models.Model):
    """What an editor ticked of the content standard when approving a text. Whose it was and who ticked is not kept.

    The index of several is the share of their points that were met.
    """

    POINTS = ("is_unique", "is_answer_first", "is_sourced", "is_dated", "is_plain", "is_in_both_languages")

    draft = models.OneToOneField(Draft, models.CASCADE, related_name="+", verbose_name=_("draft"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))
    at = models.DateTimeField(default=timezone.now)
    is_unique = models.BooleanField(_("No other entry answers this"))
    is_answer_first = models.BooleanField(_("It answers the question first"))
    is_sourced = models.BooleanField(_("Every claim has its source"))
    is_dated = models.BooleanField(_("It says as of when it holds"))
    is_plain = models.BooleanField(_("It is in plain words"))
    is_in_both_languages = models.BooleanField(_("It is in both languages, or its translation is asked for"))

    objects = StandardCheckQuerySet.as_manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.at:%Y-%m-%d}"
