"""Long texts of the site itself, one Markdown file for each and language: guides for the roles, and what we state."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from knowledge import rendering
from knowledge.languages import current_language

FOLDER = Path(__file__).parent
DESK_ROLES = ("expert", "editor", "manager", "administrator")


@dataclass(frozen=True)
class Guide:
    name: str
    title: str
    text: str

    @property
    def html(self) -> SafeString:
        return rendering.render(self.text)


def guide(name: str) -> Guide:
    """The text of this name in the reader's language."""
    return _read(name, current_language())


@cache
def _read(name: str, language: str) -> Guide:
    title, _newline, text = (FOLDER / f"{name}.{language}.md").read_text("utf-8").partition("\n")
    return Guide(name, title.removeprefix("# "), text)
