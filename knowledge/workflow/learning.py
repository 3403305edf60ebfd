"""What search learns from people: how they put their questions, and what they looked for in vain."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge import search
from knowledge.models import Article, LearnedPhrase, SearchEvent
from knowledge.search import phrases

from .articles import queue_indexing
from .steps import TransitionError

State = LearnedPhrase.State
NEXT_PHRASE = {
    State.PROPOSED: {State.APPROVED, State.REFUSED},
    State.APPROVED: {State.REFUSED},
    State.REFUSED: {State.APPROVED},
}


@transaction.atomic
def propose_phrase(article: Article, *, language: str, words: str) -> LearnedPhrase | None:
    """Keep a question as somebody put it, for an editor to judge; nothing that may be personal or says nothing new."""
    if phrases.is_doubtful(words, language) or phrases.is_said_already(article, words, language):
        return None
    sense = phrases.sense(words, language)
    known = article.learned_phrases.filter(language=language).values_list("phrase", flat=True)
    same = next((phrase for phrase in known if phrases.sense(phrase, language) == sense), words)
    return search.propose(article, language=language, words=same)


@transaction.atomic
def approve_phrase(phrase: LearnedPhrase, *, by: User) -> None:
    """From now on search finds the entry by these words."""
    _decide(phrase, State.APPROVED, by=by)


@transaction.atomic
def refuse_phrase(phrase: LearnedPhrase, *, by: User) -> None:
    """Search does not hear these words, and they are not proposed again."""
    _decide(phrase, State.REFUSED, by=by)


def _decide(phrase: LearnedPhrase, to: State, *, by: User) -> None:
    phrase.refresh_from_db(from_queryset=LearnedPhrase.objects.select_for_update())
    if to not in NEXT_PHRASE[phrase.state]:
        raise TransitionError(_("Somebody has already decided on this phrase."))
    phrase.state, phrase.decided_by, phrase.decided_at = to, by, timezone.now()
    phrase.save(update_fields=["state", "decided_by", "decided_at"])
    queue_indexing(phrase.article)


def note_search(query: str, *, language: str, opened: str = "") -> SearchEvent | None:
    """Note a search and what came of it. How many results it had is asked of the index, not of the sender."""
    if not phrases.sense(query, language):
        return None
    event = search.record(query, language=language, total=search.find(query, language=language, limit=0).total)
    if article := Article.objects.published().filter(key=opened).first():
        search.opened(event.pk, article)
    return event


def propose_what_was_searched(article: Article, *, language: str, query: str) -> LearnedPhrase | None:
    """Somebody searched, opened an entry and says it helped: their words, if search led from them to the entry."""
    found = search.find(query, language=language, limit=50).hits
    if article.pk not in {hit.text.article_id for hit in found}:
        return None
    return propose_phrase(article, language=language, words=query)


def forget_old_searches(*, now: datetime.datetime) -> int:
    return SearchEvent.objects.filter(created_at__lt=now - SearchEvent.KEPT_FOR).delete()[0]
