import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .article import Article, ArticleText


class SearchEventQuerySet(models.QuerySet):
    def without_result(self) -> Self:
        return self.filter(total=0)

    def abandoned(self) -> Self:
        """There were results, and nobody opened one."""
        return self.filter(total__gt=0, opened=None)


class SearchEvent(models.Model):
    """What was looked for and what came of it. The words are scrubbed; no person, no address."""

    KEPT_FOR = datetime.timedelta(days=180)

    query = models.CharField(_("query"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    total = models.PositiveIntegerField(_("results"))
    opened = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("opened")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SearchEventQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        indexes = [models.Index(fields=["total", "created_at"], name="search_event_by_total")]

    def __str__(self) -> str:
        return self.query


class LearnedPhraseQuerySet(models.QuerySet):
    def proposed(self) -> Self:
        return self.filter(state=LearnedPhrase.State.PROPOSED)

    def approved(self) -> Self:
        return self.filter(state=LearnedPhrase.State.APPROVED)

    def not_refused(self) -> Self:
        return self.exclude(state=LearnedPhrase.State.REFUSED)

    def with_questions(self) -> Self:
        """Each with its article, who decided, and the article's question in the phrase's language, else its key."""
        own = ArticleText.objects.filter(article=models.OuterRef("article"), language=models.OuterRef("language"))
        question = Coalesce(
            models.Subquery(own.values("question")[:1]), "article__key", output_field=models.CharField()
        )
        return self.select_related("article", "decided_by").annotate(question=question)


class LearnedPhrase(models.Model):
    """How somebody really put a question that an article answered; an editor decides whether search shall know it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    article = models.ForeignKey(Article, models.CASCADE, related_name="learned_phrases", verbose_name=_("FAQ entry"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    phrase = models.CharField(_("phrase"), max_length=200)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PROPOSED)
    seen = models.PositiveIntegerField(_("times seen"), default=1)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = LearnedPhraseQuerySet.as_manager()

    class Meta:
        ordering = ["-seen", "-created_at"]
        verbose_name = _("learned phrase")
        verbose_name_plural = _("learned phrases")
        constraints = [
            models.UniqueConstraint(fields=["article", "language", "phrase"], name="a_phrase_is_learned_once")
        ]

    def __str__(self) -> str:
        return self.phrase
