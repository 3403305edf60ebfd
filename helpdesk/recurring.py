"""Questions that come again and again and that no entry answers yet."""

import datetime

from django.utils import timezone

from knowledge import workflow
from knowledge.models import Task
from knowledge.search import phrases

from . import promotion
from .models import ArticleLink, Ticket

PERIOD = datetime.timedelta(days=180)
ENOUGH = 3
# Of all the words of two questions, how many they share before they are one question.
ALIKE = 0.6


def propose_what_is_asked(*, now: datetime.datetime | None = None) -> int:
    """Put on the backlog what was asked three times by whomever, in words that lead back to nobody."""
    asked = [group for group in _groups(now or timezone.now()) if len(group) >= ENOUGH]
    words = [(group[0].language, promotion.own_words(group[0]), len(group)) for group in asked]
    before = Task.objects.open().count()
    workflow.propose_gaps(Task.Kind.ASKED, [found for found in words if found[1]])
    return Task.objects.open().count() - before


def _groups(now: datetime.datetime) -> list[list[Ticket]]:
    answered = ArticleLink.objects.exclude(kind=ArticleLink.Kind.CITED).values("ticket")
    tickets = Ticket.objects.in_flow().filter(created_at__gt=now - PERIOD).exclude(pk__in=answered).order_by("-pk")
    groups: list[tuple[str, frozenset[str], list[Ticket]]] = []
    for ticket in tickets[:2_000]:
        sense = phrases.sense(ticket.subject, ticket.language)
        if len(sense) < 2:
            continue
        for language, known, same in groups:
            if language == ticket.language and len(sense & known) >= ALIKE * len(sense | known):
                same.append(ticket)
                break
        else:
            groups.append((ticket.language, sense, [ticket]))
    return [same for _language, _sense, same in groups]
