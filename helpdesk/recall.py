"""Who was given an answer that changed: they are told once, if they agreed to it and their address is their own."""

import datetime
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from knowledge.models import Article, ArticleText, Draft, Significance

from .models import ArticleLink, Consent, Recall, Status, Ticket

# A worker that stood still for a week catches up; what changed before nobody expects to hear of.
TOLD_WITHIN = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Audience:
    """The tickets of those who are told, one for each person, and how many agreed but never confirmed their address."""

    told: list[Ticket]
    unconfirmed: int


def revisions_to_tell(now: datetime.datetime) -> QuerySet:
    """Revisions somebody published lately that replaced another, and that nobody has looked at for this yet."""
    rows = ArticleText.history.filter(revision__gt=1, history_date__gt=now - TOLD_WITHIN).exclude(history_type="-")
    rows = rows.exclude(approver=None).filter(article__in=Article.objects.published()).order_by("history_id")
    seen = Recall.objects.values_list("text", "revision")
    return [row for row in rows if (row.id, row.revision) not in set(seen)]


def withdrawals_to_tell(now: datetime.datetime) -> QuerySet[ArticleText]:
    """Texts somebody took out of the FAQ lately. What was merged stands in another entry, so nobody is told of it."""
    archived = Article.history.filter(confidence=Article.Confidence.ARCHIVED, history_date__gt=now - TOLD_WITHIN)
    archived = archived.exclude(history_user=None).filter(history_change_reason=F("archived_because"))
    texts = ArticleText.objects.withdrawn().filter(article__in=archived.values("id"))
    texts = texts.exclude(pk__in=ArticleText.objects.merged().values("pk"))
    seen = Recall.objects.filter(is_withdrawal=True).values("text")
    return texts.exclude(pk__in=seen).select_related("article")


def is_of_substance(row: object) -> bool:
    """Its author says so, or it is a translation that catches up with such a revision."""
    if row.significance == Significance.MAJOR:
        return True
    before = ArticleText.history.filter(id=row.id, revision=row.revision - 1).first()
    if before is None or not row.translated_from:
        return False
    source = ArticleText.history.filter(article=row.article_id, language=row.article.source_language)
    since = source.filter(revision__gt=before.translated_from or 0, revision__lte=row.translated_from)
    return since.filter(significance=Significance.MAJOR).exists()


def audience(article: Article, language: str, *, before: datetime.datetime | None = None) -> Audience:
    """Who was given the article in this language, or in none that it has, and may be told."""
    consents = _agreed(article, before or timezone.now()).filter(_reads(article, language))
    told: dict[str, Ticket] = {}
    unconfirmed: set[str] = set()
    for consent in consents.select_related("ticket", "ticket__merged_into").order_by("ticket__created_at"):
        address = consent.ticket.requester_email.lower()
        if consent.confirmed_address.lower() == address:
            told[address] = consent.ticket
        else:
            unconfirmed.add(address)
    return Audience(list(told.values()), len(unconfirmed - set(told)))


def _agreed(article: Article, before: datetime.datetime) -> QuerySet[Consent]:
    # What was merged into the article was given in its place.
    given = ArticleLink.objects.filter(
        Q(article=article) | Q(article__replaced_by=article), kind=ArticleLink.Kind.ANSWERED_WITH, at__lt=before
    )
    answered = Q(ticket__first_response_at__lt=before) | Q(ticket__merged_into__first_response_at__lt=before)
    agreed = Consent.objects.filter(answered, purpose=Consent.Purpose.UPDATES, withdrawn_at=None)
    return (
        agreed.filter(ticket__in=given.values("ticket"))
        .exclude(ticket__status=Status.SPAM)
        .exclude(ticket__requester_email="")
    )


def _reads(article: Article, language: str) -> Q:
    here = Q(ticket__language=language)
    if language != article.source_language:
        return here
    return here | ~Q(ticket__language__in=article.texts.values("language"))


def audience_of_draft(draft: Draft) -> Audience:
    """Who would be told if the draft were published now."""
    if draft.article is None or not draft.article.is_published or not draft.based_on:
        return Audience([], 0)
    return audience(draft.article, draft.language)
