from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .draft import Draft


class Kind(models.TextChoices):
    """What may lead back to a person."""

    NAME = "name", _("Name")
    ORGANISATION = "organisation", _("Organisation")
    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    ADDRESS = "address", _("Address")
    IDENTITY_NUMBER = "identity_number", _("Identity number")
    TAX_NUMBER = "tax_number", _("Tax number")
    IBAN = "iban", _("IBAN")
    REGISTER_NUMBER = "register_number", _("Register number")
    PLATE = "plate", _("Licence plate")
    BIRTH_DATE = "birth_date", _("Date of birth")
    AMOUNT = "amount", _("Amount beside a name")
    FILE = "file", _("File name")
    PLACEHOLDER = "placeholder", _("Placeholder")


class IdentityDecision(models.Model):
    """What somebody decided about a find of the identity check.

    Of what was judged not personal only a keyed hash is kept, so that the check recognises it again; what was
    personal is nowhere.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Suggestion taken")
        REPLACED = "replaced", _("Replaced with other words")
        NOT_PERSONAL = "not_personal", _("Not personal")

    class Reason(models.TextChoices):
        WORD = "word", _("An ordinary word")
        INSTITUTION = "institution", _("A public institution or its number")
        PUBLIC_FIGURE = "public_figure", _("A public office or figure, named in that role")
        EXAMPLE = "example", _("An invented example")
        DOCUMENT = "document", _("A number of a law or document")

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="identity_decisions", verbose_name=_("draft"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    reason = models.CharField(_("why it is not personal"), max_length=15, choices=Reason, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("decided at"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("decision of the identity check")
        verbose_name_plural = _("decisions of the identity check")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="not_personal", reason__gt="", fingerprint__gt="")
                | models.Q(~models.Q(outcome="not_personal"), reason="", fingerprint=""),
                name="only_what_is_not_personal_is_remembered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_outcome_display()}"
