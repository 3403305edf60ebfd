import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .ticket import Ticket


class IncomingMailQuerySet(models.QuerySet):
    def of_requester(self, ticket: Ticket) -> Self:
        """What the requester wrote by mail and can be answered in its thread, the latest first."""
        accepted = self.filter(ticket=ticket, state=IncomingMail.State.ACCEPTED).exclude(message_id="")
        return accepted.order_by("-received_at", "-pk")

    def left_over(self) -> Self:
        """What did not become part of a ticket."""
        return self.exclude(state=IncomingMail.State.ACCEPTED)

    def with_size(self) -> Self:
        """Without the bytes, but with how many there are."""
        return self.defer("raw").annotate(size=Length("raw"))

    def quarantined(self) -> Self:
        return self.filter(state=IncomingMail.State.QUARANTINED)

    def unconfirmed(self) -> Self:
        """Questions that wait for their senders to say that they sent them."""
        return self.quarantined().filter(reason=IncomingMail.Reason.UNCONFIRMED)

    def accepted_from(self, sender: str, since: datetime.datetime) -> Self:
        return self.filter(state=IncomingMail.State.ACCEPTED, sender__iexact=sender, received_at__gt=since)


class IncomingMail(models.Model):
    """A mail we were given and what became of it, exactly once; the bytes only of what a person has to look at."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DUPLICATE = "duplicate", _("Duplicate")
        DROPPED = "dropped", _("Dropped by rule")
        QUARANTINED = "quarantined", _("Quarantined")

    class Reason(models.TextChoices):
        REPLY = "reply", _("reply of the requester")
        QUESTION = "question", _("new question")
        SEEN = "seen", _("received before")
        AUTOMATIC = "automatic", _("automatic mail")
        BOUNCE = "bounce", _("a mail of ours could not be delivered")
        LOOP = "loop", _("our own mail came back")
        BULK = "bulk", _("mailing list or bulk mail")
        STRANGER = "stranger", _("from a stranger, without our token")
        UNCONFIRMED = "unconfirmed", _("waits for the sender to confirm it")
        CONFIRMED = "confirmed", _("confirmed by the sender")
        RELEASED = "released", _("released by an administrator")
        DISCARDED = "discarded", _("dropped by an administrator")
        STAFF = "staff", _("from an address of the desk")
        SENDER = "sender", _("no usable sender")
        CLOSED = "closed", _("the ticket takes no more replies")
        AMBIGUOUS = "ambiguous", _("tokens of several tickets")
        TOO_MANY = "too_many", _("too many mails from there")
        TOO_LARGE = "too_large", _("too large")
        TOO_COMPLEX = "too_complex", _("too many or too deeply nested parts")
        UNREADABLE = "unreadable", _("could not be read")
        ENCRYPTED = "encrypted", _("encrypted")

    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, blank=True)
    sender = models.CharField(_("sender"), max_length=254, blank=True, help_text=_("As the mail claims."))
    state = models.CharField(_("state"), max_length=12, choices=State)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, null=True, blank=True, related_name="incoming_mails", verbose_name=_("ticket")
    )
    raw = models.BinaryField(_("bytes"), null=True)
    received_at = models.DateTimeField(_("received at"), default=timezone.now)
    asked_at = models.DateTimeField(_("sender asked to confirm at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("Empty: the rules, or the sender."),
    )
    copies = models.PositiveIntegerField(_("times received"), default=1)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                condition=models.Q(state="accepted") & ~models.Q(message_id=""),
                name="a_mail_is_accepted_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="quarantined") | models.Q(raw__isnull=False),
                name="quarantine_keeps_the_bytes",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at"], name="incoming_latest"),
            models.Index(fields=["sender", "received_at"], name="incoming_of_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.sha256[:12]}"


class Inbox(models.Model):
    """How mail is taken in. There is one row."""

    class Strangers(models.TextChoices):
        QUARANTINE = "quarantine", _("It waits for an administrator")
        CONFIRM = "confirm", _("It becomes a question once its sender confirms it")
        TICKET = "ticket", _("It becomes a question at once")

    strangers = models.CharField(
        _("new mail from a stranger"), max_length=12, choices=Strangers, default=Strangers.QUARANTINE
    )

    class Meta:
        verbose_name = _("rule for incoming mail")
        verbose_name_plural = _("rules for incoming mail")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_inbox")]

    def __str__(self) -> str:
        return self.get_strangers_display()

    @classmethod
    def rule_for_strangers(cls) -> str:
        """Without a choice, the careful one."""
        chosen = cls.objects.values_list("strangers", flat=True).first()
        return chosen or cls.Strangers.QUARANTINE
