import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .expertise import Absence
from .message import Message
from .opinion import SecondOpinion
from .recall import Recall
from .ticket import Ticket


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, now: datetime.datetime) -> Self:
        """What waits to be sent by itself."""
        return self.waiting(now).filter(is_for_digest=False)

    def waiting(self, now: datetime.datetime) -> Self:
        return self.filter(sent_at=None, given_up_at=None, not_before__lte=now).order_by("not_before", "pk")

    def returned(self) -> Self:
        """To requesters, and sent back by their mail servers for good."""
        return self.filter(recipient=None, bounced_at__isnull=False)

    def to_gather(self, now: datetime.datetime) -> Self:
        """What waits to be sent together with others, and may go now."""
        return self.waiting(now).filter(is_for_digest=True, digest=None)


class OutgoingMail(models.Model):
    """A mail to be sent: what it is about, not its words. Those are made at sending, so nothing personal waits here."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Question received")
        ANSWERED = "answered", _("Answer")
        ASKED_BACK = "asked_back", _("Question back to the requester")
        LINKS = "links", _("Links to one’s questions")
        ASSIGNED = "assigned", _("Ticket assigned")
        TRIAGE = "triage", _("Ticket without an expert")
        REPLIED = "replied", _("Requester replied")
        NOT_SENT = "not_sent", _("Reply not sent")
        MERGED = "merged", _("Questions joined")
        DUE_SOON = "due_soon", _("Answer due soon")
        OVERDUE = "overdue", _("Answer overdue")
        OFFERED = "offered", _("Tickets of somebody away")
        MENTIONED = "mentioned", _("Mentioned in a note")
        FOLLOWED = "followed", _("News on a followed ticket")
        OPINION_ASKED = "asked", _("Second opinion asked")
        OPINION_GIVEN = "given", _("Second opinion given")
        DIGEST = "digest", _("News together")
        UPDATED = "updated", _("The answer changed")
        TASKS = "tasks", _("Tasks on the backlog")
        WEEKLY = "weekly", _("Numbers of the week")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    ticket = models.ForeignKey(
        Ticket,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("ticket"),
        help_text=_("Empty: it is about tasks on the backlog."),
    )
    message = models.ForeignKey(
        Message, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("message")
    )
    recipient = models.ForeignKey(
        "auth.User",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("recipient"),
        help_text=_("Empty: the requester."),
    )
    due = models.DateTimeField(_("due time it tells of"), null=True, blank=True)
    absence = models.ForeignKey(
        Absence, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("absence")
    )
    opinion = models.ForeignKey(
        SecondOpinion, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("second opinion")
    )
    recall = models.ForeignKey(
        Recall, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name=_("recalled answer")
    )
    is_for_digest = models.BooleanField(_("goes out together with others"), default=False)
    digest = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("mail it went out in")
    )
    mail_id = models.CharField(_("Message-ID"), max_length=320, unique=True)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("bounced at"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "kind", "recipient", "due"], name="told_once_of_each_due_time")
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(sent_at=None, given_up_at=None), name="mail_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.mail_id}"
