from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language


class Synonym(models.Model):
    """Words that readers use for one thing. Search finds an article by any of them."""

    language = models.CharField(_("language"), max_length=2, choices=Language)
    terms = models.CharField(_("terms"), max_length=500, help_text=_("Separated by commas: congress, general assembly"))
    seeded_as = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["language", "terms"]
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(fields=["language", "terms"], name="a_group_of_synonyms_is_written_once")
        ]

    def __str__(self) -> str:
        return self.terms
