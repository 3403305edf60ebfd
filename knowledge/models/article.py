import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from knowledge.languages import Language, address

from .programme import Programme
from .source import Source, place_in_words
from .topic import Governance, Topic

PUBLIC_CONFIDENCE = ("not_validated", "validated")


class Significance(models.TextChoices):
    MINOR = "minor", _("Minor: wording, links, spelling")
    MAJOR = "major", _("Major: the answer itself changed")


class ArticleQuerySet(models.QuerySet):
    def published(self) -> Self:
        """What readers may see of the FAQ; the one place that decides it."""
        return self.filter(audience=Article.Audience.PUBLIC, confidence__in=PUBLIC_CONFIDENCE)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those who write see every article; everybody else the published ones."""
        return self if user.has_perm("knowledge.write_draft") else self.published()

    def withdrawn_since(self, moment: datetime.datetime) -> Self:
        """What readers could see and was taken out of the FAQ."""
        archived = self.filter(audience=Article.Audience.PUBLIC, confidence=Article.Confidence.ARCHIVED)
        lately = Article.history.filter(confidence=Article.Confidence.ARCHIVED, history_date__gt=moment)
        return archived.filter(pk__in=lately.values("id")).order_by("key")


class Article(models.Model):
    """The language-neutral identity of an FAQ entry; its words are in ArticleText."""

    class Confidence(models.TextChoices):
        WORK_IN_PROGRESS = "work_in_progress", _("Work in progress")
        NOT_VALIDATED = "not_validated", _("Not yet checked")
        VALIDATED = "validated", _("Checked by an expert")
        ARCHIVED = "archived", _("Archived")

    class Audience(models.TextChoices):
        INTERNAL = "internal", _("Internal")
        PUBLIC = "public", _("Public")

    key = models.SlugField(_("key"), max_length=60, unique=True)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="articles", verbose_name=_("topic"))
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=Confidence, default=Confidence.WORK_IN_PROGRESS
    )
    audience = models.CharField(_("audience"), max_length=10, choices=Audience, default=Audience.PUBLIC)
    governance = models.CharField(_("governance"), max_length=12, choices=Governance, default=Governance.EXPERIENCE)
    source_language = models.CharField(_("source language"), max_length=2, choices=Language, default=Language.TURKISH)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("owner"))
    valid_as_of = models.DateField(_("valid as of"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)
    archived_because = models.CharField(_("archived because"), max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    related = models.ManyToManyField(
        "self", through="RelatedArticle", symmetrical=False, verbose_name=_("related articles")
    )
    programmes = models.ManyToManyField(Programme, blank=True, related_name="articles", verbose_name=_("programmes"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    history = HistoricalRecords(
        history_change_reason_field=models.TextField(null=True), verbose_name=_("change of an FAQ entry")
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("FAQ entry")
        verbose_name_plural = _("FAQ entries")
        permissions = [
            ("write_draft", _("Can write and propose drafts")),
            ("publish_article", _("Can publish, archive and restore FAQ entries")),
            ("publish_experience", _("Can publish experience as not yet checked")),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return address("article_by_key", self.key)

    @property
    def is_published(self) -> bool:
        return self.audience == self.Audience.PUBLIC and self.confidence in PUBLIC_CONFIDENCE

    @property
    def is_archived(self) -> bool:
        return self.confidence == self.Confidence.ARCHIVED

    @property
    def is_validated(self) -> bool:
        return self.confidence == self.Confidence.VALIDATED

    @property
    def review_day(self) -> datetime.date | None:
        """When it is to be compared with its sources again: the day somebody set, else by its topic's interval."""
        return self.review_due or (self.valid_as_of and self.valid_as_of + self.topic.review_interval)

    @property
    def is_review_missed(self) -> bool:
        """Readers shall know that nobody has looked, even where it was never called checked."""
        return not self.is_validated and self.review_day is not None and self.review_day < timezone.localdate()


class RelatedArticle(models.Model):
    """A pointer from one article to another, nearest first."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related_links")
    to = models.ForeignKey(Article, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["article", "to"], name="an_article_is_related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("to")), name="an_article_is_not_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.to_id}"


class CitationQuerySet(models.QuerySet):
    def with_question(self) -> Self:
        """Each with the question of its entry in the language it was first written in."""
        own = ArticleText.objects.filter(article=models.OuterRef("article"))
        own = own.filter(language=models.OuterRef("article__source_language"))
        return self.annotate(question=models.Subquery(own.values("question")[:1])).order_by("article__key", "order")


class Citation(models.Model):
    """The place in a source that an article rests on, written in English short form ("art. 19")."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="citations", verbose_name=_("FAQ entry"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations", verbose_name=_("source"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [models.UniqueConstraint(fields=["article", "source", "place"], name="a_place_is_cited_once")]

    def __str__(self) -> str:
        return f"{self.source}, {self.place_for_readers}" if self.place else str(self.source)

    @property
    def place_for_readers(self) -> str:
        return place_in_words(self.place)


class ArticleTextQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(article__in=Article.objects.published())

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        return self.filter(article__in=Article.objects.visible_to(user))

    def revisions_since(self, moment: datetime.datetime, *, language: str) -> models.QuerySet:
        """The published revisions of what is still published, oldest first."""
        shown = self.published().filter(language=language).values("pk")
        rows = ArticleText.history.filter(language=language, id__in=shown, history_date__gt=moment)
        return rows.exclude(history_type="-").order_by("history_date", "history_id")

    def reply_templates(self) -> Self:
        """What the desk puts into its replies: internal entries, which readers never see."""
        internal = Article.objects.filter(audience=Article.Audience.INTERNAL)
        return self.filter(article__in=internal.exclude(confidence=Article.Confidence.ARCHIVED)).order_by("question")

    def merged_into(self, article: Article, language: str) -> Self:
        """Texts whose entry became part of this one, each with when that was, as `merged_on`."""
        archived = Article.history.filter(id=models.OuterRef("article"), confidence=Article.Confidence.ARCHIVED)
        rows = self.merged().filter(article__replaced_by=article, language=language)
        return rows.annotate(merged_on=models.Subquery(archived.order_by("-history_id").values("history_date")[:1]))

    def merged(self) -> Self:
        """Texts readers could see whose address is a published entry's since theirs was merged into it."""
        taken = Article.objects.published().filter(
            pk=models.OuterRef("article__replaced_by"),
            redirects__slug=models.OuterRef("slug"),
            redirects__language=models.OuterRef("language"),
        )
        return self.withdrawn().filter(models.Exists(taken))

    def withdrawn(self) -> Self:
        """What readers could see until it was archived."""
        return self.filter(article__audience=Article.Audience.PUBLIC, article__confidence=Article.Confidence.ARCHIVED)

    def with_reason(self) -> Self:
        """Each with why its present revision was published, as `reason`."""
        row = ArticleText.history.filter(id=models.OuterRef("pk"), revision=models.OuterRef("revision"))
        latest = row.order_by("-history_id").values("history_change_reason")[:1]
        return self.annotate(reason=models.Subquery(latest))

    def with_source_changes(self) -> Self:
        """Each translation with when its source last changed since, as `source_changed_at`, and when in substance, as
        `source_rewritten_at`; None where it did not."""
        source = models.Q(article=models.OuterRef("article"), language=models.OuterRef("article__source_language"))
        later = ArticleText.history.filter(source, revision__gt=models.OuterRef("translated_from"))
        moments = later.order_by("-revision").values("published_at")
        rewritten = moments.filter(significance=Significance.MAJOR)
        return self.annotate(
            source_changed_at=models.Subquery(moments[:1]), source_rewritten_at=models.Subquery(rewritten[:1])
        )

    def with_files(self) -> Self:
        """Each with `has_files`, so that only those that have any ask for them."""
        having = Article.objects.filter(files__isnull=False, files__removed_at=None)
        return self.annotate(has_files=models.Exists(having.filter(pk=models.OuterRef("article"))))

    def for_lists(self) -> Self:
        """Only what a list of entries shows: their answers are long, and there may be hundreds."""
        shown = ("question", "summary", "slug", "language", "revision", "published_at")
        rows = self.select_related("article__topic")
        return rows.only(*shown, "article__key", "article__topic__slug")

    def of_topic(self, topic: Topic) -> Self:
        """Those of a topic and of its subtopics."""
        return self.filter(models.Q(article__topic=topic) | models.Q(article__topic__parent=topic))


class ArticleText(models.Model):
    """What readers see in one language. Each history row is one published revision; nothing else writes here."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="texts", verbose_name=_("FAQ entry"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    question = models.CharField(_("question"), max_length=300)
    summary = models.TextField(_("short answer"), blank=True)
    answer = models.TextField(_("answer"))
    slug = models.SlugField(_("address"), max_length=120)
    keywords = models.TextField(_("keywords"), blank=True, help_text=_("One a line. For search only."))
    asked_as = models.TextField(_("also asked as"), blank=True, help_text=_("One a line. For search only."))
    revision = models.PositiveIntegerField(_("revision"))
    translated_from = models.PositiveIntegerField(_("translated from revision"), null=True, blank=True)
    significance = models.CharField(_("significance"), max_length=5, choices=Significance, default=Significance.MAJOR)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("author")
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approver")
    )
    published_at = models.DateTimeField(_("published at"))

    history = HistoricalRecords(history_change_reason_field=models.TextField(blank=True), verbose_name=_("revision"))

    objects = ArticleTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_text_per_article_and_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="one_text_per_language_and_slug"),
            models.CheckConstraint(condition=models.Q(revision__gte=1), name="revisions_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return self.address("article")

    def address(self, view: str, *more: object) -> str:
        """The address of this text in its own language, or of a page beside it (history, one revision, a diff)."""
        return address(f"knowledge:{view}", self.article.topic.slug, self.slug, *more, language=self.language)
