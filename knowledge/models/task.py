from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .article import Article, ArticleText
from .change import SourceChange
from .draft import Draft


class TaskQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self if user.has_perm("knowledge.write_draft") else self.none()

    def worth_a_mail(self) -> Self:
        """What readers or writers wait for; flags and gaps are seen on the desk."""
        return self.filter(kind__in=Task.MAILED)

    def told_to(self, person: AbstractBaseUser) -> Self:
        """Their own, and for an editor what was left to the editors."""
        own = Q(owner=person)
        if person.has_perm("knowledge.publish_article"):
            own |= Q(editors_told_at__isnull=False)
        return self.open().worth_a_mail().filter(own)

    def ranked(self) -> Self:
        """What most people read or ask comes first, then what has waited longest."""
        return self.order_by("-weight", "opened_at", "pk")

    def with_titles(self) -> Self:
        """Each with what it is about as `title`: the question of its entry, of its draft, or the words asked."""
        own = ArticleText.objects.filter(article=models.OuterRef("article"))
        own = own.filter(language=models.OuterRef("article__source_language")).values("question")[:1]
        names = (models.Subquery(own), "draft__question", "words", "article__key")
        return self.annotate(title=Coalesce(*names, output_field=models.CharField()))


class Task(models.Model):
    """Something to do about an entry, or about one that is missing. The open ones are the backlog."""

    class Kind(models.TextChoices):
        LAW = "law", _("The source changed")
        REVIEW = "review", _("Review is due")
        FLAG = "flag", _("Flagged by readers")
        TRANSLATION = "translation", _("Translation to be checked")
        CONSENT = "consent", _("Consent taken back")
        DRAFT = "draft", _("Draft left behind")
        SEARCHED = "searched", _("Searched for in vain")
        ASKED = "asked", _("Asked again and again")

    MAILED = (Kind.LAW, Kind.REVIEW, Kind.TRANSLATION, Kind.CONSENT, Kind.DRAFT)
    ABOUT_A_GAP = (Kind.SEARCHED, Kind.ASKED)

    class Outcome(models.TextChoices):
        STILL_RIGHT = "still_right", _("Compared: still right")
        REVISED = "revised", _("Entry revised")
        NEW_ENTRY = "new_entry", _("New entry")
        MERGED = "merged", _("Merged into another entry")
        NOT_NEEDED = "not_needed", _("Not needed")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("FAQ entry")
    )
    change = models.ForeignKey(
        SourceChange, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("change of a source")
    )
    draft = models.ForeignKey(
        Draft, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("draft")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    words = models.CharField(_("as people put it"), max_length=300, blank=True)
    weight = models.PositiveIntegerField(_("times read or asked"), default=0)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    owner_told_at = models.DateTimeField(_("owner told at"), null=True, blank=True)
    editors_told_at = models.DateTimeField(_("editors told at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    outcome = models.CharField(_("what it became"), max_length=12, choices=Outcome, blank=True)
    became = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("became")
    )
    because = models.CharField(_("because"), max_length=300, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["article", "change"], name="one_task_per_article_and_change"),
            models.UniqueConstraint(
                fields=["kind", "article", "language"],
                condition=Q(closed_at=None, kind__in=["review", "flag", "translation", "consent"]),
                name="one_open_task_per_kind_and_article",
            ),
            models.UniqueConstraint(
                fields=["draft"], condition=Q(closed_at=None, kind="draft"), name="one_open_task_per_draft_left"
            ),
            models.UniqueConstraint(
                fields=["kind", "language", "words"],
                condition=Q(closed_at=None, kind__in=["searched", "asked"]),
                name="one_open_task_per_gap",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_task_says_what_it_became",
            ),
        ]
        indexes = [models.Index(fields=["-weight"], condition=Q(closed_at=None), name="task_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.words or self.article_id}"

    def get_absolute_url(self) -> str:
        return reverse("curation:task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_about_a_gap(self) -> bool:
        return self.kind in self.ABOUT_A_GAP

    @property
    def can_be_confirmed(self) -> bool:
        """Whether "still right" is an answer to it."""
        return self.kind in (self.Kind.LAW, self.Kind.REVIEW, self.Kind.FLAG)
