from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .ticket import Ticket


class Following(models.Model):
    """Somebody of the desk who wants to know what happens on a ticket that is not theirs."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="followings", verbose_name=_("ticket"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followings", verbose_name=_("follower")
    )

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="a_follower_of_a_ticket_once")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.user}"
