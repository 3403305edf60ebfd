"""What was planted in questions and answers is nowhere a reader, a machine or a thief of the index could look."""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from helpdesk import workflow
from knowledge import booklets, open_data, search
from knowledge import workflow as knowledge_workflow
from knowledge.identity import plain
from knowledge.models import Draft, LearnedPhrase
from tests import identities
from tests.factories import ask, source
from tests.knowledge import entries
from tests.settings import DATA

pytestmark = pytest.mark.django_db

PEOPLE = identities.people(random.Random(7))[:3]
WORLD = [planted for planted in identities.world(7) if planted.known in [person.known for person in PEOPLE]]
BEGINNINGS = ["/tr/", "/en/", "/sitemap.xml", "/robots.txt", "/opensearch.xml", "/api/v1/openapi.json"]
MACHINES = ["/api/v1/articles?limit=50", "/api/v1/changes", "/api/v1/topics", "/data/faq.json", "/data/faq.zip"]
PRIVATE = re.compile(r"^/(?:desk|accounts|admin|static)/|/ask/")


@pytest.fixture
def published(topic, expert, editor) -> list[str]:
    """Entries made of questions full of identities, revised from the same questions, with every suggestion taken."""
    keys = []
    for person in PEOPLE:
        ticket = _asked_by(person, topic, expert)
        draft = workflow.draft_article(ticket, by=expert)
        text = _published(draft, expert, editor)
        workflow.link_article(ticket, text.article, by=expert)
        if text.language == "tr":
            entries.translate(text, expert, editor, question="When does an assembly meet?")
        answers = [ticket.messages.for_requester().last()]
        _published(workflow.improve_article(ticket, text.article, by=expert, answers=answers), expert, editor)
        keys.append(text.article.key)
    for phrase in LearnedPhrase.objects.all():
        knowledge_workflow.approve_phrase(phrase, by=editor)
    search.apply_outbox()
    open_data.make()
    return keys


def _asked_by(person: identities.Person, topic, expert):
    told = [planted.text for planted in WORLD if planted.known == person.known]
    ticket = ask(
        topic,
        language=person.language,
        subject=f"{person.name}: Genel kurul {person.organisation} için ne zaman toplanır?",
        body="\n\n".join(told),
        requester_name=person.name,
        requester_email=person.email,
        organisation=person.organisation,
        files=[SimpleUploadedFile(f"{person.name}.txt", b"x")],
    )
    workflow.resolve(ticket, by=expert, answer="Genel kurul toplanır.\n\n" + "\n\n".join(told))
    return ticket


def _published(draft: Draft, expert, editor):
    knowledge_workflow.accept_all(draft, by=expert)
    knowledge_workflow.save_draft(draft, by=expert, version=draft.version, citations=[(source(), "art. 74")])
    return knowledge_workflow.publish(draft, by=editor, reason="Bir sorudan")


def _crawled(client: Client, waiting: list[str]) -> Iterator[tuple[str, str]]:
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code in (301, 302):
            found = [response.url]
        else:
            body = b"".join(response.streaming_content) if response.streaming else response.content
            words = "\n".join(_unpacked(body)) if address.endswith(".zip") else body.decode()
            yield address, f"{address}\n{dict(response.items())}\n{words}"
            found = re.findall(r'(?:href|src|action|url)="([^"#]+)|<loc>([^<]+)|"url": ?"([^"]+)', words)
            found = ["".join(one).replace("&amp;", "&") for one in found]
        for link in found:
            parts = urlsplit(urljoin(f"http://127.0.0.1:8000{address}", link))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if path not in seen and parts.hostname == "127.0.0.1" and not PRIVATE.search(path):
                seen.add(path)
                waiting.append(path)


def _unpacked(body: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            yield f"{name}\n{archive.read(name).decode()}"


def _printed() -> Iterator[tuple[str, str]]:
    """What the PDFs are made of: nothing else comes into one but its name."""
    for language in ("tr", "en"):
        for booklet in booklets.every(language):
            context = {"booklet": booklet, "chapters": booklet.chapters, "printed_on": timezone.localdate()}
            words = render_to_string("knowledge/booklet_pdf.html", context)
            yield booklet.file.name, f"{booklet.file.name} {words}"


def _seeds() -> set[str]:
    own = {words for person in PEOPLE for words in (person.name, person.organisation, person.email)}
    own |= {person.organisation.rsplit(" ", 1)[0] for person in PEOPLE}
    own |= {person.name.split()[-1] for person in PEOPLE}
    return {plain(seed) for seed in own | {planted.identity for planted in WORLD}}


def test_no_seed_is_on_any_public_page_feed_api_history_diff_or_in_the_index(client, published):
    history = [f"/tr/search/?q={word}" for word in ("genel+kurul", PEOPLE[0].name.replace(" ", "+"))]
    feeds = ["/feeds/tr.atom", "/feeds/en.atom", "/feeds/tr/associations.atom", "/embed/tr/"]
    articles = [f"/api/v1/articles/{key}" for key in published]
    searches = ["/api/v1/search?q=genel+kurul", "/api/v1/suggest?q=genel"]
    seeds = _seeds()

    pages = dict(_crawled(client, [*BEGINNINGS, *MACHINES, *feeds, *articles, *searches, history[0]]))
    index = {str(path.relative_to(DATA)): path.read_bytes() for path in (DATA / "index").rglob("*") if path.is_file()}

    assert any("/history/1..2/" in address for address in pages)
    assert sum("toplanır" in body for body in pages.values()) > 10
    assert any(b"genel" in content for content in index.values())
    for begin in ("/tr/sources/", "/tr/faq/associations/pdf/", "/data/faq.json", "/data/faq.zip"):
        assert any(address.startswith(begin) for address in pages), begin
    assert any("The Turkish text was updated" in body for body in pages.values())
    printed = dict(_printed())
    assert sum("toplanır" in words for words in printed.values()) > 2
    read = {address: plain(body) for address, body in (pages | printed).items()}
    read |= {name: plain(f"{name} {content.decode('utf-8', 'ignore')}") for name, content in index.items()}
    assert [(place, seed) for place, words in read.items() for seed in seeds if seed in words] == []
