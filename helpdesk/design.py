"""The design as the stylesheet defines it: read from there, so that the page that shows it cannot differ."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STYLESHEET = Path(__file__).parent / "static/helpdesk/site.css"
BLOCK = re.compile(r":root \{(.*?)\}", re.DOTALL)
TOKEN = re.compile(r"--([\w-]+): ([^;]+);")


@dataclass(frozen=True)
class Token:
    name: str
    light: str
    dark: str

    @property
    def is_colour(self) -> bool:
        return self.light.startswith("#")


@cache
def tokens() -> list[Token]:
    """Every custom property, with its value in light and in dark."""
    light, dark = (dict(TOKEN.findall(block)) for block in BLOCK.findall(STYLESHEET.read_text("utf-8"))[:2])
    return [Token(name, value, dark.get(name, value)) for name, value in light.items()]
