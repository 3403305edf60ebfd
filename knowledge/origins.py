"""Who may be behind a draft. The FAQ does not know; whoever starts drafts from something else tells it here."""

from collections.abc import Callable

from .identity import Known
from .models import Draft

_told: list[Callable[[Draft], list[Known]]] = []


def register(known: Callable[[Draft], list[Known]]) -> None:
    """Ask this function what a draft must not hold, whenever the draft is checked."""
    _told.append(known)


def known(draft: Draft) -> list[Known]:
    return [one for tell in _told for one in tell(draft)] if draft.pk else []
