"""From an answered ticket to an FAQ entry, seen from the desk."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk import workflow
from helpdesk.models import ArticleLink, Ticket
from knowledge import workflow as knowledge_workflow
from knowledge.models import Draft
from tests.factories import ask, knows, publish, source
from tests.pages import Page

pytestmark = pytest.mark.django_db

PERSONAL = ["Ayşe", "Yılmaz", "Mavi Kuş", "0532", "ayse@mavikus.example"]


@pytest.fixture
def answered(topic, expert) -> Ticket:
    knows(expert, topic)
    ticket = ask(topic)
    workflow.resolve(
        ticket, by=expert, answer="Sayın Ayşe Yılmaz,\n\nMavi Kuş Derneği en geç **üç yılda** bir toplanır."
    )
    return ticket


def before(ticket: Ticket) -> str:
    return f"{ticket.get_absolute_url()}promote/"


def making(ticket: Ticket) -> str:
    return f"{before(ticket)}draft/"


def improving(ticket: Ticket, key: str) -> str:
    return f"{ticket.get_absolute_url()}improve/{key}/"


def offered(response) -> list[str]:
    return re.findall(r'action="([^"]*/(?:improve|promote)/[^"]*)"', response.content.decode())


def test_similar_entries_are_offered_before_a_new_one_is_drafted(desk_of_expert, answered, expert, editor, topic):
    text = publish(expert, editor, topic, question="Genel kurul ne sıklıkla toplanır?")
    gone = publish(expert, editor, topic, question="Genel kurul ne zaman toplanırdı?")
    knowledge_workflow.archive(gone.article, by=editor, reason="Eski")

    assert before(answered) in Page(desk_of_expert.get(answered.get_absolute_url())).links
    response = desk_of_expert.get(before(answered))
    page = Page(response)

    assert offered(response) == [making(answered), improving(answered, text.article.key)]
    assert text.get_absolute_url() in page.links
    assert Draft.objects.filter(state="writing").count() == 0


def test_the_answer_becomes_a_draft_without_the_person_and_the_ticket_shows_where_it_went(
    desk_of_expert, answered, expert, editor
):
    response = desk_of_expert.post(making(answered), follow=True)

    draft = Draft.objects.get()
    assert response.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert (draft.author, draft.state, draft.article) == (expert, "writing", None)
    assert "üç yılda" in draft.answer
    with pytest.raises(knowledge_workflow.TransitionError):
        knowledge_workflow.publish(draft, by=editor)
    knowledge_workflow.accept_all(draft, by=expert)
    assert [
        word for word in PERSONAL if word in f"{draft.question} {draft.summary} {draft.answer} {draft.asked_as}"
    ] == []
    assert draft.get_absolute_url() in Page(desk_of_expert.get(answered.get_absolute_url())).links

    knowledge_workflow.save_draft(
        draft,
        by=expert,
        version=draft.version,
        question="Kurul ne sıklıkla toplanır?",
        summary="En geç üç yılda bir toplanır.",
        answer="En geç üç yılda bir toplanır.",
        citations=[(source(), "art. 74")],
    )
    text = knowledge_workflow.publish(draft, by=editor, reason="İlk yayın")

    page = Page(desk_of_expert.get(answered.get_absolute_url()))
    assert f"/desk/knowledge/articles/{text.article.key}/" in page.links
    assert "Kurul ne sıklıkla toplanır?" in page.words
    assert answered.article_links.get().kind == ArticleLink.Kind.DRAFTED_FROM


def test_pressing_twice_leads_to_the_same_draft_until_that_one_is_closed(desk_of_expert, answered, expert):
    first, second = desk_of_expert.post(making(answered)), desk_of_expert.post(making(answered))

    assert first.url == second.url == Draft.objects.get().get_absolute_url()
    assert answered.article_links.count() == 1

    knowledge_workflow.discard(Draft.objects.get(), by=expert)
    third = desk_of_expert.post(making(answered))

    assert third.url == Draft.objects.get(state="writing").get_absolute_url() != first.url


def test_where_a_draft_was_begun_it_is_shown_instead_of_what_would_feed_another(desk_of_expert, answered):
    assert offered(desk_of_expert.get(before(answered))) == [making(answered)]
    assert "**" not in Page(desk_of_expert.get(before(answered))).words

    begun = desk_of_expert.post(making(answered)).url
    page = desk_of_expert.get(before(answered))

    assert begun in Page(page).links
    assert 'name="answers"' not in page.content.decode()


def test_improving_an_entry_starts_a_change_to_it(desk_of_expert, answered, expert, editor, topic):
    text = publish(expert, editor, topic)

    first = desk_of_expert.post(improving(answered, text.article.key))
    second = desk_of_expert.post(improving(answered, text.article.key))

    draft = Draft.objects.get(state="writing")
    assert first.url == second.url == draft.get_absolute_url()
    assert (draft.article, draft.answer) == (text.article, text.answer)
    link = answered.article_links.get()
    assert (link.kind, link.article, link.draft) == (ArticleLink.Kind.IMPROVED, text.article, draft)
    assert desk_of_expert.post(improving(answered, "no-such-entry")).status_code == 404


def test_without_consent_or_answer_nothing_is_offered_and_nothing_made(desk_of_expert, expert, editor, topic):
    text = publish(expert, editor, topic, question="Genel kurul ne sıklıkla toplanır?")
    private, unanswered = ask(topic, consents=("process",)), ask(topic)
    workflow.resolve(private, by=expert, answer="Üç yılda bir.")
    withdrawn = ask(topic)
    workflow.resolve(withdrawn, by=expert, answer="Üç yılda bir.")
    withdrawn.consents.filter(purpose="publish").update(withdrawn_at=withdrawn.resolved_at)
    drafts = Draft.objects.count()

    for ticket in (private, unanswered, withdrawn):
        assert offered(desk_of_expert.get(before(ticket))) == []
        assert before(ticket) not in Page(desk_of_expert.get(ticket.get_absolute_url())).links
        for address in (making(ticket), improving(ticket, text.article.key)):
            assert desk_of_expert.post(address).url == ticket.get_absolute_url()
        assert ticket.article_links.count() == 0
    assert Draft.objects.count() == drafts


def test_who_answers_but_does_not_write_drafts_is_refused(answered, person, signed_in):
    helper = person("yardimci")
    helper.user_permissions.add(Permission.objects.get(codename="answer_ticket"))
    browser = signed_in(helper)

    assert answered.subject in Page(browser.get(answered.get_absolute_url())).words
    assert browser.get(before(answered)).status_code == 403
    assert browser.post(making(answered)).status_code == 403
    assert Draft.objects.count() == 0


@pytest.fixture
def conversation(topic, expert) -> Ticket:
    """A question, an answer, a question back and the last answer, with a file."""
    knows(expert, topic)
    ticket = ask(topic, files=[SimpleUploadedFile("mavi-kus.txt", b"x")])
    workflow.resolve(ticket, by=expert, answer="Merhaba,\n\nÜç yılda bir toplanır.")
    workflow.receive_reply(ticket, body="Peki, toplantı internetten yapılabilir mi? Ayşe")
    workflow.resolve(ticket, by=expert, answer="Evet, yapılabilir.\n\nSaygılarımızla\nElif")
    return ticket


def test_the_chosen_messages_feed_question_and_answer(desk_of_expert, conversation):
    page = desk_of_expert.get(before(conversation))
    question, first, again, last = conversation.messages.for_requester()
    assert re.findall(r'name="(\w+)" value="(\d+)" checked', page.content.decode()) == [
        ("questions", str(question.pk)),
        ("answers", str(last.pk)),
    ]

    chosen = {"chosen": "yes", "questions": [again.pk], "answers": [first.pk, last.pk]}
    desk_of_expert.post(making(conversation), chosen)

    draft = Draft.objects.get()
    assert draft.question == "Peki, toplantı internetten yapılabilir mi?"
    assert draft.answer == "Üç yılda bir toplanır.\n\nEvet, yapılabilir."


def test_no_message_of_another_ticket_and_no_note_is_carried_over(desk_of_expert, conversation, expert):
    note = workflow.add_note(conversation, by=expert, body="Bu bir nottur.")
    other = ask(conversation.topic, subject="Başka?").messages.first()

    chosen = {"chosen": "yes", "answers": [note.pk, other.pk]}
    desk_of_expert.post(making(conversation), chosen)

    assert Draft.objects.get().answer == "Evet, yapılabilir."


def test_what_an_entry_says_is_shown_beside_what_was_answered(desk_of_expert, conversation, expert, editor, topic):
    publish(expert, editor, topic, question="Genel kurul ne zaman toplanır?", answer="Evet, bazen toplanır.")

    page = desk_of_expert.get(before(conversation)).content.decode()

    assert "<del>bazen toplanır</del>" in page
    assert "<ins>yapılabilir</ins>" in page
    assert "mavi-kus.txt" in Page(desk_of_expert.get(before(conversation))).words


def test_improving_puts_the_chosen_answer_below_the_entrys_text(desk_of_expert, conversation, expert, editor, topic):
    text = publish(expert, editor, topic)
    last = conversation.messages.for_requester().last()

    desk_of_expert.post(improving(conversation, text.article.key), {"chosen": "yes", "answers": [last.pk]})

    draft = Draft.objects.get(state="writing")
    assert draft.answer == f"{text.answer}\n\nEvet, yapılabilir."
    assert (draft.based_on, draft.article) == (1, text.article)
