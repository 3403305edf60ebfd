"""Closed for maintenance, as long as a file lies in the data folder: no database is needed to close or to open."""

from pathlib import Path

from django.conf import settings


def file() -> Path:
    return settings.DATA_DIR / "maintenance"


def is_on() -> bool:
    return file().exists()


def begin() -> None:
    file().touch()


def end() -> None:
    file().unlink(missing_ok=True)
