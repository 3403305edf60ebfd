"""The README says what is so."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_every_variable_the_settings_read_is_explained_and_no_other():
    settings = (ROOT / "helpdesk/config/settings.py").read_text("utf-8")
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", settings))

    assert set(re.findall(r"^\| `([A-Z_]+)`", section("Configuration"), re.MULTILINE)) == read


def test_every_command_and_none_that_is_not_there_is_listed():
    ours = {name for name, app in get_commands().items() if app in ("helpdesk", "knowledge")} - {
        "update_index",
        "clear_index",
    }

    listed = set(re.findall(r"`([a-z_]+)(?: [A-Z]+)?`", section("Commands")))
    assert listed - {"manage"} == ours


def test_every_file_it_points_to_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    places = re.findall(r"^\| `([a-z_./]+)`", section("How it works"), re.MULTILINE)

    assert [name for name in links + places if not (ROOT / name).exists()] == []


def test_the_number_of_answers_is_the_number_of_answers():
    entries = len(list((ROOT / "faq_seed").glob("*/*[0-9].tr.md")))

    assert f"answers {entries} questions" in README
