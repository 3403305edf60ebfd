"""How much of what leads back to somebody the identity check finds, by kind, and how often it is wrong.

Run with `python -m benchmarks.identity_check` in the project's folder. The texts are made up by
`tests/identities.py`; the clean sentences are the FAQ's own and those made to look dangerous.
"""

import os
import random
import time
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from knowledge.identity import find  # noqa: E402
from tests import identities  # noqa: E402

SEEDS = range(5)


def main() -> None:
    total, missed = Counter(), Counter()
    for planted in (one for seed in SEEDS for one in identities.world(seed)):
        total[planted.kind] += 1
        missed[planted.kind] += bool(identities.left_over(planted))
    for kind in total:
        print(f"{kind.label:24}{total[kind] - missed[kind]:6} of {total[kind]:6} found")
    everything = total.total()
    print(f"{'All':24}{everything - missed.total():6} of {everything:6}  {1 - missed.total() / everything:.2%}")

    people = identities.people(random.Random(1))
    sentences = identities.clean_sentences()
    begin = time.perf_counter()
    wrong = [
        found
        for number, (sentence, language) in enumerate(sentences)
        if (found := find(sentence, language=language, known=people[number % len(people)].known))
    ]
    each = (time.perf_counter() - begin) / len(sentences)
    print(f"{len(wrong)} of {len(sentences)} clean sentences marked: {len(wrong) / len(sentences):.2%}")
    print(f"{each * 1000:.2f} ms for a sentence")
    for found in wrong[:20]:
        print("   ", ", ".join(f"{one.text} ({one.kind.label})" for one in found))


if __name__ == "__main__":
    main()
