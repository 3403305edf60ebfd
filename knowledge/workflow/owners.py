"""Who looks after what, and what happens to it when they leave."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge.keepers import keepers, name_of
from knowledge.languages import Language
from knowledge.models import Article, Draft, Successor, Task

from .articles import grade
from .tasks import Kind, open_task


@transaction.atomic
def set_owner(article: Article, *, by: User | None, owner: User | None) -> None:
    """From now on this person looks after the entry, or, without one, the editors together."""
    names = {"before": _name(article.owner), "now": _name(owner)}
    with override(Language.TURKISH):
        why = _("Owner: %(before)s → %(now)s") % names
    grade(article, None, by=by, why=why, owner=owner)
    tasks = article.tasks.open()
    if owner is not None:
        tasks = tasks.filter(owner=None)
    tasks.update(owner=owner, owner_told_at=None)


def _name(user: User | None) -> str:
    with override(Language.TURKISH):
        return name_of(user) if user else _("The editors’ pool")


@transaction.atomic
def choose_successor(person: User, *, to: User | None) -> None:
    """Who takes over when this person leaves; None: the editors' pool."""
    if to is None or to == person:
        Successor.objects.filter(person=person).delete()
    else:
        Successor.objects.update_or_create(person=person, defaults={"to": to})


@transaction.atomic
def hand_over(person: User, *, to: User | None, by: User | None) -> int:
    """Pass on their entries, open tasks and open drafts. Who wrote a draft stays written; finishing it is a task."""
    articles = list(Article.objects.filter(owner=person).select_related("owner"))
    tasks = Task.objects.open().filter(owner=person)
    moved = len(articles) + tasks.update(owner=to, owner_told_at=None)
    for article in articles:
        set_owner(article, by=by, owner=to)
    for draft in left_drafts().filter(author=person).select_related("article"):
        task = open_task(Kind.DRAFT, article=draft.article, draft=draft)
        task.owner = to
        task.save(update_fields=["owner"])
        moved += 1
    return moved


def left_drafts():
    """Open drafts nobody has been asked to finish yet."""
    return Draft.objects.open().exclude(tasks__in=Task.objects.open().filter(kind=Kind.DRAFT))


def pass_on_from_leavers() -> int:
    """Whoever was deactivated or lost the right to write has left. Returns how much was passed on."""
    here = keepers()
    owning = set(Article.objects.exclude(owner=None).values_list("owner", flat=True))
    owning |= set(Task.objects.open().exclude(owner=None).values_list("owner", flat=True))
    owning |= set(left_drafts().values_list("author", flat=True))
    present = set(here.values_list("pk", flat=True))
    moved = 0
    for person in User.objects.filter(pk__in=owning - present):
        chosen = Successor.objects.filter(person=person, to__in=present).select_related("to").first()
        moved += hand_over(person, to=chosen.to if chosen else None, by=None)
    return moved
