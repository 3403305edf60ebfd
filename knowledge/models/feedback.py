from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .article import Article


class FeedbackQuerySet(models.QuerySet):
    def flagged(self) -> Self:
        """What readers find wrong and nobody has looked at yet."""
        return self.filter(handled_at=None).exclude(flag="")


class Feedback(models.Model):
    """What a reader said of an answer. No person, no address."""

    class Flag(models.TextChoices):
        NONE = "", _("Nothing in particular")
        WRONG = "wrong", _("Something is wrong")
        OUT_OF_DATE = "out_of_date", _("It is out of date")
        UNCLEAR = "unclear", _("It is hard to understand")
        INCOMPLETE = "incomplete", _("It does not answer my question")

    article = models.ForeignKey(Article, models.PROTECT, related_name="feedback", verbose_name=_("FAQ entry"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    revision = models.PositiveIntegerField(_("revision"))
    is_helpful = models.BooleanField(_("helpful"))
    flag = models.CharField(_("what is the matter"), max_length=12, choices=Flag, blank=True)
    passage = models.TextField(_("passage"), max_length=500, blank=True)
    comment = models.TextField(_("comment"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return f"{self.article} {self.get_flag_display()}"
