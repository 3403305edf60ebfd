from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .article import Article


class Redirect(models.Model):
    """An address a text once had. It leads to the article for ever."""

    language = models.CharField(_("language"), max_length=2, choices=Language)
    slug = models.SlugField(_("old address"), max_length=120)
    article = models.ForeignKey(Article, models.PROTECT, related_name="redirects", verbose_name=_("FAQ entry"))

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="an_old_address_leads_to_one_place")]

    def __str__(self) -> str:
        return self.slug
