from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge import demand
from knowledge.models import Article, ArticleText, Draft

from .ticket import Ticket


class ArticleLinkQuerySet(models.QuerySet):
    def with_question(self) -> Self:
        """Each with the question of its entry in the ticket's language, else of its draft, else the entry's key."""
        own = ArticleText.objects.filter(
            article=models.OuterRef("article"), language=models.OuterRef("ticket__language")
        )
        names = (models.Subquery(own.values("question")[:1]), "draft__question", "article__key")
        return self.annotate(question=Coalesce(*names, output_field=models.CharField()))


class ArticleLink(models.Model):
    """What a ticket has to do with an FAQ entry: reuse, creation and improvement are counted from here."""

    class Kind(models.TextChoices):
        ANSWERED_WITH = "answered_with", _("Answered with")
        DRAFTED_FROM = "drafted_from", _("Drafted from this ticket")
        IMPROVED = "improved", _("Improved from this ticket")
        CITED = "cited", _("Cited only")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="article_links", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("FAQ entry")
    )
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("draft"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("linked by"))
    at = models.DateTimeField(_("linked at"), default=timezone.now)

    objects = ArticleLinkQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name = _("link to an FAQ entry")
        verbose_name_plural = _("links to FAQ entries")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "article"],
                condition=models.Q(kind="answered_with"),
                name="an_article_answers_a_ticket_once",
            ),
            models.UniqueConstraint(fields=["draft"], name="a_draft_comes_from_one_ticket"),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False) | models.Q(draft__isnull=False), name="a_link_leads_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.get_kind_display()}"

    @property
    def target(self) -> Article | None:
        """The entry this link led to: the one linked, or the one its draft became."""
        return self.article or (self.draft.article if self.draft else None)


@demand.counter
def reused() -> dict[int, int]:
    """How many tickets each entry has answered."""
    links = ArticleLink.objects.filter(kind=ArticleLink.Kind.ANSWERED_WITH).order_by()
    return dict(links.values_list("article").annotate(times=models.Count("pk")))
