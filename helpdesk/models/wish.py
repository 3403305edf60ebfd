from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language

from .calendar import BusinessCalendar


class Pace(models.TextChoices):
    AT_ONCE = "at_once", _("At once")
    HOURLY = "hourly", _("Once an hour")
    DAILY = "daily", _("Once a working day")
    NONE = "none", _("Not at all")


def _pace(label) -> models.CharField:
    return models.CharField(label, max_length=8, choices=Pace, default=Pace.AT_ONCE)


class MailWishQuerySet(models.QuerySet):
    def of(self, user: AbstractUser) -> "MailWish":
        """What a person asked for, or what everybody gets who asked for nothing."""
        return self.filter(user=user).first() or MailWish.by_default(user)


class MailWish(models.Model):
    """Of what somebody at the desk wants mail, how soon, and in which language. Nobody needs one."""

    ABOUT = ("assigned", "replied", "mentioned", "opinion", "followed", "due_soon", "unassigned")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_wish")
    language = models.CharField(_("Language of these mails"), max_length=2, choices=Language, default=Language.TURKISH)
    calendar = models.ForeignKey(
        BusinessCalendar,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("Working hours"),
        help_text=_("The daily mail comes when this calendar opens."),
    )
    assigned = _pace(_("A ticket is given to me"))
    replied = _pace(_("The requester writes on my ticket"))
    mentioned = _pace(_("Somebody mentions me in a note"))
    opinion = _pace(_("Second opinions: asked of me, given to me"))
    followed = _pace(_("Something is written on a ticket I follow, or a note on mine"))
    due_soon = _pace(_("An answer of mine is due soon"))
    unassigned = _pace(_("A question in my topics has no expert"))

    weekly = models.BooleanField(
        _("Send me the numbers of the week"), default=False, help_text=_("When the first working day of a week begins.")
    )

    objects = MailWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for mail")
        verbose_name_plural = _("wishes for mail")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def by_default(cls, user: AbstractUser) -> "MailWish":
        """Managers hear of what nobody has taken; others once they ask for it."""
        gives_out = user.has_perm("helpdesk.assign_ticket")
        return cls(user=user, unassigned=Pace.AT_ONCE if gives_out else Pace.NONE)

    def must_have(self, about: str) -> bool:
        """Nobody switches off a late answer, nor a manager one that is about to be late."""
        return about not in (*self.ABOUT, "digest", "weekly") or (
            about == "due_soon" and self.user.has_perm("helpdesk.assign_ticket")
        )

    def pace_of(self, about: str) -> str:
        return Pace.AT_ONCE if self.must_have(about) else getattr(self, about)
