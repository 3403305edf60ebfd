from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .message import Message


class Point(models.TextChoices):
    """What a second reader looks at in an answer."""

    UNDERSTOOD = "understood", _("The question was understood; what was really meant is answered.")
    COMPLETE = "complete", _("Every part of the question is answered.")
    CORRECT = "correct", _("What it says is right as of the day it was sent.")
    SOURCED = "sourced", _("It names what it rests on: the law and its article, the guide, the page.")
    FIRST = "first", _("The answer comes first, the reasons after it.")
    PLAIN = "plain", _("Somebody without legal training understands it.")
    STEPS = "steps", _("It says what to do next, where and by when.")
    KIND = "kind", _("It is friendly and treats the other as an equal.")
    SHARED = "shared", _("It links to the FAQ where that answers, and repeats nothing from memory.")


class Verdict(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class AnswerReviewQuerySet(models.QuerySet):
    def waiting_for(self, user: AbstractBaseUser) -> Self:
        """Answers drawn and read by nobody yet, to which this person did not contribute."""
        own = Message.objects.filter(ticket=models.OuterRef("answer__ticket"), author=user)
        return self.filter(reader=None).exclude(models.Exists(own)).exclude(answer__ticket__assignee=user)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """A reader sees what they took; nobody sees a review of somebody."""
        return self.filter(reader=user.pk) if user.has_perm("helpdesk.answer_ticket") else self.none()

    def unfinished(self) -> Self:
        return self.filter(done_at=None)

    def done(self) -> Self:
        return self.exclude(done_at=None)


class AnswerReview(models.Model):
    """One answer of the monthly sample, read a second time by somebody who is not told who wrote it."""

    answer = models.OneToOneField(Message, models.CASCADE, related_name="review", verbose_name=_("answer"))
    month = models.DateField(_("month"), help_text=_("Its first day."))
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second reader"),
    )
    verdicts = models.JSONField(_("verdicts"), default=dict, blank=True)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = AnswerReviewQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        verbose_name = _("second reading")
        verbose_name_plural = _("second readings")
        indexes = [models.Index(fields=["month"], name="second_readings_of_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.answer_id}"

    def get_absolute_url(self) -> str:
        return reverse("desk:review", args=[self.pk])
