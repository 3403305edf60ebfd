from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Translated


class SourceQuerySet(models.QuerySet):
    def with_entries(self, **which: object) -> Self:
        """Each with how many entries rest on it, of those asked for."""
        entries = models.Count("citations__article", distinct=True, filter=models.Q(**which) if which else None)
        return self.annotate(entries=entries)


class Source(models.Model):
    """A law, regulation, guide or page that an answer rests on."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        REGULATION = "regulation", _("Regulation")
        COMMUNIQUE = "communique", _("Communiqué")
        DECISION = "decision", _("Decision")
        GUIDE = "guide", _("Guide")
        PAGE = "page", _("Web page")

    slug = models.SlugField(_("identifier"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    number = models.CharField(_("number"), max_length=100, blank=True)
    title_tr = models.CharField(_("title in Turkish"), max_length=400)
    title_en = models.CharField(_("title in English"), max_length=400)
    url = models.URLField(_("address"), max_length=600, blank=True)
    changed_on = models.DateField(_("last changed on"), null=True, blank=True)

    title = Translated()

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:source", args=[self.slug])


PLACE_IN_TURKISH = {
    "temporary art.": "geçici m.",
    "additional art.": "ek m.",
    "repeated art.": "mükerrer m.",
    "arts.": "m.",
    "art.": "m.",
    "annex": "ek",
    "sections": "bölüm",
    "section": "bölüm",
    "ch.": "böl.",
    "paras.": "fıkra",
    "para.": "fıkra",
    "pp.": "s.",
    "p.": "s.",
}


def place_in_words(place: str) -> str:
    """The short form of a cited place as readers of the current language write it."""
    if get_language() != "tr":
        return place
    for english, turkish in PLACE_IN_TURKISH.items():
        place = place.replace(f"{english} ", f"{turkish} ")
    return place
