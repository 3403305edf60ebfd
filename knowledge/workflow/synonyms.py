"""Words that mean one thing, kept by editors. Searching sees a change at once, or when the worker next looks.

A group that came from a file leaves an empty row behind when it is changed or removed. The row remembers what the file
says, so that loading the files again does not bring back what an editor took away.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.models import Synonym
from knowledge.search import synonyms

from .steps import TransitionError


@transaction.atomic
def add_synonyms(*, language: str, terms: str) -> Synonym:
    transaction.on_commit(synonyms.refresh, robust=True)
    return Synonym.objects.create(language=language, terms=terms)


@transaction.atomic
def change_synonyms(group: Synonym, *, terms: str, was: str) -> Synonym:
    """Write the group anew. `was` is what the editor saw; if it says something else by now, the change is refused."""
    _lock(group, was)
    if group.seeded_as:
        _leave_empty(group)
        return add_synonyms(language=group.language, terms=terms)
    group.terms = terms
    group.save()
    transaction.on_commit(synonyms.refresh, robust=True)
    return group


@transaction.atomic
def remove_synonyms(group: Synonym, *, was: str) -> None:
    _lock(group, was)
    if group.seeded_as:
        _leave_empty(group)
    else:
        group.delete()
    transaction.on_commit(synonyms.refresh, robust=True)


def _lock(group: Synonym, was: str) -> None:
    current = Synonym.objects.select_for_update().filter(pk=group.pk).first()
    if current is None or current.terms != was:
        raise TransitionError(_("Somebody else changed this group in the meantime. Look at it again first."))


def _leave_empty(group: Synonym) -> None:
    group.terms = ""
    group.save()
