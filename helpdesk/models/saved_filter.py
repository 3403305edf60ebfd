from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilterQuerySet(models.QuerySet):
    def of(self, user: AbstractBaseUser) -> Self:
        return self.filter(user=user)


class SavedFilter(models.Model):
    """A filter of the queue somebody keeps under a name of their own; nobody else sees it."""

    # A habit of one person: it goes with them.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="a_name_of_a_filter_once_per_person")]

    def __str__(self) -> str:
        return self.name
