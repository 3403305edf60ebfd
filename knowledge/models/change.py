from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Translated

from .source import Source, place_in_words


class SourceChangeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not recorded by mistake."""
        return self.filter(withdrawn_at=None)

    def with_progress(self) -> Self:
        """Each with how many entries it `flagged` and how many of them are still `unchecked`."""
        unchecked = models.Count("tasks", filter=models.Q(tasks__closed_at=None))
        return self.annotate(flagged=models.Count("tasks"), unchecked=unchecked)


class SourceChange(models.Model):
    """What changed in a source, where and from when; it may lie in the future."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="changes", verbose_name=_("source"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    applies_from = models.DateField(_("applies from"))
    what_tr = models.TextField(_("what changes, in Turkish"), max_length=600)
    what_en = models.TextField(_("what changes, in English"), max_length=600)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    what = Translated()

    objects = SourceChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-applies_from", "-pk"]
        verbose_name = _("change of a source")
        verbose_name_plural = _("changes of sources")

    def __str__(self) -> str:
        return f"{self.source}, {self.place_for_readers}" if self.place else str(self.source)

    @property
    def place_for_readers(self) -> str:
        return place_in_words(self.place)

    @property
    def is_to_come(self) -> bool:
        return self.applies_from > timezone.localdate()
