from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Successor(models.Model):
    """Who takes over what somebody looks after when they leave. Without one it goes to the editors' pool."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("successor"))

    class Meta:
        verbose_name = _("successor")
        verbose_name_plural = _("successors")
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("to")), name="nobody_succeeds_themselves")
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.to}"
