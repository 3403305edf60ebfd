"""Everything shown to people is said in Turkish too."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "locale/tr/LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a message with its translation."""
    if isinstance(message.id, tuple):
        return list(zip(message.id, message.string, strict=True))
    return [(message.id, message.string)]


def identity(message: Message) -> tuple[str | None, str]:
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def test_every_message_is_translated_and_none_is_a_guess():
    messages = [message for message in catalogue(FOLDER / "django.po") if message.id]

    assert [m.id for m in messages if m.fuzzy or not all(string.strip() for _id, string in forms(m))] == []


def test_translations_keep_their_placeholders():
    pairs = [pair for message in catalogue(FOLDER / "django.po") if message.id for pair in forms(message)]

    assert [
        said for asked, said in pairs if not set(PLACEHOLDER.findall(said)) <= set(PLACEHOLDER.findall(asked))
    ] == []


def test_the_compiled_catalogue_is_the_written_one():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for message in catalogue(FOLDER / "django.po"):
        if message.id and not isinstance(message.id, tuple):
            said = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
            assert said == message.string


def test_no_message_of_the_code_is_missing_and_no_old_one_is_left(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not installed (Debian: apt install gettext)")
    for name in ("helpdesk", "knowledge", "templates", "locale"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    command = [sys.executable, "manage.py", "makemessages", "-l", "tr", "--no-wrap", "--add-location", "file"]
    environment = os.environ | {
        "DEBUG": "1",
        "DATA_DIR": str(tmp_path / "var"),
        "DJANGO_SETTINGS_MODULE": "helpdesk.config.settings",
    }
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)

    collected = catalogue(tmp_path / "locale/tr/LC_MESSAGES/django.po")
    ours = catalogue(FOLDER / "django.po")
    assert {identity(m) for m in collected if m.id} == {identity(m) for m in ours if m.id}
    assert not ours.obsolete
