"""From an answered ticket to the first words of an FAQ entry."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from knowledge import diffs, rendering, search
from knowledge.models import Draft

from .models import ArticleLink, Message, Ticket
from .redaction import find


def open_draft(ticket: Ticket) -> Draft | None:
    """The draft somebody is making of this ticket; there is one at a time."""
    links = ticket.article_links.filter(kind=ArticleLink.Kind.DRAFTED_FROM)
    return Draft.objects.open().filter(pk__in=links.values("draft")).first()


def words_for_draft(ticket: Ticket, questions: list[Message], answers: list[Message]) -> dict[str, str]:
    """Question, short answer and answer from the chosen messages; the identity check looks at them in the editor."""
    answer = with_keys("\n\n".join(filter(None, (without_letter(message.body) for message in answers))))
    asked = [line for message in questions for line in _sentences_that_ask(message.body)]
    question = next(iter(asked), ticket.subject) if questions and not _is_first(questions) else ticket.subject
    return {
        "question": question[:300],
        "summary": _first_sentences(answer),
        "answer": answer,
        "asked_as": "\n".join(dict.fromkeys(line for line in asked if line != question)),
    }


@dataclass(frozen=True)
class Said:
    """A message to choose, and what it usually feeds."""

    message: Message
    is_question: bool
    is_answer: bool


@dataclass(frozen=True)
class Beside:
    """An entry that may be about the same, with what it says against what was answered."""

    hit: search.Hit
    answered: str
    differences: list[diffs.Piece]

    @property
    def is_close(self) -> bool:
        """Whether word by word tells more than the two texts side by side."""
        alike = sum(len(piece.text) for piece in self.differences if piece.kind == "same")
        return alike * 3 > min(len(self.answered), len(self.hit.text.answer))


def with_usual_choice(messages: list[Message]) -> list[Said]:
    questions, answers = chosen_by_default(messages)
    return [Said(message, message in questions, message in answers) for message in messages]


def beside(hits: list[search.Hit], messages: list[Message]) -> list[Beside]:
    _questions, answers = chosen_by_default(messages)
    answered = without_letter(answers[0].body) if answers else ""
    return [Beside(hit, answered, diffs.words(hit.text.answer, answered)) for hit in hits]


def chosen_by_default(messages: Iterable[Message]) -> tuple[list[Message], list[Message]]:
    """The first question and the last answer, which most entries are made of."""
    messages = list(messages)
    questions = [message for message in messages if message.kind == Message.Kind.QUESTION][:1]
    return questions, [message for message in messages if message.kind == Message.Kind.ANSWER][-1:]


def _is_first(questions: list[Message]) -> bool:
    return any(message.kind == Message.Kind.QUESTION for message in questions)


def _sentences_that_ask(body: str) -> list[str]:
    sentences = re.split(r"(?<=[.!?])\s+|\n+", without_letter(body))
    return [sentence.strip() for sentence in sentences if sentence.strip().endswith("?") and len(sentence) <= 200][:5]


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
