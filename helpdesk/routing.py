"""Who gets a new ticket, and why: the least loaded present expert, else a deputy, else whoever triages."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from knowledge.languages import Language
from knowledge.models import Topic

from .models import Absence, Expertise, Ticket


@dataclass(frozen=True)
class Route:
    """Where a ticket goes; `why` is written on the ticket for the desk to read."""

    assignee: User | None
    why: str


def route(topic: Topic | None, language: str, *, today: datetime.date | None = None) -> Route:
    today = today or timezone.localdate()
    with override(Language.TURKISH):
        if topic is None:
            return Route(None, _("The requester was not sure of the topic; waiting for triage."))
        candidates = _candidates(topic, language, today)
        free = [c for c in candidates if not c.is_away and _has_room(c)]
        if free:
            return _to(min(free, key=lambda c: (c.load, c.level, c.user_id)), topic)
        away = [c for c in candidates if c.is_away]
        if away and (found := deputy_of(away[0].user, today)):
            return found
        if candidates:
            return Route(
                None, _("Everyone who answers “%(topic)s” is full or away; waiting for triage.") % {"topic": topic}
            )
        return Route(None, _("Nobody answers “%(topic)s” in this language yet; waiting for triage.") % {"topic": topic})


def answers(user: User | None, topic: Topic, language: str, *, today: datetime.date | None = None) -> bool:
    """Whether the topic is one of theirs in that language."""
    valid = Expertise.objects.valid_on(today or timezone.localdate()).covering(topic, language)
    return user is not None and valid.filter(user=user).exists()


def _candidates(topic: Topic, language: str, today: datetime.date) -> list[Expertise]:
    covering = Expertise.objects.valid_on(today).covering(topic, language).select_related("user")
    away = Absence.objects.on(today).filter(user=OuterRef("user"))
    theirs = Ticket.objects.filter(assignee=OuterRef("user"))
    load, new = _number(theirs.unanswered()), _number(theirs.filter(created_at__gte=_monday(today)))
    # An expertise of the topic itself speaks before one of its parent.
    rows = covering.annotate(is_away=Exists(away), load=load, new_this_week=new).order_by(
        F("topic__parent").asc(nulls_last=True), "pk"
    )
    return list({row.user_id: row for row in reversed(rows)}.values())[::-1]


def _number(tickets: QuerySet[Ticket]) -> Coalesce:
    # Counted one by one: a join would read every ticket these experts ever had.
    return Coalesce(Subquery(tickets.order_by().values("assignee").annotate(n=Count("pk")).values("n")), 0)


def _monday(today: datetime.date) -> datetime.datetime:
    monday = today - datetime.timedelta(days=today.weekday())
    return datetime.datetime.combine(monday, datetime.time(), timezone.get_default_timezone())


def _has_room(expertise: Expertise) -> bool:
    most = expertise.new_tickets_a_week_at_most
    return expertise.load < expertise.open_tickets_at_most and (most is None or expertise.new_this_week < most)


def _to(expertise: Expertise, topic: Topic) -> Route:
    why = _("%(load)d open of %(most)d, answers “%(topic)s” in this language.")
    return Route(expertise.user, why % {"load": expertise.load, "most": expertise.open_tickets_at_most, "topic": topic})


def deputy_of(user: User, today: datetime.date) -> Route | None:
    """Who stands in for somebody away, unless they are away themselves."""
    absence = Absence.objects.on(today).filter(user=user, deputy__is_active=True).select_related("deputy").first()
    if absence is None or Absence.objects.on(today).filter(user=absence.deputy).exists():
        return None
    names = {"away": name_of(user), "day": absence.ends_on.isoformat(), "deputy": name_of(absence.deputy)}
    with override(Language.TURKISH):
        return Route(absence.deputy, _("%(away)s is away until %(day)s; %(deputy)s stands in.") % names)


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()
