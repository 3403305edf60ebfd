"""What a reader of the other language types, and what they are shown of it."""

import pytest

from knowledge import search, workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def bilingual(expert, editor, topic):
    """An entry in both languages, and a Turkish one that only happens to hold an English word."""
    text = factories.publish(expert, editor, topic, question="Dernek nasıl kurulur?", answer="Yedi kişi yeter.")
    english = workflow.start_draft(by=expert, language="en", article=text.article)
    words = {
        "question": "How do we found an association?",
        "summary": "Seven people.",
        "answer": "Seven people suffice.",
    }
    workflow.save_draft(english, by=expert, version=english.version, **words)
    workflow.submit(english, by=expert)
    workflow.publish(english, by=editor)
    factories.publish(expert, editor, topic, question="Ortak kimdir?", answer="Ortak (*associate, to found*) ortaktır.")
    return text


def test_an_english_question_on_the_turkish_pages_finds_the_entry_in_turkish(bilingual):
    found = search.find("how to found an association", language="tr")

    assert bilingual in [hit.text for hit in found.hits]


def test_a_snippet_says_nothing_twice(expert, editor, topic):
    summary = "Genel kurul üç yılda bir toplanır."
    factories.publish(expert, editor, topic, summary=summary, answer=f"{summary}\n\nTüzük daha kısa süre yazabilir.")

    (hit,) = search.find("genel kurul", language="tr").hits

    assert "".join(piece for piece, _is_match in hit.highlight) == f"{summary} Tüzük daha kısa süre yazabilir."
