from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .message import StoredFile
from .ticket import Ticket


class ReplyDraftQuerySet(models.QuerySet):
    def concerning(self, user: AbstractBaseUser) -> Self:
        """One's own, and those of colleagues that are about to leave."""
        return self.filter(models.Q(author=user) | models.Q(leaves_at__isnull=False)).order_by("pk")

    def held(self) -> Self:
        return self.filter(leaves_at__isnull=False)


class ReplyDraft(models.Model):
    """What an expert is writing on a ticket. Once sent it is held for some seconds, in which it can be taken back."""

    class Step(models.TextChoices):
        RESOLVE = "resolve", _("Send and resolve")
        ASK_BACK = "ask_back", _("Send and wait")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="reply_drafts", verbose_name=_("ticket"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reply_drafts", verbose_name=_("author")
    )
    body = models.TextField(_("text"), blank=True)
    templates = models.JSONField(_("keys of the reply templates in it"), default=list, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    saved_at = models.DateTimeField(_("saved at"))
    step = models.CharField(_("sent as"), max_length=10, choices=Step, blank=True)
    leaves_at = models.DateTimeField(_("leaves at"), null=True, blank=True)
    trouble = models.CharField(_("why it was not sent"), max_length=300, blank=True)

    objects = ReplyDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a reply")
        verbose_name_plural = _("drafts of replies")
        constraints = [
            models.UniqueConstraint(fields=["ticket", "author"], name="one_reply_draft_of_each_author"),
            models.CheckConstraint(
                condition=models.Q(leaves_at=None) | ~models.Q(step=""), name="what_leaves_says_how"
            ),
        ]
        indexes = [
            models.Index(fields=["leaves_at"], condition=models.Q(leaves_at__isnull=False), name="reply_about_to_leave")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.author_id}"

    @property
    def seconds_left(self) -> int:
        """Until it leaves; none for what is only being written."""
        return max(0, round((self.leaves_at - timezone.now()).total_seconds())) if self.leaves_at else 0


class DraftFile(StoredFile):
    """A file that goes along when the draft is sent."""

    draft = models.ForeignKey(ReplyDraft, models.CASCADE, related_name="files")
