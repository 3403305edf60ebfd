"""Asking without an account: first the question, then who asks."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from helpdesk import access
from helpdesk.models import Attachment, Message, OutgoingMail, Ticket
from helpdesk.wording import NOTICE_VERSION
from knowledge import workflow as knowledge_workflow
from tests.factories import draft, knows, publish
from tests.pages import Page

pytestmark = pytest.mark.django_db

ASK, SEND = "/tr/ask/", "/tr/ask/send/"
QUESTION = {
    "subject": "Genel kurulu “çevrim içi” toplayabilir miyiz?",
    "body": "Üyelerimiz dört ilde yaşıyor.\nToplantıya <b>herkes</b> gelemez & süremiz az.",
}
PERSON = {
    "requester_email": "ayse@mavikus.example",
    "requester_name": "Ayşe Yılmaz",
    "organisation": "Mavi Kuş Derneği",
    "legal_form": "association",
    "province": "İzmir",
    "publish": "on",
}


def filled_in(**changes: object) -> dict[str, object]:
    """The second step as it is sent; None leaves a field out."""
    sent = QUESTION | PERSON | {"process": "on", "form_key": uuid.uuid4()} | changes
    return {name: value for name, value in sent.items() if value is not None}


def stands_in(response, form: str, *names: str) -> dict[str, str]:
    fields = Page(response).forms[form]
    return {name: fields.get(name, "") for name in names}


def test_only_the_question_is_asked_for_first(client, desk, topic):
    form = Page(client.get(f"{ASK}?q=Genel+kurul&topic={topic.pk}")).forms[ASK]

    form.pop("csrfmiddlewaretoken")
    assert form == {"q": "Genel kurul", "subject": "Genel kurul", "body": "", "topic": str(topic.pk)}


def test_entries_that_match_are_offered_before_anything_is_asked_of_the_person(client, topic, expert, editor):
    text = publish(expert, editor, topic, question="Genel kurul çevrim içi toplanabilir mi?")
    hidden = draft(expert, topic, question="Genel kurul çevrim içi toplanır mı, taslak?")
    gone = publish(expert, editor, topic, question="Genel kurul çevrim içi olur mu, eski?")
    knowledge_workflow.archive(gone.article, by=editor, reason="Kalktı")

    page = Page(client.post(ASK, QUESTION | {"topic": topic.pk}))

    assert [link for link in page.links if link.count("/") == 5 and "/faq/" in link] == [text.get_absolute_url()]
    assert hidden.question not in page.words
    assert {name: page.forms[SEND][name] for name in ("subject", "body", "topic")} == QUESTION | {
        "topic": str(topic.pk)
    }
    assert "process" not in page.forms[SEND]
    assert Ticket.objects.count() == 0


def test_everything_is_looked_over_before_it_is_sent_and_the_answer_may_have_another_language(client, topic):
    page = Page(client.post(ASK, QUESTION | {"topic": topic.pk}))
    for words in (QUESTION["subject"], "Toplantıya <b>herkes</b> gelemez", topic.name):
        assert words in page.words
    assert page.forms[SEND]["language"] == "tr"

    client.post(SEND, filled_in(language="en"))
    client.post(SEND, filled_in(language="xx"))

    assert [ticket.language for ticket in Ticket.objects.all()] == ["en"]


def test_personal_data_left_in_is_pointed_at_and_nothing_else(client, desk):
    personal = {
        "subject": "Ben Ayşe Yılmaz, ne yapmalıyım?",
        "body": "Telefonum 0532 123 45 67.\n<b>5253</b> sayılı Kanun",
    }

    pointed = client.post(ASK, personal).content.decode()
    clean = client.post(ASK, QUESTION).content.decode()

    assert re.findall("<mark>(.*?)</mark>", pointed) == ["Ayşe Yılmaz", "0532 123 45 67"]
    assert "2 yer" in pointed
    assert "&lt;b&gt;5253" in pointed
    assert "<mark>" not in clean.partition('id="your-question"')[2]
    assert "Kişisel bilgi" not in clean


@pytest.mark.parametrize("language", ["tr", "en"])
def test_both_steps_lead_to_a_ticket_with_reference_consents_and_language(client, topic, expert, language):
    knows(expert, topic, language)

    first = Page(client.post(f"/{language}/ask/", QUESTION | {"topic": topic.pk}))
    second = first.forms[f"/{language}/ask/send/"] | PERSON | {"process": "on"}
    thanks = client.post(f"/{language}/ask/send/", second, follow=True)

    ticket = Ticket.objects.get()
    private = f"/{language}/tickets/{access.token_for(ticket)}/?asked"
    assert thanks.redirect_chain == [(private, 302), (f"/{language}/tickets/{ticket.reference}/thanks/", 302)]
    assert (ticket.language, ticket.topic, ticket.assignee, ticket.status) == (language, topic, expert, "new")
    assert {name: getattr(ticket, name) for name in PERSON if name != "publish"} | {"publish": "on"} == PERSON
    assert (ticket.subject, ticket.messages.get(kind="question").body) == tuple(QUESTION.values())
    consents = ticket.consents.values_list("purpose", "text_version")
    assert sorted(consents) == [("process", NOTICE_VERSION), ("publish", NOTICE_VERSION)]
    assert ticket.reference in Page(thanks).words
    assert access.link_to(ticket) in Page(thanks).words


def test_asking_depends_on_the_notice_alone(client, desk):
    refused = client.post(SEND, filled_in(process=None))
    assert refused.status_code == 422
    assert Ticket.objects.count() == 0

    client.post(SEND, filled_in(publish=None, requester_name="", organisation="", legal_form="", province=""))

    assert list(Ticket.objects.get().consents.values_list("purpose", flat=True)) == ["process"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": ""},
        {"subject": "x" * 201},
        {"body": " "},
        {"body": "x" * 20_001},
        {"body": "a\0b"},
        {"topic": "abc"},
    ],
    ids=lambda wrong: f"{next(iter(wrong))} {next(iter(wrong.values()))[:5]!r}",
)
def test_a_first_step_with_a_mistake_keeps_what_was_typed(client, desk, wrong):
    response = client.post(ASK, QUESTION | wrong)

    kept = {name: value for name, value in (QUESTION | wrong).items() if name != "topic"}
    assert response.status_code == 422
    assert stands_in(response, ASK, "subject", "body") == kept
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"requester_email": "ayse"},
        {"requester_email": ""},
        {"requester_email": "a@b.example\nBcc: c@d.example"},
        {"legal_form": "kingdom"},
        {"subject": ""},
        {"body": "a\0b"},
        {"topic": "999999"},
        {"form_key": "not-a-key"},
        {"process": None},
    ],
    ids=str,
)
def test_a_second_step_with_a_mistake_keeps_what_was_typed(client, desk, wrong):
    sent = filled_in(**wrong)
    response = client.post(SEND, sent)

    typed = {name: sent[name] for name in (*QUESTION, *PERSON) if name not in wrong}
    assert response.status_code == 422
    assert stands_in(response, SEND, *typed) == typed
    assert 'role="alert"' in response.content.decode()
    assert Ticket.objects.count() == 0
    assert OutgoingMail.objects.count() == 0


def test_the_question_can_be_changed_before_it_is_sent(client, topic):
    response = client.post(SEND, filled_in(topic=topic.pk, back="1"))

    assert stands_in(response, ASK, "subject", "body", "topic") == QUESTION | {"topic": str(topic.pk)}
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("bad", ["abc", "999999", "9" * 40, "-1", "1 OR 1=1", "²"])
def test_a_topic_that_does_not_exist_is_refused_and_the_question_kept(client, topic, bad):
    opened = client.get(ASK, {"topic": bad, "q": "Genel kurul"})
    sent = client.post(ASK, QUESTION | {"topic": bad})

    assert stands_in(opened, ASK, "subject", "topic") == {"subject": "Genel kurul", "topic": ""}
    assert sent.status_code == 422
    assert stands_in(sent, ASK, *QUESTION) == QUESTION


def test_who_is_not_sure_of_the_topic_is_sent_to_triage(client, manager):
    client.post(SEND, filled_in(topic=""))

    ticket = Ticket.objects.get()
    assert (ticket.topic, ticket.assignee) == (None, None)
    assert sorted(ticket.mails.values_list("kind", "recipient")) == [("received", None), ("triage", manager.pk)]


def test_files_come_with_the_question(client, desk):
    files = [SimpleUploadedFile("tüzük.pdf", b"%PDF-1.7 ..."), SimpleUploadedFile("not.txt", "Şu".encode())]

    client.post(SEND, filled_in(files=files))

    question = Message.objects.get(kind="question")
    assert list(question.attachments.order_by("pk").values_list("name", "size")) == [("tüzük.pdf", 12), ("not.txt", 3)]


def test_a_refused_file_is_named_and_the_rest_of_the_form_kept(client, desk, settings):
    files = [SimpleUploadedFile("tüzük.pdf", b"%PDF-1.7 ..."), SimpleUploadedFile("<i>virus.exe", b"MZ")]
    before = set(settings.MEDIA_ROOT.rglob("*"))

    response = client.post(SEND, filled_in(files=files))

    assert response.status_code == 422
    assert "<i>virus.exe" in Page(response).words
    assert stands_in(response, SEND, *QUESTION, *PERSON) == QUESTION | PERSON
    assert Ticket.objects.count() == 0
    assert Attachment.objects.count() == 0
    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def test_a_form_sent_twice_is_one_question_with_one_receipt(client, desk):
    sent = filled_in()

    first, second = client.post(SEND, sent), client.post(SEND, sent)

    assert first.url == second.url
    assert client.get(second.url).url == reverse("helpdesk:asked", args=[Ticket.objects.get().reference])
    assert Message.objects.filter(kind="question").count() == 1
    assert OutgoingMail.objects.filter(kind="received").count() == 1


def test_a_field_only_robots_fill_in_is_refused_and_the_text_kept(client, desk):
    response = client.post(SEND, filled_in(website="https://casino.example"))

    assert response.status_code == 422
    assert stands_in(response, SEND, *QUESTION, *PERSON, "website") == QUESTION | PERSON | {"website": ""}
    assert Ticket.objects.count() == 0


def test_after_thirty_questions_in_an_hour_the_next_is_slowed_down_and_its_text_kept(client, desk):
    for _number in range(30):
        assert client.post(SEND, filled_in()).status_code == 302

    response = client.post(SEND, filled_in())

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    for written in " ".join(QUESTION.values()).split():
        assert written in Page(response).words
    assert Ticket.objects.count() == 30
    assert client.post(SEND, filled_in(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_the_thanks_are_only_for_the_browser_that_asked(client, desk):
    sent = client.post(SEND, filled_in())
    thanks = client.get(sent.url).url
    missing = thanks.replace(Ticket.objects.get().reference, "2026-99999")

    own, foreign, unknown = client.get(thanks), Client().get(thanks), Client().get(missing)

    assert "no-store" in sent["Cache-Control"]
    assert own.status_code == 200
    assert "no-store" in own["Cache-Control"]
    assert PERSON["requester_email"] in Page(own).words
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content)
    assert (client.get(missing).status_code, client.get(missing).content) == (404, foreign.content)


def test_a_question_is_sent_only_with_the_token_of_our_own_form(desk):
    suspicious = Client(enforce_csrf_checks=True)

    response = suspicious.post(SEND, filled_in())
    assert response.status_code == 403
    assert Ticket.objects.count() == 0

    form = Page(
        suspicious.post(
            ASK, QUESTION | {"csrfmiddlewaretoken": Page(suspicious.get(ASK)).forms[ASK]["csrfmiddlewaretoken"]}
        )
    ).forms[SEND]
    suspicious.post(SEND, form | PERSON | {"process": "on"})
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_looking_at_the_address_for_sending_sends_nothing(client, desk, method):
    response = getattr(client, method)(SEND, filled_in())

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert Ticket.objects.count() == 0


def test_what_is_typed_is_only_ever_text(client, desk):
    wicked = '<script>alert(1)</script> {{ settings.SECRET_KEY }} "><img src=x>'

    pages = [
        client.post(ASK, {"subject": wicked, "body": wicked}),
        client.post(ASK, {"subject": wicked, "body": ""}),
        client.post(SEND, filled_in(subject=wicked, body=wicked, requester_email=wicked, organisation=wicked)),
        client.get(ASK, {"q": wicked}),
    ]

    for page in pages:
        assert stands_in(page, ASK if ASK in Page(page).forms else SEND, "subject")["subject"] == wicked
        assert "<script>alert" not in page.content.decode()
        assert "<img" not in page.content.decode()


def test_the_question_arrives_whatever_else_is_broken(client, topic, expert, editor, settings):
    knows(expert, topic)
    publish(expert, editor, topic)
    for path in (settings.DATA_DIR / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "/proc/nowhere"}
    }

    second = Page(client.post(ASK, QUESTION | {"topic": topic.pk})).forms[SEND]
    thanks = client.post(SEND, second | PERSON | {"process": "on"}, follow=True)

    assert Ticket.objects.get().reference in Page(thanks).words
    assert Ticket.objects.get().messages.get(kind="question").body == QUESTION["body"]
    assert OutgoingMail.objects.filter(sent_at=None).count() == 2
