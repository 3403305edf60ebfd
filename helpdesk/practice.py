"""Knowledge-Centered Service in figures: what the team reuses, what it adds, and who helps themselves.

The measures follow the KCS v6 practices guide of the Consortium for Service Innovation: link rate, reuse against
creation, new against known. They are counted for the team and by month, never by person. Tickets and their links count
in the month they were resolved in, publications and searches in their own.
"""

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from knowledge.models import Article, ArticleText, SearchEvent, StandardCheck

from .models import AnswerReview, ArticleLink, Point, Status, Ticket, Verdict

Kind = ArticleLink.Kind
LEARNED = (Kind.ANSWERED_WITH, Kind.DRAFTED_FROM, Kind.IMPROVED)
# Fewer second readings say something of a person rather than of the team.
FEWEST_REVIEWS = 5


def share(part: int, whole: int) -> int | None:
    """In whole per cent, rounded down; of nothing there is no share."""
    return part * 100 // whole if whole else None


@dataclass
class Practice:
    """A month, or several."""

    begin: datetime.date
    resolved: int = 0
    linked: int = 0
    nothing_to_learn: int = 0
    reused: int = 0
    created: int = 0
    improved: int = 0
    known_but_not_found: int = 0
    known_inside: int = 0
    days_to_publication: list[float] = field(default_factory=list)
    searches: int = 0
    searches_answered: int = 0
    approved: int = 0
    points_met: int = 0
    verdicts: list[dict[str, str]] = field(default_factory=list)

    @property
    def link_rate(self) -> int | None:
        return share(self.linked, self.resolved)

    @property
    def undecided(self) -> int:
        return self.resolved - self.linked - self.nothing_to_learn

    @property
    def known(self) -> int:
        return self.known_but_not_found + self.known_inside

    @property
    def new(self) -> int:
        return self.resolved - self.known

    @property
    def self_service(self) -> int | None:
        return share(self.searches_answered, self.searches)

    @property
    def standard_index(self) -> int | None:
        return share(self.points_met, self.approved * len(StandardCheck.POINTS))

    @property
    def median_days_to_publication(self) -> float | None:
        return round(statistics.median(self.days_to_publication), 1) if self.days_to_publication else None

    @property
    def review_points(self) -> list[tuple[str, int]]:
        """Each of the nine points with the share of answers that fulfil it; none while too few were read."""
        if len(self.verdicts) < FEWEST_REVIEWS:
            return []
        return [
            (point.label, share(sum(v[point] == Verdict.YES for v in self.verdicts), len(self.verdicts)))
            for point in Point
        ]


def by_month(number: int, *, today: datetime.date | None = None) -> list[Practice]:
    """The present month and so many before it, the latest first, in a fixed number of queries."""
    begin = (today or timezone.localdate()).replace(day=1)
    found = {}
    for _month in range(number + 1):
        found[begin] = Practice(begin)
        begin = (begin - datetime.timedelta(days=1)).replace(day=1)
    latest, earliest = max(found), min(found)
    end = (latest + datetime.timedelta(days=32)).replace(day=1)
    zone = timezone.get_current_timezone()
    period = tuple(datetime.datetime.combine(day, datetime.time(), zone) for day in (earliest, end))
    for count in (_tickets, _links, _searches):
        for row in count(period):
            practice = found[row.pop("month").date()]
            for name, value in row.items():
                setattr(practice, name, value)
    for row in StandardCheck.objects.published().filter(at__lt=period[1]).by_month(period[0]):
        practice = found[row["month"].date()]
        practice.approved += row["checked"]
        practice.points_met += sum(row[name] for name in StandardCheck.POINTS)
    for moment, days in _days_to_publication(period):
        found[timezone.localtime(moment).date().replace(day=1)].days_to_publication.append(days)
    for review in AnswerReview.objects.done().filter(month__gte=earliest, month__lt=end):
        found[review.month].verdicts.append(review.verdicts)
    return list(found.values())


def total(months: Iterable[Practice]) -> Practice:
    """Several months as one period that begins with the earliest."""
    months = list(months)
    whole = Practice(min(month.begin for month in months))
    for name in (f.name for f in fields(Practice) if f.name != "begin"):
        setattr(whole, name, sum((getattr(month, name) for month in months), start=getattr(whole, name)))
    return whole


def _resolved(period: tuple) -> QuerySet[Ticket]:
    done = Ticket.objects.filter(status__in=[Status.RESOLVED, Status.CLOSED])
    return done.filter(resolved_at__gte=period[0], resolved_at__lt=period[1])


def _tickets(period: tuple) -> QuerySet:
    links = ArticleLink.objects.filter(ticket=OuterRef("pk"))
    answered = links.filter(kind=Kind.ANSWERED_WITH)
    readable = ArticleText.history.filter(
        article=OuterRef("article"),
        language=OuterRef("ticket__language"),
        published_at__lte=OuterRef("ticket__created_at"),
    )
    public = Q(article__audience=Article.Audience.PUBLIC)
    tickets = _resolved(period).annotate(
        month=TruncMonth("resolved_at"),
        is_linked=Exists(links.filter(kind__in=LEARNED)),
        is_known=Exists(answered),
        was_readable=Exists(answered.filter(public, Exists(readable))),
    )
    return (
        tickets.order_by()
        .values("month")
        .annotate(
            resolved=Count("pk"),
            linked=Count("pk", filter=Q(is_linked=True)),
            nothing_to_learn=Count("pk", filter=Q(is_linked=False, has_nothing_to_learn=True)),
            known_but_not_found=Count("pk", filter=Q(was_readable=True)),
            known_inside=Count("pk", filter=Q(is_known=True, was_readable=False)),
        )
    )


def _links(period: tuple) -> QuerySet:
    links = ArticleLink.objects.filter(ticket__in=_resolved(period)).annotate(month=TruncMonth("ticket__resolved_at"))
    return (
        links.order_by()
        .values("month")
        .annotate(
            reused=Count("pk", filter=Q(kind=Kind.ANSWERED_WITH)),
            created=Count("pk", filter=Q(kind=Kind.DRAFTED_FROM)),
            improved=Count("pk", filter=Q(kind=Kind.IMPROVED)),
        )
    )


def _searches(period: tuple) -> QuerySet:
    searches = SearchEvent.objects.filter(created_at__gte=period[0], created_at__lt=period[1])
    searches = searches.annotate(month=TruncMonth("created_at")).order_by().values("month")
    return searches.annotate(searches=Count("pk"), searches_answered=Count("opened"))


def _days_to_publication(period: tuple) -> Iterable[tuple[datetime.datetime, float]]:
    """Each publication that came from a ticket, with the days since the ticket was resolved."""
    revision = ArticleText.history.filter(
        article=OuterRef("draft__article"),
        language=OuterRef("draft__language"),
        revision=OuterRef("draft__based_on") + 1,
    )
    links = ArticleLink.objects.filter(kind__in=[Kind.DRAFTED_FROM, Kind.IMPROVED], draft__state="published")
    links = links.exclude(ticket__resolved_at=None).annotate(
        published_at=Subquery(revision.order_by("history_id").values("published_at")[:1])
    )
    links = links.filter(published_at__gte=period[0], published_at__lt=period[1])
    for published_at, resolved_at in links.values_list("published_at", "ticket__resolved_at"):
        yield published_at, max((published_at - resolved_at).total_seconds() / 86_400, 0.0)
