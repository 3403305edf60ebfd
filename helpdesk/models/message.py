import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .ticket import Ticket


class MessageQuerySet(models.QuerySet):
    def for_requester(self) -> Self:
        """Everything in the conversation but what the desk keeps to itself."""
        return self.filter(kind__in=Message.PUBLIC_KINDS)

    def written(self) -> Self:
        """What somebody wrote, notes included; not what the desk recorded."""
        return self.exclude(kind=Message.Kind.EVENT)


class Message(models.Model):
    """One contribution to a ticket. What was written is never changed."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        REQUESTER_REPLY = "requester_reply", _("Reply of the requester")
        ANSWER = "answer", _("Answer")
        NOTE = "note", _("Internal note")
        EVENT = "event", _("Event")

    PUBLIC_KINDS = (Kind.QUESTION, Kind.REQUESTER_REPLY, Kind.ANSWER)

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages", verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    body = models.TextField(_("text"))
    quoted = models.TextField(_("quoted text"), blank=True, help_text=_("What a mail repeats of earlier ones."))
    created_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["ticket", "created_at"], name="message_of_ticket")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_from_requester(self) -> bool:
        return self.kind in (self.Kind.QUESTION, self.Kind.REQUESTER_REPLY)


def stored_name(attachment: "StoredFile", filename: str) -> str:
    # The name on disk says nothing of the ticket, the person or the file.
    name = uuid.uuid4().hex
    return f"attachments/{name[:2]}/{name}"


class StoredFile(models.Model):
    file = models.FileField(upload_to=stored_name)
    name = models.CharField(_("file name"), max_length=150)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Attachment(StoredFile):
    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
