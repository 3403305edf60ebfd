import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language
from knowledge.models import Topic


class ExpertiseQuerySet(models.QuerySet):
    def valid_on(self, day: datetime.date) -> Self:
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=day), user__is_active=True)

    def covering(self, topic: Topic, language: str) -> Self:
        """Who answers this topic, or the topic it belongs to, in this language."""
        return self.filter(topic__in=[topic.pk, topic.parent_id], language=language)


class Expertise(models.Model):
    """Who answers which topic in which language, how many tickets at once and how many new ones a week."""

    class Level(models.IntegerChoices):
        FIRST = 1, _("First level")
        SECOND = 2, _("Second level")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="expertise", verbose_name=_("expert")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="expertise", verbose_name=_("topic"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    open_tickets_at_most = models.PositiveSmallIntegerField(_("open tickets at most"), default=8)
    new_tickets_a_week_at_most = models.PositiveSmallIntegerField(
        _("new tickets a week at most"), null=True, blank=True, help_text=_("Empty: any number.")
    )
    level = models.PositiveSmallIntegerField(
        _("level"),
        choices=Level,
        default=Level.FIRST,
        help_text=_("Of two equally free, the first level is asked first."),
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("expertise")
        verbose_name_plural = _("expertise")
        constraints = [
            models.UniqueConstraint(fields=["user", "topic", "language"], name="one_expertise_per_user_topic_language")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.topic} {self.language}"


class AbsenceQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> Self:
        return self.filter(begins_on__lte=day, ends_on__gte=day)

    def to_hand_over(self, day: datetime.date) -> Self:
        """Begun, and the tickets still where they were."""
        return self.on(day).filter(handed_over_at=None)


class Absence(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name=_("who is away")
    )
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy_for",
        verbose_name=_("deputy"),
    )

    handed_over_at = models.DateTimeField(_("tickets handed over at"), null=True, blank=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("begins_on")), name="an_absence_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.begins_on} – {self.ends_on}"
