from django.db import models
from django.utils.translation import gettext_lazy as _

from .ticket import Ticket


class Pause(models.Model):
    """A time the desk waited for the requester and the resolution clock stood still."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="pauses", verbose_name=_("ticket"))
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"))

    class Meta:
        ordering = ["began_at"]
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__gte=models.F("began_at")), name="a_pause_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.began_at:%Y-%m-%d %H:%M}"
