"""Signing in to the desk, and what ends it."""

import base64
import datetime
import hmac
import re
import struct
import time

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from helpdesk import workflow
from helpdesk.mail import outbox
from helpdesk.models import OutgoingMail, Ticket
from tests.factories import ask, knows
from tests.pages import Page

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
SET_UP = "/accounts/2fa/totp/activate/"
PASSWORD = "correct horse battery"


def sign_in(login: str, password: str = PASSWORD, **more: str):
    browser = Client()
    return browser, browser.post(LOGIN, {"login": login, "password": password} | more)


def code_of(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    number = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


@pytest.mark.parametrize("login", ["elif", "elif@example.org"])
def test_an_expert_signs_in_by_name_or_address_and_goes_where_they_wanted(expert, login):
    ticket = ask()
    page = Page(Client().get(ticket.get_absolute_url(), follow=True))
    assert page.forms[LOGIN]["next"] == ticket.get_absolute_url()

    browser, response = sign_in(login, next=ticket.get_absolute_url())

    assert response.url == ticket.get_absolute_url()
    assert ticket.subject in Page(browser.get(response.url)).words


def test_signing_in_leads_to_the_desk_under_a_new_session_and_never_off_our_site(expert):
    browser = Client()
    planted = browser.session.session_key

    response = browser.post(LOGIN, {"login": "elif", "password": PASSWORD, "next": "https://evil.example/"})

    assert response.url == "/desk/"
    assert browser.cookies["sessionid"].value != planted


def test_wrong_password_unknown_and_deactivated_people_get_the_same_answer(expert, second_expert):
    User.objects.filter(pk=second_expert.pk).update(is_active=False)
    names = [("elif", "wrong"), ("nobody", "wrong"), ("mert", PASSWORD)]
    addresses = [(f"{name}@example.org", password) for name, password in names]

    for tries in (names, addresses):
        answers = [sign_in(*attempt) for attempt in tries]
        pages = {bare(response, login) for (_browser, response), (login, _) in zip(answers, tries, strict=True)}
        assert len(pages) == 1
        for browser, response in answers:
            assert response.status_code == 200
            assert browser.get("/desk/").url == f"{LOGIN}?next=/desk/"


def bare(response, login: str) -> str:
    """The page without what differs from one try to the next: the typed name and the token of the form."""
    page = response.content.decode().replace(f'value="{login}"', "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_who_guesses_passwords_is_stopped(expert):
    for _attempt in range(20):
        sign_in("elif", "wrong")

    browser, _response = sign_in("elif")

    assert browser.get("/desk/").url == f"{LOGIN}?next=/desk/"


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "social/connections/", "confirm-email/"])
def test_nobody_makes_an_account_or_resets_a_password_from_outside(client, desk, path):
    before = User.objects.count()
    sent = {"username": "yeni", "email": "yeni@example.org", "password1": PASSWORD, "password2": PASSWORD}

    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}", sent).status_code == 404

    assert User.objects.count() == before


def test_signing_out_ends_the_session(expert, signed_in):
    browser = signed_in(expert)
    assert browser.get("/desk/").status_code == 200

    browser.get("/accounts/logout/")
    assert browser.get("/desk/").status_code == 200
    browser.post("/accounts/logout/")

    assert browser.get("/desk/").url == f"{LOGIN}?next=/desk/"


@pytest.mark.parametrize(
    ("role", "is_sent"), [("expert", False), ("manager", False), ("editor", True), ("administrator", True)]
)
def test_those_who_publish_or_set_up_need_a_second_factor_before_anything_else(person, settings, role, is_sent):
    settings.SECOND_FACTOR_REQUIRED = True
    person("biri", role)
    ticket = ask()

    browser, _response = sign_in("biri")

    for address in ("/desk/", ticket.get_absolute_url(), "/desk/knowledge/", "/admin/"):
        response = browser.get(address)
        assert (response.get("Location") == SET_UP) == is_sent
    if is_sent:
        browser.post(f"{ticket.get_absolute_url()}take/")
        assert Ticket.objects.get().status == "new"


def test_with_a_second_factor_an_editor_works_and_signs_in_with_both(person, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.MFA_TOTP_TOLERANCE = 1  # The half minute may end while the test runs.
    person("deniz", "editor")
    browser, _response = sign_in("deniz")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": SET_UP})
    secret = re.search(r"\b[A-Z2-7]{32}\b", browser.get(SET_UP).content.decode()).group()

    browser.post(SET_UP, {"code": "12345"})
    assert browser.get("/desk/").url == SET_UP
    browser.post(SET_UP, {"code": code_of(secret)})

    assert browser.get("/desk/").status_code == 200
    later, response = sign_in("deniz")
    assert response.url.startswith("/accounts/2fa/authenticate/")
    assert later.get("/desk/").url == f"{LOGIN}?next=/desk/"
    later.post(response.url, {"code": code_of(secret)})
    assert later.get("/desk/").status_code == 200


def test_who_becomes_an_editor_needs_the_second_factor_at_once(expert, signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser = signed_in(expert)
    assert browser.get("/desk/").status_code == 200

    expert.groups.add(Group.objects.get(name="editor"))

    assert browser.get("/desk/").url == SET_UP


@pytest.mark.parametrize("ending", ["deactivated", "lost the role"])
def test_who_leaves_the_desk_is_out_with_the_next_request(person, signed_in, ending):
    leaving = person("giden", "administrator")
    leaving.is_staff = True
    leaving.save()
    browser, ticket = signed_in(leaving), ask()
    assert browser.get("/desk/").status_code == 200
    assert browser.get("/admin/helpdesk/expertise/").status_code == 200

    if ending == "deactivated":
        leaving.is_active = False
        leaving.save()
    else:
        leaving.groups.clear()

    for address in ("/desk/", ticket.get_absolute_url(), "/desk/knowledge/", "/admin/helpdesk/expertise/"):
        response = browser.get(address)
        assert response.status_code == (302 if ending == "deactivated" else 403)
        assert ticket.subject not in response.content.decode()
    browser.post(f"{ticket.get_absolute_url()}take/")
    assert Ticket.objects.get().assignee is None


def test_who_loses_a_part_of_the_role_keeps_the_rest(manager, expert, signed_in):
    browser, ticket = signed_in(manager), ask()

    manager.groups.set(Group.objects.filter(name="expert"))

    assert ticket.subject in Page(browser.get(ticket.get_absolute_url())).words
    assert browser.post(f"{ticket.get_absolute_url()}assign/", {"assignee": expert.pk}).status_code == 403


@pytest.mark.parametrize("ending", ["deactivated", "lost the role"])
def test_who_has_left_the_desk_gets_no_more_mail_and_somebody_else_is_told(expert, manager, topic, mailoutbox, ending):
    knows(expert, topic)
    ticket = ask(topic)

    if ending == "deactivated":
        expert.is_active = False
        expert.save()
    else:
        expert.groups.clear()
    workflow.receive_reply(Ticket.objects.get(), body="Orada kimse var mı?")
    outbox.deliver()

    assert sorted(mail.to for mail in mailoutbox) == [["ayse@mavikus.example"], ["selin@example.org"]]
    assert not OutgoingMail.objects.due(timezone.now() + datetime.timedelta(days=9)).exists()
    assert ticket.reference in mailoutbox[-1].body


def test_the_pages_of_an_account_use_our_words_in_turkish(signed_in, expert):
    browser = signed_in(expert)
    browser.cookies["django_language"] = "tr"
    addresses = ("password/change/", "reauthenticate/", "logout/", "2fa/", "2fa/totp/activate/")

    pages = [Page(Client().get(LOGIN)), *(Page(browser.get(f"/accounts/{name}", follow=True)) for name in addresses)]

    words = " ".join(page.words for page in pages)
    assert re.findall(r"\b\w*şifre\w*", words, re.IGNORECASE) == []
    for ours in ("Beni hatırla", "Şimdiki parola", "Parolayı değiştir", "Çıkmak istediğinizden emin misiniz?"):
        assert ours in words
