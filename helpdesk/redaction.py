"""What is known of the people behind a ticket, so that no text leads back to them."""

import re
from collections.abc import Iterator

from django.db.models import Prefetch, Q, QuerySet

from knowledge import identity
from knowledge.identity import Known
from knowledge.models import Draft, Kind

from .models import ArticleLink, Attachment, Message, Ticket

PROVIDERS = {"gmail", "hotmail", "outlook", "yahoo", "icloud", "yandex", "proton", "protonmail", "live", "mynet", "windowslive"}
OFFICES = {"info", "bilgi", "iletisim", "contact", "office", "ofis", "mail", "admin", "dernek", "vakif", "baskan", "genel"}
CAPITALISED = r"[^\W\d_a-zçğıöşü][^\W\d_]+"
FULL_NAME = rf"{CAPITALISED}(?: {CAPITALISED}){{1,2}}"
# Where people say who they are.
INTRODUCED = re.compile(
    rf"(?:\b[Bb]en,? |\b(?:[Aa]d[ıi]m|[İi]smim):? |\b[Mm]y name is |\bI am |\bI'm )(?P<name>{FULL_NAME})"
    rf"|(?:[Ss]ayg[ıi]lar\w*|[Ss]elamlar\w*|[Ii]yi çalışmalar|[Tt]eşekkür\w*|[Rr]egards|[Ss]incerely|[Tt]hanks),?\s*\n+"
    rf"(?P<signed>{FULL_NAME})\s*(?:\n|\Z)"
)


def known_of(ticket: Ticket) -> list[Known]:
    """Names, organisation and addresses as they were given, said in messages, or to be read from an address."""
    messages = [message for message in ticket.messages.all() if message.is_from_requester]
    said = [(Kind.NAME, m["name"] or m["signed"]) for body in messages for m in INTRODUCED.finditer(body.body)]
    files = [(Kind.FILE, file.name) for message in messages for file in message.attachments.all()]
    told = [
        (Kind.NAME, ticket.requester_name),
        (Kind.ORGANISATION, ticket.organisation),
        (Kind.EMAIL, ticket.requester_email),
        (Kind.PHONE, ticket.requester_phone),
        *_in_address(ticket.requester_email),
    ]
    return [Known(kind, words) for kind, words in (*told, *said, *files) if words.strip()]


def _in_address(email: str) -> Iterator[tuple[Kind, str]]:
    person, _at, domain = email.lower().partition("@")
    for word in re.findall(r"[a-z]{4,}", person):
        if word not in OFFICES:
            yield Kind.NAME, word
    home = domain.split(".")[0]
    if len(home) > 3 and home not in PROVIDERS:
        yield Kind.NAME, home


def find(text: str, ticket: Ticket) -> list[identity.Finding]:
    return identity.find(text, language=ticket.language, known=known_of(ticket))


def known_behind(draft: Draft) -> list[Known]:
    """What the FAQ's drafts must not hold, told to it when the site starts."""
    return [one for ticket in _told(tickets_behind(draft)) for one in known_of(ticket)]


def tickets_behind(draft: Draft) -> QuerySet[Ticket]:
    """The tickets a draft, or the entry it changes, was made from."""
    made = ArticleLink.objects.filter(kind__in=[ArticleLink.Kind.DRAFTED_FROM, ArticleLink.Kind.IMPROVED])
    same = Q(draft=draft.pk)
    if draft.article_id:
        same |= Q(article=draft.article_id) | Q(draft__article=draft.article_id)
    return Ticket.objects.filter(pk__in=made.filter(same).values("ticket"))


def _told(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    files = Prefetch("attachments", Attachment.objects.only("message", "name"))
    said = Message.objects.filter(kind__in=[Message.Kind.QUESTION, Message.Kind.REQUESTER_REPLY])
    return tickets.prefetch_related(Prefetch("messages", said.prefetch_related(files)))
