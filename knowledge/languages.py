"""The languages readers are served in, and fields that hold one value for each."""

from functools import lru_cache

from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language, override


class Language(models.TextChoices):
    TURKISH = "tr", "Türkçe"
    ENGLISH = "en", "English"


CODES = tuple(Language.values)


def current_language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    if language not in CODES:
        language = language.split("-")[0]
    return language if language in CODES else settings.LANGUAGE_CODE


def address(name: str, *args: object, language: str = "") -> str:
    """The address of a page, in the reader's language where none is named; a page names dozens, and always the same."""
    return _address(name, args, language or get_language(), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=20_000)
def _address(name: str, args: tuple, language: str | None, _urlconf: str | None, _prefix: str) -> str:
    with override(language):
        return reverse(name, args=args)


class Translated:
    """Read `name_tr` or `name_en` as `name`, in the reader's language, else in any that is filled."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.columns = {language: f"{name}_{language}" for language in CODES}

    def __get__(self, row: models.Model | None, owner: type) -> "str | Translated":
        if row is None:
            return self
        if value := getattr(row, self.columns[current_language()]):
            return value
        return next(filter(None, (getattr(row, column) for column in self.columns.values())), "")
