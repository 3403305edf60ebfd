"""Turkish or English? Frequent words and letters decide; undecided, it is the site's first language."""

import re

from knowledge.languages import Language

WORDS = {
    Language.TURKISH: "ve bir bu için ile da de mi ne nasıl olarak var merhaba teşekkürler derneğimiz gibi daha ama",
    Language.ENGLISH: "the and is are we of to in for our how what with you please hello thank do does can this that",
}
WORD_SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}


def guess(text: str) -> Language:
    words = re.findall(r"[^\W\d_]+", text[:5000].replace("İ", "i").lower())
    score = {language: sum(word in known for word in words) for language, known in WORD_SETS.items()}
    score[Language.TURKISH] += sum(bool(re.search("[çğışöü]", word)) for word in words)
    return Language.ENGLISH if score[Language.ENGLISH] > score[Language.TURKISH] else Language.TURKISH
