from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models import Topic

from .ticket import Ticket


class SecondOpinionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def waiting(self) -> Self:
        return self.standing().filter(given_at=None)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Whoever may see the ticket, of the desk; never its requester."""
        return self.filter(ticket__in=Ticket.objects.visible_to(user))

    def with_people(self) -> Self:
        return self.select_related("ticket", "asked_by", "colleague")

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class SecondOpinion(models.Model):
    """What a colleague thinks of an answer before it goes out. Never the requester's to see."""

    class Verdict(models.TextChoices):
        FINE = "fine", _("Fine as it stands")
        CHANGE = "change", _("Change it first")
        NOT_MINE = "not_mine", _("Not for me to judge")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="opinions", verbose_name=_("ticket"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opinions_asked", verbose_name=_("asked by")
    )
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="opinions", verbose_name=_("colleague")
    )
    question = models.TextField(_("question to the colleague"), blank=True)
    answer = models.TextField(_("answer as it stood"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True)
    view = models.TextField(_("view"), blank=True)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = SecondOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("second opinion")
        verbose_name_plural = _("second opinions")
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "colleague"],
                condition=Q(given_at=None, withdrawn_at=None),
                name="a_colleague_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", given_at=None) | (~Q(verdict="") & Q(given_at__isnull=False)),
                name="a_verdict_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["colleague"], condition=Q(given_at=None, withdrawn_at=None), name="opinion_waiting_for"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.colleague}"

    def get_absolute_url(self) -> str:
        return reverse("desk:opinion", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.given_at is None and self.withdrawn_at is None

    def is_of_text(self, answer: str) -> bool:
        """Whether it was this text the colleague read; how its lines are broken does not matter."""
        return self.answer.split() == answer.split()


class SecondOpinionRule(models.Model):
    """A topic, with those below it, whose answers leave only after a colleague found them fine."""

    topic = models.OneToOneField(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))

    class Meta:
        verbose_name = _("topic with a second opinion")
        verbose_name_plural = _("topics with a second opinion")

    def __str__(self) -> str:
        return str(self.topic)
