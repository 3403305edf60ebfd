from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import ArticleText


class Removal(models.Model):
    """That, where and why something personal was taken out of a text and its history; never what it was."""

    text = models.ForeignKey(ArticleText, models.PROTECT, related_name="removals", verbose_name=_("text"))
    revisions = models.JSONField(_("revisions"))
    replacement = models.CharField(_("what stands there now"), max_length=100)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("removed by"))
    removed_at = models.DateTimeField(_("removed at"), auto_now_add=True)

    class Meta:
        ordering = ["-removed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.text}: {self.reason}"
