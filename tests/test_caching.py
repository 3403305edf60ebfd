"""What caches may keep, what browsers are told to guard against, and that looking changes nothing."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import path

from helpdesk.config import urls
from knowledge import workflow
from tests import factories
from tests.knowledge import entries
from tests.settings import DATA

pytestmark = pytest.mark.django_db

ENTRY = "/tr/faq/associations/genel-kurul-ne-siklikla-toplanir/"
PUBLIC = [
    *("/tr/", "/en/", "/tr/faq/", "/tr/faq/associations/", "/en/faq/associations/", ENTRY, "/tr/programmes/"),
    *(f"{ENTRY}history/", f"{ENTRY}history/1/", f"{ENTRY}history/1..2/"),
    *("/tr/search/", "/tr/search/?q=genel+kurul", "/tr/search/suggestions/?q=genel", "/tr/about/promise/"),
    *("/en/privacy/", "/api/v1/search?q=kurul", "/api/v1/suggest?q=kurul", "/api/v1/articles", "/api/v1/articles/1"),
    *("/api/v1/topics", "/api/v1/openapi.json", "/feeds/tr.atom", "/sitemap.xml", "/opensearch.xml"),
]
PRIVATE = [
    *("/", "/tr/ask/", f"{ENTRY}feedback/", "/accounts/login/", "/desk/", "/desk/knowledge/", "/healthz", "/readyz"),
    *(
        "/desk/knowledge/drafts/new/",
        "/tr/tickets/2026-99999/",
        "/tr/tickets/1-wrong/",
        "/tr/no-such-page/",
        "/desk/x/",
    ),
]
ERRORS = {
    "moved to a language": ("get", "/faq/", {}, 302),
    "moved to a slash": ("get", "/tr/faq", {}, 301),
    "moved for ever": ("get", "/tr/faq/other/genel-kurul-ne-siklikla-toplanir/", {}, 301),
    "to the sign-in": ("get", "/desk/", {}, 302),
    "bad parameter": ("get", "/api/v1/articles?limit=x", {}, 400),
    "bad host": ("get", "/tr/", {"HTTP_HOST": "evil.example"}, 400),
    "missing": ("get", "/tr/faq/associations/no-such-entry/", {}, 404),
    "missing in JSON": ("get", "/api/v1/articles/no-such-key", {}, 404),
    "wrong method": ("post", "/api/v1/articles", {}, 405),
    "wrong method of a page": ("delete", "/tr/ask/", {}, 405),
    "gone": ("get", "/tr/faq/associations/eski-soru/", {}, 410),
    "not understood": ("post", "/tr/ask/send/", {}, 422),
}


@pytest.fixture
def site(expert, editor, topic):
    """A little FAQ with two revisions, a draft, a ticket and an archived entry."""
    text = factories.publish(expert, editor, topic)
    factories.revise(text, expert, editor, answer="Dört yılda bir.")
    entries.translate(text, expert, editor)
    gone = factories.publish(expert, editor, topic, question="Eski soru?")
    workflow.archive(gone.article, by=editor, reason="Kural kalktı")
    factories.draft(expert, topic)
    factories.ask(topic)
    return text


def broken(request):
    raise RuntimeError("the secret reason")


# The site, and one page that breaks.
urlpatterns = [path("broken/", broken), *urls.urlpatterns]

OURS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    **dict.fromkeys(("default-src", "base-uri", "frame-ancestors"), "'none'"),
    **dict.fromkeys(("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"), "'self'"),
}


def guards(response) -> dict[str, str]:
    """What a response tells the browser to guard against, header by header and, for the policy, part by part."""
    headers = {name: response[name] for name in list(OURS)[:4] if name in response}
    parts = [part.strip() for part in response.get("Content-Security-Policy", "").split(";")]
    return headers | {name: sources for name, _space, sources in (part.partition(" ") for part in parts if part)}


def rows() -> dict[str, list]:
    """Every row of every table."""
    tables = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in tables}


def test_a_public_page_may_be_kept_a_minute_and_is_then_asked_for_by_its_tag(client, site):
    for address in PUBLIC:
        response = client.get(address)
        assert response.status_code == 200, address
        assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=5"}, address
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"]), address
        assert client.get(address, headers={"if-none-match": '"another"'}).status_code == 200, address


def test_a_public_page_is_the_same_for_everyone_and_sets_no_cookie(signed_in, site, expert, editor):
    anonymous = {address: Client().get(address) for address in PUBLIC}

    assert [address for address, response in anonymous.items() if response.cookies] == []
    assert [address for address, response in anonymous.items() if "Cookie" in response.get("Vary", "")] == [
        "/opensearch.xml"
    ]
    for user in (expert, editor):
        for address, expected in anonymous.items():
            response = signed_in(user).get(address)
            assert (response.content, response["ETag"]) == (expected.content, expected["ETag"]), address
            assert not response.cookies, address


def test_a_private_page_is_kept_by_nobody(signed_in, editor, site):
    for browser in (Client(), signed_in(editor)):
        for address in PRIVATE:
            response = browser.get(address)
            assert set(response["Cache-Control"].split(", ")) >= {"private", "no-store"}, address
            assert "public" not in response["Cache-Control"], address
            assert "ETag" not in response, address


def test_a_withdrawn_answer_is_not_confirmed_to_a_cache_that_still_has_it(client, site, editor):
    tag = client.get(ENTRY)["ETag"]

    workflow.archive(site.article, by=editor, reason="Kural kalktı")

    for address in (ENTRY, "/tr/", "/tr/faq/associations/", "/api/v1/articles", "/api/v1/articles/1", "/feeds/tr.atom"):
        response = client.get(address, headers={"if-none-match": tag})
        assert response.status_code != 304
        assert "Dört yılda bir" not in response.content.decode()


def test_a_changed_answer_has_another_tag(client, site, expert, editor):
    before = client.get(ENTRY)

    factories.revise(site, expert, editor, answer="Beş yılda bir.")

    after = client.get(ENTRY, headers={"if-none-match": before["ETag"]})
    assert (after.status_code, "Beş yılda bir." in after.content.decode()) == (200, True)


def test_every_page_carries_the_browser_guards(client, site):
    found = {address: guards(client.get(address)) for address in [*PUBLIC, *PRIVATE]}

    assert found == dict.fromkeys(found, OURS)


def test_every_redirect_and_error_carries_them_too(client, site):
    responses = {
        name: getattr(client, method)(address, **extra) for name, (method, address, extra, _status) in ERRORS.items()
    }

    assert {name: response.status_code for name, response in responses.items()} == {
        name: status for name, (_method, _path, _extra, status) in ERRORS.items()
    }
    assert {name: guards(response) for name, response in responses.items()} == dict.fromkeys(ERRORS, OURS)


@pytest.mark.urls("tests.test_caching")
def test_a_page_that_breaks_carries_them_and_does_not_say_why(topic):
    client = Client(raise_request_exception=False)

    response = client.get("/broken/")

    assert response.status_code == 500
    assert "the secret reason" not in response.content.decode()
    assert guards(response) == OURS
    assert "no-store" in response["Cache-Control"]


def test_a_refused_form_carries_them_too(site):
    response = Client(enforce_csrf_checks=True).post("/tr/ask/send/", {"subject": "x"})

    assert response.status_code == 403
    assert guards(response) == OURS


def test_a_file_of_ours_carries_them_too(site, settings):
    (DATA / "static" / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")

    response = Client().get("/static/picture.svg")
    assert b"<svg" in b"".join(response.streaming_content)

    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert guards(response) == OURS


def test_looking_at_any_page_changes_no_row(client, site):
    before = rows()

    for address in [*PUBLIC, *PRIVATE]:
        for look in (client.get, client.head, client.options):
            look(address)

    assert rows() == before


def test_looking_at_the_desk_changes_no_row(signed_in, editor, site):
    browser = signed_in(editor)
    before = rows()

    for address in [*PUBLIC, *PRIVATE, "/desk/knowledge/articles/", "/desk/knowledge/articles/1/", "/desk/?view=all"]:
        for look in (browser.get, browser.head, browser.options):
            look(address)

    assert rows() == before
