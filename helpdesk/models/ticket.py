import datetime
import secrets
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from knowledge.languages import Language, address
from knowledge.models import Topic

from .consent import Consent
from .expertise import Absence
from .finding import FoundTickets
from .requester import Requester


class Status(models.TextChoices):
    NEW = "new", _("New")
    OPEN = "open", _("Open")
    PENDING = "pending", _("Waiting for the requester")
    RESOLVED = "resolved", pgettext_lazy("status of a ticket", "Resolved")
    CLOSED = "closed", _("Closed")
    SPAM = "spam", _("Spam")
    MERGED = "merged", _("Merged")


class Channel(models.TextChoices):
    WEB = "web", _("Web form")
    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    MEETING = "meeting", _("Meeting")


class Priority(models.TextChoices):
    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent")


def new_nonce() -> str:
    return secrets.token_hex(16)


# Not `status__in`: SQLite finds the partial index of a condition only where the query repeats it term by term.
UNANSWERED = models.Q(status="new") | models.Q(status="open")
IN_FLOW = ~models.Q(status="spam") & ~models.Q(status="merged")


class TicketQuerySet(FoundTickets):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those who answer see every ticket, those who only record what they recorded; requesters have their links."""
        if user.has_perm("helpdesk.answer_ticket"):
            return self
        return self.filter(recorded_by=user.pk) if user.has_perm("helpdesk.record_ticket") else self.none()

    def of_requester(self, address: str) -> Self:
        return self.in_flow().filter(requester_email__iexact=address).exclude(requester_email="").order_by("pk")

    def of_same_organisation(self, ticket: "Ticket") -> Self:
        """What else the organisation asked, the latest first; nothing where it is not named."""
        same = self.filter(organisation_key=ticket.organisation_key) if ticket.organisation_key else self.none()
        return same.in_flow().exclude(pk=ticket.pk).order_by("-created_at", "-pk")

    def in_flow(self) -> Self:
        return self.filter(IN_FLOW)

    def unanswered(self) -> Self:
        return self.filter(UNANSWERED)

    def open(self) -> Self:
        """Everything whose clock may still run."""
        return self.filter(status__in=[Status.NEW, Status.OPEN, Status.PENDING])

    def unassigned(self) -> Self:
        return self.unanswered().filter(assignee=None)

    def waiting(self) -> Self:
        return self.filter(status=Status.PENDING)

    def due_by(self, moment: datetime.datetime) -> Self:
        """Unanswered with `next_due` before that moment: the first response while there is none, then the answer."""
        first = models.Q(first_response_at=None)
        next_due = models.Case(models.When(first, then="first_response_due"), default="resolution_due")
        return self.unanswered().annotate(next_due=next_due).filter(next_due__lte=moment).order_by("next_due", "pk")

    def assigned_to(self, user: AbstractBaseUser) -> Self:
        return self.filter(assignee=user)

    def with_draft_of(self, user: AbstractBaseUser) -> Self:
        """Those somebody has begun to answer: nothing of it has left yet."""
        return self.filter(reply_drafts__author=user)

    def with_absence_of_assignee(self) -> Self:
        """Each with `is_with_somebody_away`."""
        absences = Absence.objects.on(timezone.localdate()).filter(user=models.OuterRef("assignee"))
        return self.annotate(is_with_somebody_away=models.Exists(absences))

    def with_consent_to_publish(self) -> Self:
        """Each with `may_be_published`."""
        given = Consent.objects.filter(ticket=models.OuterRef("pk"), purpose="publish", withdrawn_at=None)
        return self.annotate(may_be_published=models.Exists(given))

    def belonging_to(self, ticket: "Ticket") -> Self:
        """What is related to it, was merged into it (`is_merged_here`), or took it in."""
        near = models.Q(related=ticket) | models.Q(merged_into=ticket) | models.Q(pk=ticket.merged_into_id)
        here = models.Case(models.When(merged_into=ticket, then=True), default=False)
        return self.filter(near).annotate(is_merged_here=here).distinct().order_by("pk")


class Ticket(Requester):
    """One question of a civil society organisation and what became of it."""

    link_nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    form_key = models.UUIDField(_("form key"), null=True, unique=True, editable=False)
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("topic"),
        help_text=_("Empty: not sure."),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    channel_note = models.CharField(_("where it was asked"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
        help_text=_("Empty: the requester wrote it."),
    )
    subject = models.CharField(_("question in one line"), max_length=200)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.NEW)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("assignee"),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    related = models.ManyToManyField("self", blank=True, verbose_name=_("related tickets"))

    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    clock_started_at = models.DateTimeField(
        _("clock started at"),
        default=timezone.now,
        help_text=_("When it was asked, or taken up again after an answer."),
    )
    first_response_due = models.DateTimeField(_("first response due"), null=True, blank=True)
    first_response_at = models.DateTimeField(_("first response at"), null=True, blank=True)
    resolution_due = models.DateTimeField(_("resolution due"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    pending_since = models.DateTimeField(_("pending since"), null=True, blank=True)
    paused = models.DurationField(_("working time paused"), default=datetime.timedelta)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    has_nothing_to_learn = models.BooleanField(
        _("nothing to learn"), default=False, help_text=_("An expert found that the answer helps nobody else.")
    )
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    rating_comment = models.TextField(_("comment on the rating"), blank=True)

    history = HistoricalRecords(
        excluded_fields=[
            *("link_nonce", "requester_name", "requester_email", "requester_phone", "organisation_key"),
            *("recorded_by", "rating_comment"),
        ],
        verbose_name=_("change of a ticket"),
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        permissions = [
            ("answer_ticket", _("Can see and answer tickets")),
            ("record_ticket", _("Can record questions asked by phone or at a meeting")),
            ("assign_ticket", _("Can assign tickets to others")),
            ("view_report", _("Can see the reports")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating=None) | models.Q(rating__range=(1, 5)), name="a_rating_is_one_to_five"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="pending") | models.Q(pending_since__isnull=False),
                name="pending_has_a_beginning",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["resolved", "closed"]) | models.Q(resolved_at__isnull=False),
                name="resolved_has_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["phone", "meeting"]) | ~models.Q(requester_email=""),
                name="who_writes_has_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["resolution_due"], condition=UNANSWERED, name="ticket_unanswered"),
            models.Index(fields=["resolution_due"], condition=IN_FLOW, name="ticket_in_flow"),
            models.Index(
                fields=["first_response_due"],
                condition=UNANSWERED & models.Q(first_response_at=None),
                name="ticket_without_a_response",
            ),
            models.Index(fields=["assignee", "resolution_due"], condition=UNANSWERED, name="ticket_on_somebodys_desk"),
            models.Index(
                fields=["assignee", "resolution_due"], condition=models.Q(status="pending"), name="ticket_waiting"
            ),
            models.Index(
                fields=["organisation_key"], condition=~models.Q(organisation_key=""), name="ticket_of_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.subject}"

    def get_absolute_url(self) -> str:
        return address("desk:ticket", self.reference)

    @cached_property
    def reference(self) -> str:
        """What people quote: the year it was asked in and a number, "2026-00042"."""
        return f"{timezone.localtime(self.created_at, timezone.get_default_timezone()):%Y}-{self.pk:05d}"

    @property
    def status_name(self) -> str:
        # Django makes a new table of names for every row it shows one of.
        return Status(self.status).label

    @property
    def state(self) -> str:
        """What somebody saw who decides on it: with another, they would have to look again."""
        return f"{self.status}.{self.assignee_id or 0}"

    @property
    def is_unanswered(self) -> bool:
        return self.status in (Status.NEW, Status.OPEN)

    @property
    def is_open(self) -> bool:
        return self.status in (Status.NEW, Status.OPEN, Status.PENDING)

    @property
    def is_done(self) -> bool:
        return self.status in (Status.RESOLVED, Status.CLOSED)

    @property
    def is_overdue(self) -> bool:
        return self.is_unanswered and self.resolution_due is not None and self.resolution_due < timezone.now()
