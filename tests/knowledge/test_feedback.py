"""What readers say of an answer: kept without a person, asked on a page of its own."""

import pytest
from django.test import Client

from knowledge import workflow
from knowledge.models import Feedback
from tests import factories
from tests.knowledge import entries
from tests.knowledge.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(text) -> str:
    return f"{text.get_absolute_url()}feedback/"


def kept() -> list[tuple]:
    return list(Feedback.objects.order_by("pk").values_list("is_helpful", "flag", "comment"))


def test_a_reader_says_that_an_answer_helped(client, text, address):
    page = read(client.get(text.get_absolute_url()))
    assert address in page.forms

    response = client.post(address, {"helpful": "yes", "comment": "Teşekkürler"})

    opinion = Feedback.objects.get()
    assert (opinion.article, opinion.language, opinion.revision) == (text.article, "tr", 1)
    assert (opinion.is_helpful, opinion.flag, opinion.comment) == (True, "", "Teşekkürler")
    assert text.get_absolute_url() in read(response).links


def test_an_opinion_belongs_to_the_revision_and_the_language_that_was_read(client, text, address, expert, editor):
    english = entries.translate(text, expert, editor)
    factories.revise(text, expert, editor, answer="Dört yılda bir.")

    client.post(f"{english.get_absolute_url()}feedback/", {"helpful": "no", "flag": "wrong"})
    client.post(address, {"helpful": "no", "flag": "wrong"})

    assert list(Feedback.objects.order_by("pk").values_list("language", "revision")) == [("en", 1), ("tr", 2)]


@pytest.mark.parametrize("flag", ["wrong", "out_of_date", "unclear", "incomplete", ""])
def test_every_flag_is_kept_and_waits_for_the_editors(client, text, address, flag, signed_in, editor):
    form = read(client.get(f"{address}?helpful=no"))
    assert flag in [found["value"] for found in form.all("input", name="flag")]

    client.post(address, {"helpful": "no", "flag": flag, "comment": "Madde numarası değişti"})

    assert kept() == [(False, flag, "Madde numarası değişti")]
    flagged = read(signed_in(editor).get("/desk/knowledge/backlog/?kind=flag"))
    assert (str(text.question) in flagged.text) == bool(flag)
    entry = read(signed_in(editor).get(f"/desk/knowledge/articles/{text.article.key}/"))
    assert "Madde numarası değişti" in entry.text


def test_the_reason_chosen_below_the_answer_is_chosen_already_on_the_next_page(client, text, address):
    reasons = [found["value"] for found in read(client.get(text.get_absolute_url())).all("button", name="flag")]
    assert reasons == ["wrong", "out_of_date", "unclear", "incomplete"]

    form = read(client.get(f"{address}?flag=unclear"))

    assert [found["value"] for found in form.all("input", name="flag") if "checked" in found] == ["unclear"]


def test_asking_and_looking_keep_nothing(client, text, address):
    for query in ("", "?helpful=yes", "?helpful=no&flag=wrong&comment=x"):
        assert client.get(f"{address}{query}").status_code == 200
        assert client.head(f"{address}{query}").status_code == 200

    assert kept() == []


def test_the_first_button_decides_which_question_is_asked(client, text, address):
    assert read(client.get(f"{address}?helpful=yes")).value("helpful") == "yes"
    assert read(client.get(f"{address}?helpful=no")).value("helpful") == "no"
    assert read(client.get(f"{address}?helpful=yes")).all("input", name="flag") == []


def test_nothing_is_kept_of_who_said_it(address, signed_in, expert):
    signed_in(expert).post(address, {"helpful": "no", "flag": "wrong"}, REMOTE_ADDR="192.0.2.77")

    opinion = Feedback.objects.values().get()
    assert set(opinion) - {"id", "created_at", "handled_at"} == {
        *("article_id", "language", "revision", "is_helpful", "flag", "comment", "passage")
    }
    assert [word for word in ("192.0.2.77", expert.username, expert.email) if word in str(opinion)] == []


@pytest.mark.parametrize("wrong", [{"flag": "nonsense"}, {"comment": "x" * 1_001}, {"comment": "a\0b"}])
def test_what_cannot_be_kept_comes_back_as_it_was_typed(client, address, wrong):
    typed = {"helpful": "no", "flag": "unclear", "comment": "Buraya yazdım"} | wrong

    response = client.post(address, typed)

    assert response.status_code == 422
    page = read(response)
    assert typed["comment"].replace("\0", "") in page.text.replace("\0", "").replace("\ufffd", "")
    assert (page.value("helpful"), address in page.forms) == ("no", True)
    assert kept() == []


def test_what_was_typed_is_inert_wherever_it_is_shown(client, text, address, signed_in, editor):
    wicked = "<script>alert(1)</script><img src=x onerror=alert(1)>"

    pages = [client.post(address, {"helpful": "no", "flag": "nonsense", "comment": wicked})]
    client.post(address, {"helpful": "no", "flag": "wrong", "comment": wicked})
    task = text.article.tasks.get()
    addresses = task.get_absolute_url(), f"/desk/knowledge/articles/{text.article.key}/"
    pages += [signed_in(editor).get(address) for address in addresses]

    for page in map(read, pages):
        assert wicked in page.text
        assert page.all("img") == []
        assert page.running == []


def test_one_network_is_heard_twenty_times_an_hour_and_keeps_its_words(client, text, address):
    for number in range(20):
        assert client.post(address, {"helpful": "no", "comment": f"{number}"}).status_code == 200

    refused = client.post(address, {"helpful": "no", "comment": "Yirmi birinci"})

    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "Yirmi birinci" in refused.content.decode()
    assert len(kept()) == 20
    assert client.get(address).status_code == 200
    other = client.post(address, {"helpful": "no", "comment": "Başka bir ağ"}, REMOTE_ADDR="192.0.2.7")
    assert (other.status_code, len(kept())) == (200, 21)


def test_an_opinion_needs_the_token_of_our_own_form(address):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, {"helpful": "yes"}).status_code == 403
    assert kept() == []

    token = read(client.get(address)).value("csrfmiddlewaretoken")
    client.post(address, {"helpful": "yes", "csrfmiddlewaretoken": token})

    assert kept() == [(True, "", "")]


def test_fields_nobody_asked_for_are_ignored(client, text, address):
    client.post(
        address, {"helpful": "yes", "revision": 99, "language": "en", "handled_at": "2026-01-01", "article": 99}
    )

    opinion = Feedback.objects.get()
    assert (opinion.revision, opinion.language, opinion.handled_at, opinion.article) == (1, "tr", None, text.article)


def test_an_entry_that_is_gone_or_never_was_takes_no_opinion(client, text, address, editor):
    workflow.archive(text.article, by=editor, reason="Kural kalktı")

    for gone in (address, "/tr/faq/associations/no-such-entry/feedback/"):
        assert client.post(gone, {"helpful": "yes"}).status_code == 404
    assert kept() == []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_ways_to_send_are_refused(client, address, method):
    response = getattr(client, method)(address)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")
    assert kept() == []
