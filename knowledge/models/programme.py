import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Translated


class ProgrammeQuerySet(models.QuerySet):
    def open_on(self, day: datetime.date) -> Self:
        started = models.Q(opens_on=None) | models.Q(opens_on__lte=day)
        not_over = models.Q(closes_on=None) | models.Q(closes_on__gte=day)
        return self.filter(started & not_over)


class Programme(models.Model):
    """A service a CSO can be referred to. Open or closed follows from the dates; it is never typed."""

    slug = models.SlugField(_("identifier"), unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_tr = models.CharField(_("name in Turkish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    description_tr = models.TextField(_("description in Turkish"))
    description_en = models.TextField(_("description in English"))
    audience_tr = models.TextField(_("who may join, in Turkish"), blank=True)
    audience_en = models.TextField(_("who may join, in English"), blank=True)
    how_to_join_tr = models.TextField(_("how to join, in Turkish"), blank=True)
    how_to_join_en = models.TextField(_("how to join, in English"), blank=True)
    duration_tr = models.CharField(_("duration in Turkish"), max_length=300, blank=True)
    duration_en = models.CharField(_("duration in English"), max_length=300, blank=True)
    funding_tr = models.TextField(_("funding in Turkish"), blank=True)
    funding_en = models.TextField(_("funding in English"), blank=True)
    language = models.CharField(_("working language"), max_length=20, blank=True)
    url = models.URLField(_("address"), max_length=600, blank=True)
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    closes_on = models.DateField(_("closes on"), null=True, blank=True)

    name = Translated()
    description = Translated()
    audience = Translated()
    how_to_join = Translated()
    duration = Translated()
    funding = Translated()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on=None)
                | models.Q(opens_on=None)
                | models.Q(closes_on__gte=models.F("opens_on")),
                name="programme_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('knowledge:programmes')}#{self.slug}"

    @property
    def is_open(self) -> bool:
        today = timezone.localdate()
        return (self.opens_on is None or self.opens_on <= today) and (self.closes_on is None or today <= self.closes_on)

    @property
    def is_over(self) -> bool:
        return self.closes_on is not None and self.closes_on < timezone.localdate()
