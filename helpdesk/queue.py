"""The queue: its saved views, how much waits in each, and the page of it somebody looks at."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import IntegerField, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from knowledge import search
from knowledge.languages import Language, current_language

from .models import Ticket
from .models.finding import MOST_MATCHES

PAGE_SIZE = 25
# Nobody pages through more than this, so nobody waits for more to be counted.
MOST_SHOWN = 1_000
MOST_COUNTED = 100
A_DAY = datetime.timedelta(days=1)

VIEWS: dict[str, Promise] = {
    "mine": _("Mine"),
    "today": _("Due today"),
    "topics": _("Not taken, my topics"),
    "unassigned": _("Not taken"),
    "waiting": _("Waiting for the requester"),
    "drafts": _("My drafts"),
    "unanswered": _("All open"),
    "all": _("All"),
}


def tickets_in(view: str, user: User) -> QuerySet[Ticket]:
    """What is in a saved view of somebody's."""
    tickets = Ticket.objects.visible_to(user)
    match view:
        case "mine":
            return tickets.assigned_to(user).unanswered()
        case "today":
            return tickets.unanswered().due_before(midnight_after(timezone.localdate()))
        case "topics":
            return tickets.unassigned().in_topics_of(user)
        case "unassigned":
            return tickets.unassigned()
        case "waiting":
            return tickets.assigned_to(user).waiting()
        case "drafts":
            return tickets.with_draft_of(user)
        case "unanswered":
            return tickets.unanswered()
    return tickets.in_flow()


def midnight_after(day: datetime.date) -> datetime.datetime:
    return midnight_before(day + A_DAY)


def midnight_before(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())


def narrowed(tickets: QuerySet[Ticket], wanted: Mapping[str, Any]) -> QuerySet[Ticket]:
    """Those for which everything in `wanted`, clean values of the filters but the words, is true."""
    for name, value in wanted.items():
        match name:
            case "organisation":
                tickets = tickets.of_organisation(" ".join(search.folded_words(value, Language.TURKISH)))
            case "due":
                tickets = _due(tickets.unanswered(), value)
            case "since":
                tickets = tickets.filter(created_at__gte=midnight_before(value))
            case "until":
                tickets = tickets.filter(created_at__lt=midnight_after(value))
            case _:
                tickets = tickets.filter(**{name: value})
    return tickets


def _matches(tickets: QuerySet[Ticket], asked: str) -> list[int]:
    """The numbers of the tickets with these words, or the one with this reference."""
    by_reference = Ticket.objects.with_reference(asked.strip())
    if by_reference.query.is_empty():
        return tickets.newest_with_words(search.folded_words(asked, current_language()))
    return list((tickets & by_reference).values_list("pk", flat=True))


def _due(tickets: QuerySet[Ticket], when: str) -> QuerySet[Ticket]:
    if when == "overdue":
        return tickets.due_before(timezone.now())
    days = 0 if when == "today" else 7
    return tickets.due_before(midnight_after(timezone.localdate() + days * A_DAY))


def _for_a_row(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    own = ("subject", "organisation", "status", "priority", "created_at", "resolution_due", "pending_since")
    names = ("topic__name_tr", "topic__name_en", "assignee__first_name", "assignee__last_name", "assignee__username")
    return tickets.select_related("topic", "assignee").only(*own, "resolved_at", *names)


class NumberOf(Subquery):
    """How many rows a query has; with a slice, at most so many are counted."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Tab:
    name: str
    label: Promise
    number: int

    @property
    def shown_number(self) -> str:
        return f"{MOST_COUNTED - 1}+" if self.number >= MOST_COUNTED else str(self.number)


@lru_cache(maxsize=256)
def _counting(user: User, chosen: str, today: datetime.date) -> tuple[str, tuple]:
    """The query that counts all views. To put it together takes longer than to run it, and it holds for a day."""
    views = {name: tickets_in(name, user) for name in VIEWS}
    counts = {name: NumberOf(tickets.values("pk")[:MOST_COUNTED]) for name, tickets in views.items()}
    counts["shown"] = NumberOf(views[chosen].values("pk")[:MOST_SHOWN])
    return User.objects.filter(pk=user.pk).values_list(*counts.values()).query.sql_with_params()


class Queue:
    """A saved view, narrowed: its tabs with their numbers and one page of its tickets."""

    def __init__(self, user: User, view: str, wanted: Mapping[str, Any]):
        self.view = view if view in VIEWS else "mine"
        self.label = VIEWS[self.view]
        self._is_narrowed = bool(wanted)
        exactly = {name: value for name, value in wanted.items() if name != "q"}
        self._tickets = narrowed(tickets_in(self.view, user), exactly)
        self._matches = _matches(self._tickets, wanted["q"]) if "q" in wanted else None
        with connection.cursor() as cursor:
            cursor.execute(*_counting(user, self.view, timezone.localdate()))
            self._numbers = dict(zip([*VIEWS, "shown"], cursor.fetchone(), strict=True))

    @property
    def tabs(self) -> list[Tab]:
        return [Tab(name, label, self._numbers[name]) for name, label in VIEWS.items()]

    @property
    def is_capped(self) -> bool:
        return self._matches is None and self._number == MOST_SHOWN

    @cached_property
    def _number(self) -> int:
        return self._tickets.order_by()[:MOST_SHOWN].count() if self._is_narrowed else self._numbers["shown"]

    @property
    def has_too_many_matches(self) -> bool:
        return self._matches is not None and len(self._matches) == MOST_MATCHES

    def page(self, number: str | None) -> Page:
        if self._matches is None:
            paginator = Paginator(_for_a_row(self._tickets).most_urgent_first(), PAGE_SIZE)
            paginator.count = self._number
            return paginator.get_page(number)
        page = Paginator(self._matches, PAGE_SIZE).get_page(number)
        found = _for_a_row(Ticket.objects.all()).in_bulk(page.object_list)
        page.object_list = [found[pk] for pk in page.object_list if pk in found]
        return page
