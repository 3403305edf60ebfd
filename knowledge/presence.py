"""Who has something open at this moment, and who writes in it. Kept in the cache: where that fails, nobody is shown.

Two browsers that report in the same instant may overwrite each other; the next report puts it right.
"""

import logging
import time
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Model

from .pages import last_known

GONE_AFTER = 60
IDLE_AFTER = 120

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Here:
    name: str
    seen_at: float
    wrote_at: float

    @property
    def is_writing(self) -> bool:
        return time.time() - self.wrote_at < IDLE_AFTER


def report(subject: Model, user: User, *, is_writing: bool | None = None) -> None:
    """Say that somebody is here. Who does not know whether they write leaves that as it was."""
    now, here = time.time(), _all(subject)
    wrote_at = {True: now, False: 0.0, None: here[user.pk].wrote_at if user.pk in here else 0.0}[is_writing]
    _keep(subject, here | {user.pk: Here(user.get_full_name() or user.get_username(), now, wrote_at)})


def leave(subject: Model, user: User) -> None:
    here = _all(subject)
    if here.pop(user.pk, None):
        _keep(subject, here)


def others(subject: Model, user: User) -> list[Here]:
    return [here for pk, here in _all(subject).items() if pk != user.pk]


def writing_besides(subject: Model, user: User) -> str:
    """The names of others who write in it just now, or nothing."""
    return ", ".join(here.name for here in others(subject, user) if here.is_writing)


def _all(subject: Model) -> dict[int, Here]:
    now = time.time()
    return {pk: here for pk, here in last_known(_key(subject), {}).items() if now - here.seen_at < GONE_AFTER}


def _keep(subject: Model, here: dict[int, Here]) -> None:
    try:
        cache.set(_key(subject), here, GONE_AFTER)
    except Exception as error:
        logger.warning("Presence is not kept, the cache does not answer: %s", error)


def _key(subject: Model) -> str:
    return f"presence-{subject._meta.label_lower}-{subject.pk}"
