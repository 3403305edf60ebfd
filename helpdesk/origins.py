"""Tells the FAQ what its drafts must not hold: whatever is known of the people behind their tickets."""

from django.db.models import Prefetch, Q, QuerySet

from knowledge import origins
from knowledge.identity import Known
from knowledge.models import Draft

from .models import ArticleLink, Attachment, Message, Ticket
from .redaction import known_of

MADE = (ArticleLink.Kind.DRAFTED_FROM, ArticleLink.Kind.IMPROVED)


def known_behind(draft: Draft) -> list[Known]:
    return [one for ticket in _told(tickets_behind(draft)) for one in known_of(ticket)]


def tickets_behind(draft: Draft) -> QuerySet[Ticket]:
    """The tickets a draft, or the entry it changes, was made from."""
    made = ArticleLink.objects.filter(kind__in=MADE)
    same = Q(draft=draft.pk)
    if draft.article_id:
        same |= Q(article=draft.article_id) | Q(draft__article=draft.article_id)
    return Ticket.objects.filter(pk__in=made.filter(same).values("ticket"))


def _told(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    files = Prefetch("attachments", Attachment.objects.only("message", "name"))
    said = Message.objects.filter(kind__in=[Message.Kind.QUESTION, Message.Kind.REQUESTER_REPLY])
    return tickets.prefetch_related(Prefetch("messages", said.prefetch_related(files)))


def open_drafts_from(ticket: Ticket) -> QuerySet[Draft]:
    """Drafts that may still hold what a requester wrote: made from the ticket, or changing an entry that was."""
    links = ticket.article_links.filter(kind__in=MADE)
    from_it = Q(pk__in=links.values("draft")) | Q(article__in=links.values("article"))
    return Draft.objects.open().filter(from_it | Q(article__drafts__in=links.values("draft"))).distinct()


origins.register(known_behind)
