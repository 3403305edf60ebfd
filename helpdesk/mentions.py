"""Who is meant by "@elif" in a note: a user name, or a first name only one person at the desk has."""

import re

from django.contrib.auth.models import User

from knowledge import search

from . import people

# Not in an email address, and not in an address of a page.
MENTION = re.compile(r"(?<![\w@./+-])@([\w.@+-]*\w)")
MOST = 20


def find(body: str) -> tuple[list[User], list[str]]:
    """Those mentioned, and the names nobody at the desk has."""
    names = list(dict.fromkeys(MENTION.findall(body)))[:MOST]
    experts = list(people.experts()) if names else []
    by_user_name = {_key(person.username): person for person in experts}
    by_first_name: dict[str, list[User]] = {}
    for person in experts:
        by_first_name.setdefault(_key(person.first_name), []).append(person)
    found, unknown = {}, []
    for name in names:
        namesakes = by_first_name.get(_key(name), [])
        if person := by_user_name.get(_key(name)) or (namesakes[0] if len(namesakes) == 1 else None):
            found[person.pk] = person
        else:
            unknown.append(name)
    return list(found.values()), unknown


def _key(name: str) -> str:
    return " ".join(search.folded_words(name, "tr")) or name
