import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .article import Article, Significance
from .source import Source, place_in_words
from .topic import Governance, Topic


class DraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state__in=Draft.OPEN)

    def due(self, now: datetime.datetime) -> Self:
        return self.filter(state=Draft.State.SCHEDULED, publish_at__lte=now).order_by("publish_at", "pk")

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Everyone who writes sees every draft, so that nobody does the same work twice."""
        return self if user.has_perm("knowledge.write_draft") else self.none()


class Draft(models.Model):
    """A proposed text, new or changed. Readers keep seeing the last revision while it is worked on."""

    class State(models.TextChoices):
        WRITING = "writing", _("Being written")
        IN_REVIEW = "in_review", _("In review")
        SENT_BACK = "sent_back", _("Sent back")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    WRITABLE = (State.WRITING, State.IN_REVIEW, State.SENT_BACK)
    OPEN = (*WRITABLE, State.SCHEDULED)

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
    translated_from = models.PositiveIntegerField(_("translated from revision"), null=True, blank=True)
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)
    significance = models.CharField(_("significance"), max_length=5, choices=Significance, default=Significance.MAJOR)
    valid_as_of = models.DateField(_("valid as of"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WRITING)
    publish_at = models.DateTimeField(_("to be published at"), null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver")
    )
    is_approved_as_checked = models.BooleanField(_("to be published as checked"), default=False)
    refused_because = models.CharField(_("not published because"), max_length=300, blank=True)
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
                condition=models.Q(state__in=["writing", "in_review", "sent_back", "scheduled"]),
                name="one_open_draft_per_article_and_language",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled") | models.Q(publish_at__isnull=False, approver__isnull=False),
                name="a_scheduled_draft_has_a_moment_and_an_approver",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("curation:draft", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_writable(self) -> bool:
        """What an editor has approved for a day is not written on any more."""
        return self.state in self.WRITABLE

    @property
    def published_as(self) -> int | None:
        """The revision it became: the next one to what it was based on, or it would not have been published."""
        return self.based_on + 1 if self.state == self.State.PUBLISHED else None

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


class DraftCommentQuerySet(models.QuerySet):
    def unresolved(self) -> Self:
        return self.filter(resolved_at=None)


class DraftComment(models.Model):
    """What somebody asks of a draft, of one passage or of the whole; kept with the draft, resolved or not."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="comments", verbose_name=_("draft"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    passage = models.TextField(_("passage"), max_length=1000, blank=True)
    body = models.TextField(_("comment"), max_length=4000)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    reply = models.TextField(_("what was done"), max_length=1000, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True)

    objects = DraftCommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.body

    def get_absolute_url(self) -> str:
        return f"{self.draft.get_absolute_url()}#comment-{self.pk}"
