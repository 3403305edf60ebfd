"""What public pages cost: the server's CPU beside a bare Django view, at 200 and 5,000 articles, and their queries.

    .venv/bin/python benchmarks/public.py [articles ...]

Measured over HTTP as `serving` says. "from cache" asks for one address again and again; "304" shows the ETag received
before. "other query" asks for the page with words behind its address that nobody used before, as an entry is reached
from a search. "made" is the dearest there is: before every request the FAQ is said to have changed, so that no page and
no count is kept and the page is made anew, compressed and kept. Searches are for the words that occur most; theirs are
always other words. The articles are made up as in search_speed.py.
"""

import itertools
import sys
import tempfile
from http.client import HTTPResponse

import serving
from desk import prepare
from search_speed import make_articles, vocabulary

SIZES = (200, 5_000)
# At most, in bare views, without the cache.
TARGETS = {"home": 5, "topic": 5, "article": 8, "search": {200: 12, 5_000: 40}}


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        heads = f"{'from cache':>11}{'304':>7}{'other query':>13}{'made':>7}{'at most':>9}{'ms made':>9}{'queries':>9}"
        print(f"{'articles':>9}  {'page':<22}{heads}")
        for size in sizes:
            measure(size)


def measure(size: int) -> None:
    from knowledge import most_asked, search
    from knowledge.models import ArticleText

    make_articles(size)
    search.rebuild()
    most_asked.remember()
    text = ArticleText.objects.filter(language="tr").order_by("-pk").first()
    with serving.Server("helpdesk.config.wsgi", serving.ROOT) as site, serving.bare_server() as bare:
        for name, address in addresses(text).items():
            show(size, name, address, site, bare)


def addresses(text) -> dict[str, str]:
    words, counts = vocabulary("tr")
    commonest = [word for _count, word in sorted(zip(counts, words, strict=True), reverse=True)[:3]]
    pages = {"home": "/tr/", "topic": text.article.topic.get_absolute_url(), "article": text.get_absolute_url()}
    return pages | {f"search {word}": f"/tr/search/?q={word}" for word in commonest}


def show(size: int, name: str, address: str, site: serving.Server, bare: serving.Server) -> None:
    first = site.get(address)
    cached = serving.measure(site, lambda: site.get(address), bare)
    known = {"If-None-Match": first.headers["ETag"]}
    again = serving.measure(site, lambda: site.get(address, **known), bare)
    numbers = itertools.count()
    joined = "&" if "?" in address else "?"
    other = serving.measure(site, lambda: site.get(f"{address}{joined}n={next(numbers)}"), bare)
    made = serving.measure(site, lambda: after_a_change(site, f"{address}{joined}n={next(numbers)}"), bare)
    most = TARGETS[name.split()[0]]
    most = most.get(size, "") if isinstance(most, dict) else most
    figures = (
        f"{cached.ratio:>11.2f}{again.ratio:>7.2f}{other.ratio:>13.2f}"
        f"{made.ratio:>7.1f}{most:>9}{made.cpu:>9.1f}{queries(address):>9}"
    )
    print(f"{size:>9}  {name:<22}{figures}", flush=True)


def after_a_change(site: serving.Server, address: str) -> HTTPResponse:
    from knowledge import page_cache

    page_cache.changed()
    return site.get(address)


def queries(address: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from knowledge import page_cache

    for _first_to_warm_up in range(2):
        page_cache.changed()
        with CaptureQueriesContext(connection) as captured:
            Client().get(address, headers={"host": "127.0.0.1"})
    return len(captured)


if __name__ == "__main__":
    main()
