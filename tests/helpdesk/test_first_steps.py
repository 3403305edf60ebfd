"""A new site: `setup` may be run at any time and repeats nothing."""

import io
import re
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client

from helpdesk.models import BusinessCalendar, Expertise, ServiceLevel
from knowledge import search
from knowledge import workflow as knowledge_workflow
from knowledge.models import Article, Topic
from tests.factories import ask, revise

pytestmark = pytest.mark.django_db

ROLES = ["administrator", "editor", "expert", "manager"]


@pytest.fixture
def faq(settings, tmp_path) -> Path:
    """Two entries of the real FAQ, with all its topics and sources."""
    real, small = settings.FAQ_SEED, tmp_path / "seed"
    shutil.copytree(real, small, ignore=lambda _folder, names: [name for name in names if name.endswith(".md")])
    for path in real.glob("associations/leg-00[12].*.md"):
        alone = re.sub(r"related:\n(?:- .*\n)+", "related: []\n", path.read_text("utf-8"))
        (small / "associations" / path.name).write_text(alone, "utf-8")
    settings.FAQ_SEED = small
    return small


def setup() -> list[str]:
    out = io.StringIO()
    call_command("setup", stdout=out)
    return [line for line in out.getvalue().splitlines() if line.strip()]


def everything() -> dict[str, int]:
    """How many rows there are of each kind."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def test_a_new_site_has_its_groups_calendar_promise_and_a_faq_that_is_found(faq, client):
    setup()

    assert sorted(Group.objects.values_list("name", flat=True)) == ROLES
    assert BusinessCalendar.objects.get().time_zone == "Europe/Istanbul"
    days = ServiceLevel.objects.values_list("priority", "first_response_days", "resolution_days")
    assert sorted(days) == [("normal", 3, 4), ("urgent", 1, 2)]
    assert sorted(Article.objects.values_list("key", flat=True)) == ["leg-001", "leg-002"]
    found = search.find("dernek kurmak", language="tr").hits
    assert found[0].text.article.key == "leg-001"
    assert found[0].text.question in client.get("/tr/faq/associations/").content.decode()


@pytest.mark.parametrize("debug", [False, True], ids=["for real", "to try out"])
def test_setting_up_twice_repeats_nothing_and_says_nothing(faq, settings, debug):
    settings.DEBUG = debug
    first = setup()
    before = everything()

    second = setup()

    assert everything() == before
    assert (len(first) > 0, second) == (True, [])


def test_setting_up_again_keeps_what_was_set_up_and_answered_since(faq, expert, editor):
    setup()
    topic = Topic.objects.get(slug="associations")
    ServiceLevel.objects.filter(priority="normal").update(resolution_days=9)
    ticket = ask(topic)
    text = Article.objects.get(key="leg-001").texts.get(language="tr")
    revised = revise(text, expert, editor, summary="Yedi kişi yeter; bunu biz yazdık.")
    knowledge_workflow.archive(Article.objects.get(key="leg-002"), by=editor, reason="Kalktı")

    setup()

    ticket.refresh_from_db()
    revised.refresh_from_db()
    assert ServiceLevel.objects.get(priority="normal").resolution_days == 9
    assert (ticket.topic, ticket.status) == (topic, "new")
    assert (revised.revision, revised.summary) == (2, "Yedi kişi yeter; bunu biz yazdık.")
    assert Article.objects.get(key="leg-002").is_archived
    assert expert.has_perm("helpdesk.answer_ticket")


def test_a_group_that_lost_a_permission_has_it_again(faq, desk):
    Group.objects.get(name="expert").permissions.clear()

    setup()

    names = Group.objects.get(name="expert").permissions.values_list("codename", flat=True)
    assert sorted(names) == ["answer_ticket", "publish_experience", "record_ticket", "write_draft"]


def test_a_faq_that_is_wrong_is_named_and_nothing_of_it_is_loaded(faq):
    broken = next(faq.glob("associations/leg-001.tr.md"))
    broken.write_text(broken.read_text("utf-8").replace("key: leg-001", "key: leg 001!"), "utf-8")

    with pytest.raises(CommandError, match=r"leg-001\.tr\.md"):
        setup()

    assert Article.objects.count() == 0


def test_a_real_site_gets_no_demonstration_accounts(faq, settings):
    assert settings.DEBUG is False

    printed = "\n".join(setup())

    assert User.objects.count() == 0
    assert "@" not in printed


def test_demonstration_accounts_have_a_role_and_a_password_of_their_own_each(faq, settings):
    settings.DEBUG = True

    printed = [line.split() for line in setup()]

    passwords = {words[0]: words[1] for words in printed if len(words) == 2}
    assert sorted(passwords) == ROLES
    assert len(set(passwords.values())) == 4
    assert min(map(len, passwords.values())) >= 12
    settings.DEBUG = False
    for role, password in passwords.items():
        user = User.objects.get(username=role)
        assert ([group.name for group in user.groups.all()], user.is_superuser) == ([role], False)
        browser = Client()
        assert browser.post("/accounts/login/", {"login": role, "password": password}).url == "/desk/"
        assert browser.get("/desk/").status_code == 200
    assert User.objects.filter(is_staff=True).get().username == "administrator"


def test_passwords_of_demonstration_accounts_differ_from_site_to_site(faq, settings):
    settings.DEBUG = True
    first = [line.split()[1] for line in setup() if len(line.split()) == 2]
    Expertise.objects.all().delete()
    User.objects.all().delete()

    second = [line.split()[1] for line in setup() if len(line.split()) == 2]

    assert len(set(first + second)) == 8
