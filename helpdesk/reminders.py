"""Telling owners and editors by mail of what waits for them on the backlog: of each thing once."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from knowledge.keepers import keepers
from knowledge.models import Task

from . import notifications

EDITORS_AFTER = datetime.timedelta(days=14)


@transaction.atomic
def remind_of_tasks(*, now: datetime.datetime | None = None) -> int:
    """To the owner at once; to the editors what nobody owns, and what its owner left for a fortnight."""
    now = now or timezone.now()
    tasks = Task.objects.select_for_update(of=("self",)).open().worth_a_mail()
    owned = list(tasks.exclude(owner=None).filter(owner_told_at=None).select_related("owner"))
    people = {task.owner for task in owned}
    left = Q(owner=None) | Q(opened_at__lt=now - EDITORS_AFTER)
    for_editors = list(tasks.filter(left, editors_told_at=None))
    if for_editors:
        people |= set(editors())
    Task.objects.filter(pk__in=[task.pk for task in owned]).update(owner_told_at=now)
    Task.objects.filter(pk__in=[task.pk for task in for_editors]).update(editors_told_at=now)
    notifications.queue(*(notifications.tasks(person) for person in people))
    return len(people)


def editors() -> list[User]:
    return list(User.objects.with_perm("knowledge.publish_article", include_superusers=False).filter(pk__in=keepers()))
