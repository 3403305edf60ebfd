"""From an answered ticket to the first words of an FAQ entry."""

import re

from django.conf import settings

from knowledge import rendering

from .models import Message, Ticket
from .redaction import find, redact


def words_for_draft(ticket: Ticket) -> dict[str, str]:
    """Question, short answer and answer, with everything we know to be the requester's own marked or removed."""
    messages = list(ticket.messages.for_requester())
    answers = [message.body for message in messages if message.kind == Message.Kind.ANSWER]
    answer = with_keys(redact(without_letter(answers[-1]), ticket)) if answers else ""
    return {
        "question": redact(ticket.subject, ticket),
        "summary": _first_sentences(answer),
        "answer": answer,
    }


def own_words(ticket: Ticket) -> str:
    """How the requester put the question, without anything we know or suspect to lead back to them."""
    words = ticket.subject
    for finding in reversed(find(words, ticket)):
        words = f"{words[: finding.start]} {words[finding.end :]}"
    return re.sub(r"\s+(?=[,;:])|[\s,;:]+(?=[.?!])", "", " ".join(words.split())).lstrip(" ,.;:!")


SALUTATION = re.compile(r"\A(?:sayın|merhaba|sevgili|dear|hello|hi)\b[^\n]*\n+", re.IGNORECASE)
CLOSING = re.compile(
    r"\n+(?:saygılar|selamlar|iyi çalışmalar|kolay gelsin|best|kind|regards|sincerely|yours)[\s\S]{0,200}\Z",
    re.IGNORECASE,
)


def without_letter(body: str) -> str:
    """An answer without its salutation and closing: an entry speaks to everyone."""
    return CLOSING.sub("", SALUTATION.sub("", body.strip())).strip()


def with_keys(body: str) -> str:
    """Links to our own entries by their key, so that they hold wherever the entry is read or moved."""
    return re.sub(rf"\]\({re.escape(settings.BASE_URL)}/a/([a-z0-9-]+)/\)", r"](\1)", body)


def _first_sentences(answer: str) -> str:
    paragraph = rendering.plain(answer.split("\n\n")[0])
    # A full stop after a number is an ordinal's: "Kanun'un 75. maddesi".
    sentences = re.split(r"(?<=[^\d\s][.!?])\s+", paragraph)
    return " ".join(sentences[:2])[:600]
