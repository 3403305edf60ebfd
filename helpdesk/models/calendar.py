import datetime
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Topic

from .ticket import Priority


def valid_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("There is no such time zone."))


# Functions, because Django takes a fixed time for a mistake whenever it happens to be that time.
def nine_o_clock() -> datetime.time:
    return datetime.time(9)


def six_o_clock() -> datetime.time:
    return datetime.time(18)


class BusinessCalendar(models.Model):
    """When the desk works: Monday to Friday between two hours, less the country's public holidays and half days."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Istanbul", validators=[valid_zone])
    country = models.CharField(_("country of the public holidays"), max_length=2, default="TR")
    opens = models.TimeField(_("opens"), default=nine_o_clock)
    closes = models.TimeField(_("closes"), default=six_o_clock)

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="a_calendar_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DayOff(models.Model):
    """A day the calendar's country does not know of: decreed leave, or a move of the office."""

    calendar = models.ForeignKey(BusinessCalendar, models.CASCADE, related_name="days_off", verbose_name=_("calendar"))
    day = models.DateField(_("day"))
    closes = models.TimeField(_("closes at"), null=True, blank=True, help_text=_("Empty: closed all day."))
    reason = models.CharField(_("reason"), max_length=120)

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="one_day_off_per_calendar_and_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class ServiceLevel(models.Model):
    """The public promise: working days to the first response and to the answer. The narrowest that fits is taken."""

    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, verbose_name=_("topic"), help_text=_("Empty: every topic.")
    )
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, verbose_name=_("calendar"))
    first_response_days = models.PositiveSmallIntegerField(_("working days to the first response"), default=3)
    resolution_days = models.PositiveSmallIntegerField(_("working days to the answer"), default=4)

    class Meta:
        verbose_name = _("service level")
        verbose_name_plural = _("service levels")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "priority"], name="one_service_level_per_topic_and_priority", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic or '*'} {self.get_priority_display()}"
