"""What drafts were made from. The FAQ does not know; whoever starts drafts from something else tells it here."""

from typing import Protocol

from .identity import Known
from .models import Draft


class Origin(Protocol):
    def known(self, draft: Draft) -> list[Known]:
        """What is known of the people behind the draft, and that its text must not hold."""

    def objection(self, draft: Draft) -> str:
        """Why the draft may not be published, in words for people; empty where nothing is in the way."""


_origins: list[Origin] = []


def register(origin: Origin) -> None:
    _origins.append(origin)


def known(draft: Draft) -> list[Known]:
    return [one for origin in _origins for one in origin.known(draft)] if draft.pk else []


def objection(draft: Draft) -> str:
    return next(filter(None, (origin.objection(draft) for origin in _origins)), "")
