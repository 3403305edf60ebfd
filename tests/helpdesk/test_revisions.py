"""From a revision back to the ticket it came from, for those who answer tickets."""

import pytest

from helpdesk import workflow
from knowledge import workflow as knowledge_workflow
from knowledge.models import ArticleText
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(topic, expert, editor) -> ArticleText:
    return factories.publish(expert, editor, topic)


def improve(text, topic, expert, editor):
    """The next revision, written because of a question."""
    ticket = factories.ask(topic)
    workflow.resolve(ticket, by=expert, answer="Evet.")
    draft = workflow.improve_article(ticket, text.article, by=expert)
    knowledge_workflow.save_draft(draft, by=expert, version=draft.version, answer=f"Yanıt {draft.pk}.")
    knowledge_workflow.submit(draft, by=expert)
    knowledge_workflow.publish(draft, by=editor, reason="Soru geldi")
    return ticket


@pytest.mark.parametrize("number", [1, 3])
def test_each_revision_names_the_ticket_it_came_from(
    text, topic, expert, editor, signed_in, number, django_assert_num_queries
):
    tickets = [improve(text, topic, expert, editor) for _n in range(number)]
    address = f"/desk/articles/{text.article.key}/tr/tickets/"
    browser = signed_in(expert)
    assert address in Page(browser.get(f"/desk/knowledge/articles/{text.article.key}/tr/revisions/")).links

    with django_assert_num_queries(6):
        response = browser.get(address)

    named = [link for link in Page(response).links if link.startswith("/desk/tickets/")]
    assert named == [ticket.get_absolute_url() for ticket in reversed(tickets)]
    assert [n for n in range(1, number + 2) if f"{n}. sürüm" in Page(response).words] == list(range(2, number + 2))


def test_readers_learn_of_no_ticket(client, text, topic, expert, editor):
    ticket = improve(text, topic, expert, editor)

    pages = [f"{text.get_absolute_url()}{page}" for page in ("", "history/", "history/2/", "history/1..2/")]

    assert [page for page in pages if ticket.reference in client.get(page).content.decode()] == []


def test_a_text_that_was_never_published_has_no_such_page(text, signed_in, expert):
    assert signed_in(expert).get(f"/desk/articles/{text.article.key}/en/tickets/").status_code == 404
