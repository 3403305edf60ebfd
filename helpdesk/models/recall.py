from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models import ArticleText


class Recall(models.Model):
    """A revision the worker has looked at, and how many people were told that their answer changed or was withdrawn."""

    text = models.ForeignKey(ArticleText, models.CASCADE, related_name="+", verbose_name=_("text"))
    revision = models.PositiveIntegerField(_("revision"))
    is_withdrawal = models.BooleanField(_("the answer is no longer given"), default=False)
    told = models.PositiveIntegerField(_("people told"), default=0)
    at = models.DateTimeField(_("looked at"), default=timezone.now)

    class Meta:
        verbose_name = _("recalled answer")
        verbose_name_plural = _("recalled answers")
        constraints = [
            models.UniqueConstraint(fields=["text", "revision", "is_withdrawal"], name="a_revision_is_told_of_once")
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.revision}"
