"""The languages readers are served in, and fields that hold one value for each."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language


class Language(models.TextChoices):
    TURKISH = "tr", "Türkçe"
    ENGLISH = "en", "English"


def current_language() -> str:
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in Language.values else settings.LANGUAGE_CODE


class Translated:
    """Read `name_tr` or `name_en` as `name`, in the reader's language, else in any that is filled."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: models.Model | None, owner: type) -> "str | Translated":
        if row is None:
            return self
        order = sorted(Language.values, key=lambda language: language != current_language())
        values = (getattr(row, f"{self.name}_{language}") for language in order)
        return next(filter(None, values), "")
