"""What is known of whoever asked, and that it follows the drafts made from their question."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk import retention, workflow
from helpdesk.redaction import find, known_of, redact
from knowledge import workflow as knowledge_workflow
from knowledge.models import Task
from tests.factories import ask, publish, source

pytestmark = pytest.mark.django_db

BODY = "Merhaba,\n\nTüzük ekte. Kutlama ne zaman?\n\nSaygılarımla,\nGülşah Tütüncü\nYönetim kurulu üyesi"


def known(**details) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in known_of(ask(**details))]


def test_what_the_form_says_of_the_person_is_known(desk):
    assert known() == [
        ("name", "Ayşe Yılmaz"),
        ("organisation", "Mavi Kuş Derneği"),
        ("email", "ayse@mavikus.example"),
        ("name", "ayse"),
        ("name", "mavikus"),
        ("name", "Ayşe Yılmaz"),
    ]


def test_a_name_below_a_mail_and_the_names_of_files_are_known(desk):
    files = [SimpleUploadedFile("mavi-kus-tuzuk.txt", b"x")]
    who = {"requester_name": "", "organisation": "", "requester_email": "info@gmail.com"}

    assert known(body=BODY, files=files, **who) == [
        ("email", "info@gmail.com"),
        ("name", "Gülşah Tütüncü"),
        ("file", "mavi-kus-tuzuk.txt"),
    ]


def test_an_introduction_is_read_in_english_too(desk):
    who = {"requester_name": "", "organisation": "", "requester_email": "office@outlook.com", "language": "en"}

    assert ("name", "Siobhan Marlowe") in known(body="My name is Siobhan Marlowe and I ask.", **who)


def test_what_the_desk_writes_tells_nothing_of_the_requester(desk, topic, expert):
    ticket = ask(topic)
    before = known_of(ticket)
    workflow.resolve(ticket, by=expert, answer="Merhaba.\n\nSaygılarımla,\nElif Aydın")

    assert known_of(ticket) == before


def test_findings_are_in_order_and_do_not_overlap(desk):
    findings = find("ayse@mavikus.example, Ayşe Yılmaz, 0532 123 45 67", ask())

    assert [finding.kind for finding in findings] == ["email", "name", "phone"]
    assert all(one.end <= other.start for one, other in zip(findings, findings[1:], strict=False))


def test_the_name_is_found_in_a_later_translation_and_in_every_later_change(desk, topic, expert, editor):
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    text = publish(expert, editor, topic)
    drafts = [
        workflow.improve_article(ticket, text.article, by=expert),
        knowledge_workflow.start_draft(by=expert, language="en", article=text.article),
    ]

    for draft in drafts:
        draft.summary = "ayşe YILMAZ'a sorun."
        assert [found.text for found in knowledge_workflow.open_finds(draft)] == ["ayşe YILMAZ'a"]


def test_redacted_words_say_that_something_stood_there(desk):
    assert redact("Ayşe Yılmaz'a 0532 123 45 67'den ulaşın.", ask()) == ("[bir kişiye] [telefon numarasından] ulaşın.")


def test_what_is_erased_leaves_no_open_draft_that_still_names_the_person(desk, topic, expert):
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Ayşe Yılmaz 0532 123 45 67'yi arasın.")
    draft = workflow.draft_article(ticket, by=expert)

    retention.erase_ticket(ticket)

    draft.refresh_from_db()
    assert draft.answer == "Bir kişi telefon numarasını arasın."


def test_a_discarded_draft_is_kept_without_the_person(desk, topic, expert):
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Ayşe Yılmaz'a sorun.")
    draft = workflow.draft_article(ticket, by=expert)
    knowledge_workflow.comment(draft, by=expert, body="Ayşe Yılmaz kim?", passage="Ayşe Yılmaz'a sorun")

    knowledge_workflow.discard(draft, by=expert)

    draft.refresh_from_db()
    assert draft.answer == "Bir kişiye sorun."
    assert draft.comments.get().body == "Bir kişi kim?"


@pytest.mark.parametrize("is_published", [True, False])
def test_a_consent_taken_back_opens_a_task_on_what_came_of_it(desk, topic, expert, editor, is_published):
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir toplanır.")
    draft = workflow.draft_article(ticket, by=expert)
    cited = [(source(), "art. 74")]
    knowledge_workflow.save_draft(draft, by=expert, version=draft.version, citations=cited)
    text = knowledge_workflow.publish(draft, by=editor) if is_published else None

    for _twice in range(2):
        workflow.withdraw(ticket, "publish")

    task = Task.objects.open().get(kind="consent")
    assert (task.article, task.draft) == ((text.article, None) if text else (None, draft))


def test_a_draft_waits_until_the_task_on_its_consent_is_closed(desk, topic, expert, editor):
    ticket = ask(topic)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir toplanır.")
    draft = workflow.draft_article(ticket, by=expert)
    cited = [(source(), "art. 74")]
    knowledge_workflow.save_draft(draft, by=expert, version=draft.version, citations=cited)
    workflow.withdraw(ticket, "publish")

    with pytest.raises(knowledge_workflow.TransitionError):
        knowledge_workflow.publish(draft, by=editor)

    task = Task.objects.get(kind="consent")
    knowledge_workflow.close_task(task, by=editor, outcome="not_needed", because="Metinde soruyu soran geçmiyor.")
    assert knowledge_workflow.publish(draft, by=editor).revision == 1


def test_taking_back_another_consent_opens_no_task(desk, topic, expert):
    ticket = ask(topic, consents=("process", "publish", "updates"))
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir toplanır.")
    workflow.draft_article(ticket, by=expert)

    workflow.withdraw(ticket, "updates")

    assert not Task.objects.exists()
