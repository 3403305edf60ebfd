"""What is known of the people behind a ticket, so that no text leads back to them."""

import re
from collections.abc import Iterator

from knowledge import identity
from knowledge.identity import Known
from knowledge.models import Kind

from .models import Ticket

PROVIDERS = {
    "gmail",
    "hotmail",
    "outlook",
    "yahoo",
    "icloud",
    "yandex",
    "proton",
    "protonmail",
    "live",
    "mynet",
    "windowslive",
}
OFFICES = {
    "info",
    "bilgi",
    "iletisim",
    "contact",
    "office",
    "ofis",
    "mail",
    "admin",
    "dernek",
    "vakif",
    "baskan",
    "genel",
}
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


def in_pieces(text: str, *, language: str) -> list[tuple[str, bool]]:
    """What somebody unknown is about to send, in turn as it is and what may lead back to a person."""
    pieces, position = [], 0
    for finding in identity.find(text, language=language):
        pieces += [(text[position : finding.start], False), (text[finding.start : finding.end], True)]
        position = finding.end
    return [(words, is_personal) for words, is_personal in [*pieces, (text[position:], False)] if words]


def redact(text: str, ticket: Ticket) -> str:
    """The text with neutral words in the place of every find."""
    for finding in reversed(find(text, ticket)):
        text = f"{text[: finding.start]}[{finding.suggestion}]{text[finding.end :]}"
    return text
