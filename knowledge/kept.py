"""What many public pages have in common, kept in this process: the topics and their counts.

It is kept as long as the pages themselves: for an edition of the FAQ, so that whatever is published or withdrawn is
seen by whoever asks next, and never longer than `page_cache.KEPT_FOR`. Nothing here may depend on who reads: what is
made may use only what the key names.
"""

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from . import page_cache

MOST = 500
Part = TypeVar("Part")

_parts: dict[Hashable, tuple[int, float, object]] = {}


def part(key: Hashable, make: Callable[[], Part]) -> Part:
    if not page_cache.KEPT_FOR:
        return make()
    # Before it is made: what changes meanwhile makes it a part of the edition before.
    edition, now = page_cache.edition(), time.monotonic()
    kept_edition, until, value = _parts.get(key, (None, 0.0, None))
    if kept_edition != edition or until < now:
        value = make()
        if len(_parts) >= MOST:
            _parts.clear()
        _parts[key] = edition, now + page_cache.KEPT_FOR, value
    return value
