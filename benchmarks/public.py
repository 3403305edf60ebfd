"""What public pages cost: the server's CPU beside a bare Django view, at 200 and 5,000 articles, and their queries.

    .venv/bin/python benchmarks/public.py [articles ...]

Measured over HTTP as `serving` says. "from cache" asks for one address again and again; "made" asks for an address
never asked for before, so that it is made anew, kept and compressed; "304" shows the ETag received before. The articles
are made up as in search_speed.py, and the searches are for the words that occur most.
"""

import itertools
import sys
import tempfile

import serving
from desk import prepare
from search_speed import make_articles, vocabulary

SIZES = (200, 5_000)
# At most, in bare views: from the cache, and made.
TARGETS = {"home": (1.5, 8), "topic": (1.5, 8), "article": (1.5, 8), "search": (None, {200: 12, 5_000: 40})}


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        heads = f"{'from cache':>11}{'304':>7}{'made':>7}{'at most':>9}{'ms made':>9}{'queries':>9}"
        print(f"{'articles':>9}  {'page':<22}{heads}")
        for size in sizes:
            measure(size)


def measure(size: int) -> None:
    from knowledge import search
    from knowledge.models import ArticleText

    make_articles(size)
    search.rebuild()
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
    made = serving.measure(site, lambda: site.get(f"{address}{joined}n={next(numbers)}"), bare)
    most = TARGETS[name.split()[0]][1]
    most = most.get(size, "") if isinstance(most, dict) else most
    figures = (
        f"{cached.ratio:>11.2f}{again.ratio:>7.2f}{made.ratio:>7.1f}{most:>9}{made.cpu:>9.1f}{queries(address):>9}"
    )
    print(f"{size:>9}  {name:<22}{figures}", flush=True)


def queries(address: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    Client().get(f"{address}{'&' if '?' in address else '?'}counted=1", headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        Client().get(f"{address}{'&' if '?' in address else '?'}counted=2", headers={"host": "127.0.0.1"})
    return len(captured)


if __name__ == "__main__":
    main()
