"""Who else looks at a ticket or writes in it just now. Kept in the cache for a minute, nowhere else.

Two browsers that report in the same instant may overwrite each other; the next report puts it right.
"""

import time
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache

from .models import Ticket
from .routing import name_of

SEEN_FOR = 60


@dataclass(frozen=True)
class Here:
    name: str
    is_writing: bool
    until: float


def report(ticket: Ticket, user: User, *, is_writing: bool) -> None:
    here = _all(ticket) | {user.pk: Here(name_of(user), is_writing, time.time() + SEEN_FOR)}
    cache.set(_key(ticket), here, SEEN_FOR)


def leave(ticket: Ticket, user: User) -> None:
    here = _all(ticket)
    if here.pop(user.pk, None):
        cache.set(_key(ticket), here, SEEN_FOR)


def others(ticket: Ticket, user: User) -> list[Here]:
    return [here for pk, here in _all(ticket).items() if pk != user.pk]


def writing_besides(ticket: Ticket, user: User) -> str:
    """The names of others who write in it just now, or nothing."""
    return ", ".join(here.name for here in others(ticket, user) if here.is_writing)


def _all(ticket: Ticket) -> dict[int, Here]:
    now = time.time()
    return {pk: here for pk, here in cache.get(_key(ticket), {}).items() if here.until > now}


def _key(ticket: Ticket) -> str:
    return f"presence-{ticket.pk}"
