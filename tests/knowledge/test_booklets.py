"""Answers, topics and the whole FAQ as PDF: made ahead by a process of its own, never of what is not published."""

import shutil

import pytest
from django.core.management import call_command

from knowledge import booklets, workflow
from knowledge.models import Topic
from tests import processes
from tests.factories import publish, revise
from tests.knowledge.reading import read

WITHOUT_THE_PROGRAM = """
import sys
sys.modules["weasyprint"] = None
from django.core.management import CommandError, call_command
try:
    call_command("make_booklets")
except CommandError as error:
    print(error)
"""
WHOLE, TOPIC = "/tr/faq/pdf/", "/tr/faq/associations/pdf/"


@pytest.fixture(autouse=True)
def no_files_yet():
    shutil.rmtree(booklets.FOLDER, ignore_errors=True)


@pytest.fixture
def text(db, expert, editor, topic):
    return publish(expert, editor, topic)


def made(booklet: booklets.Booklet) -> None:
    booklet.file.parent.mkdir(parents=True, exist_ok=True)
    booklet.file.write_bytes(b"%PDF-1.7 made ahead")


def test_where_no_pdf_is_made_the_page_to_print_says_so(client, text):
    for address in (WHOLE, TOPIC, f"{text.get_absolute_url()}pdf/"):
        page = read(client.get(address))

        assert "PDF henüz hazır değil" in page.text
        assert "o geçerlidir" in page.text
    assert client.get("/tr/faq/nothing/pdf/").status_code == 404


def test_a_pdf_is_given_while_it_holds_what_is_published_and_not_a_moment_longer(client, text, expert, editor):
    address = f"{text.get_absolute_url()}pdf/"
    made(booklets.of_article(text))
    made(booklets.whole("tr", list(Topic.objects.in_order())))

    given = client.get(address)
    assert b"".join(given.streaming_content) == b"%PDF-1.7 made ahead"
    assert given["Content-Disposition"] == f'attachment; filename="{text.article.key}.pdf"'
    assert b"".join(client.get(WHOLE).streaming_content).startswith(b"%PDF")

    revise(text, expert, editor, answer="Dört yılda bir.")
    assert "Dört yılda bir." in read(client.get(address)).text
    workflow.archive(text.article, by=editor, reason="Kural kalktı")
    assert client.get(address).status_code == 404
    assert "yılda bir" not in read(client.get(WHOLE)).text


def test_every_booklet_is_made_once_and_what_nobody_gets_any_more_is_removed(text, expert, editor, capsys):
    pytest.importorskip("weasyprint", exc_type=ImportError)

    for _time in range(2):
        call_command("make_booklets")
    files = set(booklets.FOLDER.rglob("*.pdf"))
    revise(text, expert, editor, answer="Dört yılda bir.")
    assert booklets.are_missing()
    call_command("make_booklets")

    # The answer, its topic and the whole in Turkish; the topic and the whole in English.
    assert capsys.readouterr().out.splitlines() == ["5 PDFs made.", "0 PDFs made.", "3 PDFs made."]
    assert not booklets.are_missing()
    assert len(files & set(booklets.FOLDER.rglob("*.pdf"))) == 2
    for file in booklets.FOLDER.rglob("*"):
        assert file.is_dir() or (file.read_bytes()[:5], file.suffix) == (b"%PDF-", ".pdf")


@pytest.mark.django_db(transaction=True)
def test_without_the_program_the_command_says_so():
    (said,) = processes.finish(processes.start(WITHOUT_THE_PROGRAM))

    assert said.startswith("PDFs cannot be made here")
