from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language


class SynonymQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """Without the empty rows that remember a group of the files that an editor took away."""
        return self.exclude(terms="")


class Synonym(models.Model):
    """Words that readers use for one thing. Search finds an article by any of them."""

    language = models.CharField(_("language"), max_length=2, choices=Language)
    terms = models.CharField(_("terms"), max_length=500, help_text=_("Separated by commas: congress, general assembly"))
    seeded_as = models.CharField(max_length=500, blank=True, editable=False)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["language", "terms"]
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "terms"],
                condition=~models.Q(terms=""),
                name="a_group_of_synonyms_is_written_once",
            )
        ]

    def __str__(self) -> str:
        return self.terms
