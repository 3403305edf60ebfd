import datetime
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Translated, address


class Governance(models.TextChoices):
    EXPERIENCE = "experience", _("Experience: any expert may improve it")
    COMPLIANCE = "compliance", _("Compliance: a second person approves")


class TopicQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        """Parents in their order, each followed by its own."""
        order, slug = Coalesce("parent__order", "order"), Coalesce("parent__slug", "slug")
        return self.order_by(order, slug, F("parent").asc(nulls_first=True), "order", "slug")


class Topic(models.Model):
    """What a question is about. Shared by tickets and articles; one level of parents."""

    slug = models.SlugField(_("address"), unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_tr = models.CharField(_("name in Turkish"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    description_tr = models.CharField(_("description in Turkish"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)

    governance = models.CharField(
        _("governance of new entries"), max_length=12, choices=Governance, default=Governance.EXPERIENCE
    )

    review_every = models.PositiveSmallIntegerField(
        _("review every so many months"),
        default=12,
        validators=[MinValueValidator(1)],
        help_text=_("How long after an answer was compared with its sources it is to be compared again."),
    )

    name = Translated()
    description = Translated()

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    @property
    def review_interval(self) -> datetime.timedelta:
        return datetime.timedelta(days=self.review_every * 365 // 12)

    def get_absolute_url(self) -> str:
        return address("knowledge:topic", self.slug)
