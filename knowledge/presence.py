"""Who has a draft open at this moment. Kept for seconds, in the cache: where that fails, nobody is shown."""

import logging
import time

from django.contrib.auth.models import User
from django.core.cache import cache

from .models import Draft
from .pages import last_known

GONE_AFTER = 45
IDLE_AFTER = 120

logger = logging.getLogger(__name__)


def note(draft: Draft, user: User, *, is_writing: bool = False) -> None:
    now, here = time.time(), last_known(_key(draft), {})
    wrote_at = now if is_writing else here.get(user.pk, (0, 0))[1]
    try:
        cache.set(_key(draft), here | {user.pk: (now, wrote_at)}, IDLE_AFTER)
    except Exception as error:
        logger.warning("Presence is not kept, the cache does not answer: %s", error)


def others(draft: Draft, user: User) -> tuple[list[User], list[User]]:
    """Who writes on the draft besides this person, and who only has it open."""
    now = time.time()
    here = {pk: wrote for pk, (seen, wrote) in last_known(_key(draft), {}).items() if now - seen < GONE_AFTER}
    here.pop(user.pk, None)
    people = User.objects.filter(pk__in=here).order_by("first_name", "username") if here else []
    writing = [person for person in people if now - here[person.pk] < IDLE_AFTER]
    return writing, [person for person in people if person not in writing]


def _key(draft: Draft) -> str:
    return f"draft-open-{draft.pk}"
