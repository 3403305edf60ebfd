"""What people looked for, without who they are; and how search learns the words they used.

Whatever is kept is scrubbed first. A phrase joins an article's ears only when an editor has approved it, which
`workflow` records.
"""

import re

from django.db.models import F

from knowledge.models import Article, LearnedPhrase, SearchEvent

from . import analysis, snapshot, spelling
from .question import LONGEST_QUERY

SCRUBBED = "…"
ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\+?(?:TR\s?)?\d(?:[\s().-]?\d){4,}", re.IGNORECASE)
GIVEN_NAMES = frozenset(
    analysis.folded_words(
        """
        Ahmet Mehmet Mustafa Ali Hasan Hüseyin İbrahim İsmail Osman Ömer Yusuf Murat Emre Burak Can Cem Deniz Efe
        Eren Fatih Gökhan Hakan Halil Kemal Kerem Levent Mert Onur Orhan Oğuz Ramazan Recep Salih Selim Serkan
        Sinan Süleyman Tolga Tuncay Uğur Umut Volkan Yasin Yiğit Zafer Ayşe Fatma Emine Hatice Zeynep Elif Meryem
        Şerife Sultan Hacer Aylin Aysel Aslı Başak Berna Burcu Büşra Canan Cemile Derya Didem Dilek Ebru Ece Esra
        Filiz Gamze Gizem Gülay Gülsüm Hande Havva Hülya İrem Leyla Melek Melike Merve Nazlı Nesrin Nuray Özge
        Özlem Pınar Rabia Seda Selin Sevgi Sibel Şule Tuğba Yasemin Yıldız Zehra Zeliha
        """,
        "tr",
    )
)


def scrub(text: str, language: str) -> str:
    """Without addresses, numbers longer than a law's, and what looks like a person's name."""
    text = LONG_NUMBER.sub(SCRUBBED, ADDRESS.sub(SCRUBBED, analysis.composed(text)))
    has_capitals_for_a_reason = text != text.upper()
    for word in reversed(list(analysis.words(text, language))):
        is_capital = has_capitals_for_a_reason and text[word.start].isupper() and word.start > 0
        if word.folded in GIVEN_NAMES or (is_capital and not _is_in_an_article(word.folded)):
            text = text[: word.start] + SCRUBBED + text[word.end :]
    return " ".join(text.split())[:LONGEST_QUERY]


def _is_in_an_article(word: str) -> bool:
    try:
        held = snapshot.latest()
    except snapshot.Unreadable:
        return False
    return any(spelling.is_known(word, language, held) for language in ("tr", "en"))


def record(query: str, *, language: str, total: int) -> SearchEvent:
    """Note what was looked for, for the editors who find out what is missing."""
    return SearchEvent.objects.create(query=scrub(query, language), language=language, total=total)


def opened(event: int, article: Article) -> None:
    SearchEvent.objects.filter(pk=event).update(opened=article)


def propose(article: Article, *, language: str, words: str) -> LearnedPhrase | None:
    """Keep a question as somebody put it, for an editor to approve; nothing for what says too little."""
    phrase = scrub(words, language)
    if len([word for word in analysis.words(phrase, language) if len(word.folded) > 2]) < 2:
        return None
    learned, is_new = LearnedPhrase.objects.get_or_create(article=article, language=language, phrase=phrase)
    if not is_new:
        LearnedPhrase.objects.filter(pk=learned.pk).update(seen=F("seen") + 1)
    return learned
