"""How long it takes to flag everything that rests on a place of the law.

    .venv/bin/python benchmarks/law_change.py [entries]    DATABASE_URL=postgres://… for PostgreSQL, an empty database

As many entries as are said (500) cite one article of one law, each in another way, and as many cite another article. An
editor records a change through the desk's form; timed is the whole request, and until the page of the last entry shows
it to a reader. Prints both, and fails if not all were flagged or it took a second.
"""

import os
import sys
import tempfile
from time import perf_counter

ENTRIES = 500
SECONDS = 1.0
PLACES = ("art. 19", "art. 19/3", "arts. 18-20", "arts. 3, 19", "")


def prepare(entries: int):
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command

    from helpdesk import first_steps
    from knowledge.models import Article, ArticleText, Citation, Source, Topic

    call_command("migrate", verbosity=0)
    first_steps.prepare()
    editor = User.objects.create_user("editor", "editor@example.org", "correct horse battery")
    editor.groups.set(Group.objects.filter(name="editor"))
    topic = Topic.objects.create(slug="associations", name_tr="Dernekler", name_en="Associations")
    law = Source.objects.create(slug="law", kind="law", title_tr="Kanun", title_en="Law")
    numbers = range(2 * entries)
    articles = Article.objects.bulk_create(
        Article(key=f"entry-{n}", topic=topic, confidence="validated", owner=editor) for n in numbers
    )
    from django.utils import timezone

    texts = [
        ArticleText(
            article=article, language="tr", question=f"{n}. soru?", summary="Kısa.", answer="Uzun.", slug=f"soru-{n}",
            revision=1, published_at=timezone.now(),
        )
        for n, article in enumerate(articles)
    ]  # fmt: skip
    ArticleText.objects.bulk_create(texts)
    Citation.objects.bulk_create(
        Citation(article=article, source=law, place=PLACES[n % len(PLACES)] if n < entries else "art. 20")
        for n, article in enumerate(articles)
    )
    return editor, texts[entries - 1]


def measure(entries: int) -> bool:
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from knowledge.models import Task

    editor, last = prepare(entries)
    browser, reader = Client(), Client()
    browser.force_login(editor)
    reader.get(last.get_absolute_url())
    change = {"place": "m. 19", "applies_from": timezone.localdate().isoformat()}
    change |= {"what_tr": "Süre kısaldı.", "what_en": "The time limit is shorter."}
    began = perf_counter()
    browser.post("/desk/knowledge/sources/law/change/", change)
    recorded = perf_counter() - began
    shown = "Süre kısaldı." in reader.get(last.get_absolute_url()).content.decode()
    told = perf_counter() - began
    flagged = Task.objects.open().filter(kind="law").count()
    print(f"{flagged} of {entries} entries flagged in {recorded:.3f} s on {connection.vendor}")
    print(f"a reader of the last one {'sees' if shown else 'DOES NOT SEE'} it after {told:.3f} s")
    return flagged == entries and shown and told < SECONDS


def main() -> None:
    entries = int(sys.argv[1]) if sys.argv[1:] else ENTRIES
    from search_quality import start_django

    with tempfile.TemporaryDirectory() as folder:
        os.environ["CACHE_URL"] = "locmemcache://"
        start_django(folder)
        from django.conf import settings

        settings.SECOND_FACTOR_REQUIRED = False
        settings.ALLOWED_HOSTS = ["testserver"]
        sys.exit(not measure(entries))


if __name__ == "__main__":
    main()
