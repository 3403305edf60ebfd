from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """What a requester agreed to, in which version of the text, and when they took it back."""

    class Purpose(models.TextChoices):
        PROCESS = "process", _("read the privacy notice")
        PUBLISH = "publish", _("publish the answer without names")
        UPDATES = "updates", _("be told when the answer changes")

    class Obtained(models.TextChoices):
        FORM = "form", _("ticked by the requester")
        SPOKEN = "spoken", _("said to us")
        SIGNED = "signed", _("signed on paper")

    ticket = models.ForeignKey("Ticket", models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    text_version = models.CharField(_("version of the text"), max_length=20)
    obtained = models.CharField(_("how it was given"), max_length=10, choices=Obtained, default=Obtained.FORM)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    confirmed_address = models.EmailField(
        _("confirmed address"), blank=True, help_text=_("Where somebody answered from a mail of ours.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["ticket", "purpose"], name="one_consent_per_ticket_and_purpose")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.get_purpose_display()}"
