"""The public history of an answer: every published revision, and what changed between two."""

import pytest

from knowledge import workflow
from tests import factories
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(expert, editor, topic):
    """An entry in its third revision."""
    text = factories.publish(expert, editor, topic, answer="Üç yılda bir.\n\nTüzük kısaltabilir.")
    factories.revise(text, expert, editor, answer="Dört yılda bir.\n\nTüzük kısaltabilir.")
    return factories.revise(text, expert, editor, answer="Dört yılda bir.\n\nTüzük kısaltamaz.")


@pytest.fixture
def history(text) -> str:
    return f"{text.get_absolute_url()}history/"


def test_the_history_lists_every_revision_the_newest_first(client, history):
    page = read(client.get(history))

    rows = [link for link in page.links if link.startswith(history) and link != history]
    assert rows == [f"{history}3/", f"{history}2/", f"{history}1/"]
    assert page.text.index("Yasa değişti") < page.text.index("İlk yayın")
    assert (page.text.count("Yasa değişti"), page.text.count("İlk yayın")) == (2, 1)


def test_the_history_names_nobody_who_works_here(client, text, history, expert, editor):
    pages = [history, f"{history}1/", f"{history}1..3/", text.get_absolute_url()]
    bodies = "".join(client.get(page).content.decode() for page in pages)

    staff = [word for user in (expert, editor) for word in (user.username, user.first_name, user.email)]
    assert [word for word in staff if word in bodies] == []


def test_a_revision_shows_its_own_text_and_leads_to_the_present_one(client, text, history):
    old, present = read(client.get(f"{history}1/")), read(client.get(f"{history}3/"))

    assert "Üç yılda bir." in old.texts("p")
    assert "Dört yılda bir." not in old.texts("p")
    assert {text.get_absolute_url(), f"{history}1..3/"} <= set(old.links)
    assert "Tüzük kısaltamaz." in present.texts("p")
    assert f"{history}3..3/" not in present.links


def test_two_revisions_are_compared_word_by_word(client, history):
    page = read(client.get(f"{history}1..3/"))

    assert page.texts("del")[1:] == ["Üç", "kısaltabilir"]
    assert page.texts("ins")[1:] == ["Dört", "kısaltamaz"]


def test_what_was_typed_is_inert_in_a_revision_and_in_a_comparison(client, text, history, expert, editor):
    wicked = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    factories.revise(text, expert, editor, answer=wicked, summary=wicked)

    for address in (history, f"{history}4/", f"{history}3..4/", text.get_absolute_url()):
        page = read(client.get(address))
        assert page.all("img") == []
        assert page.running == []
    assert "<script>alert(1)</script>" in read(client.get(f"{history}4/")).text


@pytest.mark.parametrize(
    ("chosen", "leads_to"),
    [
        ("a=1&b=3", "1..3/"),
        ("a=3&b=1", "1..3/"),
        ("a=2&b=2", "2..2/"),
        ("a=1", ""),
        ("", ""),
        ("a=one&b=2", ""),
        ("a=-1&b=2", ""),
        ("a=²&b=2", ""),
        ("a=1%00&b=2", ""),
        ("a=99999999999999999999&b=1", ""),
    ],
)
def test_the_form_leads_to_the_comparison_or_back_to_the_history(client, history, chosen, leads_to):
    page = read(client.get(history))
    assert f"{history}compare/" in page.forms
    assert [found["value"] for found in page.all("option")] == ["3", "2", "1"] * 2

    assert client.get(f"{history}compare/?{chosen}").url == f"{history}{leads_to}"


@pytest.mark.parametrize("beside", ["0/", "4/", "99999999999999999999/", "1..4/", "0..1/", "1..99999999999999999999/"])
def test_a_revision_that_was_never_published_is_missing(client, history, beside):
    assert client.get(f"{history}1/").status_code == 200
    assert client.get(f"{history}{beside}").status_code == 404


def test_an_entry_with_one_revision_has_nothing_to_compare(client, expert, editor, topic):
    text = factories.publish(expert, editor, topic)

    page = read(client.get(f"{text.get_absolute_url()}history/"))

    assert f"{text.get_absolute_url()}history/compare/" not in page.forms


def test_a_restored_text_is_a_new_revision_and_none_is_lost(client, text, history, expert, editor):
    draft = workflow.restore(text, 1, by=expert)
    workflow.submit(draft, by=expert)
    workflow.publish(draft, by=editor, reason="Eskisi doğruydu")

    page = read(client.get(history))

    assert [link for link in page.links if link.startswith(history) and link != history][0] == f"{history}4/"
    assert "Üç yılda bir." in read(client.get(f"{history}4/")).texts("p")
    assert "Dört yılda bir." in read(client.get(f"{history}2/")).texts("p")
