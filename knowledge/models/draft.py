from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .article import Article, Significance, place_in_words
from .source import Source
from .topic import Governance, Topic


class DraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=Draft.OPEN)

    def waiting_for_review(self) -> Self:
        return self.filter(state=Draft.State.IN_REVIEW)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Everyone who writes sees every draft, so that nobody does the same work twice."""
        return self if user.has_perm("knowledge.write_draft") else self.none()


class Draft(models.Model):
    """A proposed text, new or changed. Readers keep seeing the last revision while it is worked on."""

    class State(models.TextChoices):
        WRITING = "writing", _("Being written")
        IN_REVIEW = "in_review", _("In review")
        SENT_BACK = "sent_back", _("Sent back")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    OPEN = (State.WRITING, State.IN_REVIEW, State.SENT_BACK)

    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name=_("FAQ entry")
    )
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    question = models.CharField(_("question"), max_length=300)
    summary = models.TextField(_("short answer"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("One a line. For search only."))
    asked_as = models.TextField(
        _("also asked as"), blank=True, help_text=_("How people really put it, one a line. For search only.")
    )
    based_on = models.PositiveIntegerField(_("based on revision"), default=0)
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)
    significance = models.CharField(_("significance"), max_length=5, choices=Significance, default=Significance.MAJOR)
    valid_as_of = models.DateField(_("valid as of"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WRITING)
    comment = models.TextField(_("comment of the editor"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts", verbose_name=_("author")
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by")
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("written by"))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language"],
                condition=models.Q(state__in=["writing", "in_review", "sent_back"]),
                name="one_open_draft_per_article_and_language",
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("curation:draft", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def needs_second_person(self) -> bool:
        """Whether who wrote it may not approve it: the stricter of where the entry is and where it would go."""
        return Governance.COMPLIANCE in (home.governance for home in (self.article, self.topic) if home)


class DraftCitation(models.Model):
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.source}, {self.place_for_readers}" if self.place else str(self.source)

    @property
    def place_for_readers(self) -> str:
        return place_in_words(self.place)
