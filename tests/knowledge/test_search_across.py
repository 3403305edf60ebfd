"""What a reader of the other language types, and what they are shown of it."""

import pytest

from knowledge import search, workflow
from knowledge.models import Topic
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


def test_an_empty_page_leads_to_the_topics_that_hold_an_answer_or_to_all(client, bilingual):
    empty = Topic.objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers", order=2)

    filtered = client.get("/tr/search/", {"q": "dernek", "topic": empty.slug}).content.decode()
    nowhere = client.get("/tr/search/", {"q": "qqqqxxzz"}).content.decode()

    assert 'href="/tr/faq/associations/"' in filtered
    assert 'href="/tr/faq/volunteers/"' not in filtered
    assert 'href="/tr/faq/associations/"' in nowhere
    assert 'href="/tr/faq/volunteers/"' in nowhere
