"""The languages readers are served in, and fields that hold one value for each."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class Language(models.TextChoices):
    TURKISH = "tr", "Türkçe"
    ENGLISH = "en", "English"


CODES = tuple(Language.values)


def current_language() -> str:
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in CODES else settings.LANGUAGE_CODE


class Translated:
    """Read `name_tr` or `name_en` as `name`, in the reader's language, else in any that is filled."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: models.Model | None, owner: type) -> "str | Translated":
        if row is None:
            return self
        if value := getattr(row, f"{self.name}_{current_language()}"):
            return value
        return next(filter(None, (getattr(row, f"{self.name}_{language}") for language in CODES)), "")
