import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Translated

from .article import Article


def stored_name(file: "ArticleFile", filename: str) -> str:
    # The name on disk says nothing of where the file came from.
    return f"entries/{uuid.uuid4().hex}"


class ArticleFileQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(article__in=Article.objects.published(), removed_at=None)


class ArticleFile(models.Model):
    """A file beside an answer: a copy an editor has read, cleaned of what it said of itself, under a name of hers."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="files", verbose_name=_("FAQ entry"))
    title_tr = models.CharField(_("title in Turkish"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    file = models.FileField(upload_to=stored_name)
    ending = models.CharField(_("kind of file"), max_length=5)
    size = models.PositiveIntegerField(_("size in bytes"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    title = Translated()

    objects = ArticleFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("file of an FAQ entry")
        verbose_name_plural = _("files of FAQ entries")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article_file", args=[self.pk])

    @property
    def name(self) -> str:
        """What it is called on a reader's disk: never what its sender called it."""
        return f"{slugify(self.title_en) or 'file'}.{self.ending}"
