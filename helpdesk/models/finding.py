import datetime
import re
from collections.abc import Iterable
from typing import Self

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from .expertise import Expertise
from .word import WORD_LENGTH, TicketWord

MOST_MATCHES = 500
SHORTEST_SHARED_WORD = 4
LAST_LETTERS = "zzzzz"


class FoundTickets(models.QuerySet):
    """How the desk finds tickets: by number, by words, by topic and by time."""

    def with_reference(self, reference: str) -> Self:
        """The ticket a reference such as "2026-00042" names, or none."""
        year, _hyphen, number = reference.partition("-")
        if not re.fullmatch(r"2\d{3}-\d{5,12}", reference, re.ASCII):
            return self.none()
        begin = datetime.datetime(int(year), 1, 1, tzinfo=timezone.get_default_timezone())
        return self.filter(pk=int(number), created_at__gte=begin, created_at__lt=begin.replace(year=int(year) + 1))

    def newest_with_words(self, words: Iterable[str]) -> list[int]:
        """The numbers of the newest where each of these begins a word of the ticket or of a message of it, at most 500.

        What is due next comes first; they are capped before they are sorted.
        """
        beginnings = {word[:WORD_LENGTH] for word in words}
        whole = [word for word in beginnings if len(word) == WORD_LENGTH]
        found = self if beginnings else self.none()
        for word in whole:
            found = found.filter(words__word=word)
        for word in beginnings.difference(whole):
            begun = TicketWord.objects.filter(word__range=(word, word + LAST_LETTERS))
            found = found.filter(pk__in=begun.values("ticket"))
        # In the order of the index of words, where there is one to walk along.
        newest = found.order_by("-words__ticket" if whole else "-pk").values("pk")[:MOST_MATCHES]
        return list(self.model.objects.filter(pk__in=newest).most_urgent_first().values_list("pk", flat=True))

    def sharing_words(self, words: Iterable[str]) -> Self:
        """Those with at least two of these words, the likest first. Every ticket is looked at: ask it of open ones."""
        beginnings = {word[:WORD_LENGTH] for word in words if len(word) >= SHORTEST_SHARED_WORD}
        shared = TicketWord.objects.filter(ticket=models.OuterRef("pk"), word__in=beginnings).order_by()
        number = shared.values("ticket").annotate(number=models.Count("pk")).values("number")
        return self.annotate(shared=models.Subquery(number)).filter(shared__gte=2).order_by("-shared", "-pk")

    def of_organisation(self, key: str) -> Self:
        """Whose organisation's folded name begins like this."""
        return self.filter(organisation_key__range=(key, key + LAST_LETTERS)).exclude(organisation_key="")

    def in_topics_of(self, user: AbstractBaseUser) -> Self:
        """What this person answers: the topic or the one it belongs to, in the ticket's language."""
        own = Expertise.objects.valid_on(timezone.localdate()).filter(user=user, language=models.OuterRef("language"))
        topic = models.Q(topic=models.OuterRef("topic")) | models.Q(topic=models.OuterRef("topic__parent"))
        return self.filter(models.Exists(own.filter(topic)))

    def due_before(self, moment: datetime.datetime) -> Self:
        """Where the answer, or the first response that is still missing, is due before then."""
        first = models.Q(first_response_at=None, first_response_due__lt=moment)
        return self.filter(models.Q(resolution_due__lt=moment) | first)

    def most_urgent_first(self) -> Self:
        """What is due next comes first."""
        return self.order_by("resolution_due", "pk")
