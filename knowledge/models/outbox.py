from typing import Self

from django.db import models

from .article import Article


class SearchOutboxQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(done_at=None)


class SearchOutbox(models.Model):
    """An article whose index entry must be made anew, written in the transaction that changed the article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    queued_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = SearchOutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["article"], condition=models.Q(done_at=None), name="search_outbox_waiting")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.queued_at:%Y-%m-%d %H:%M}"
