"""The fixed cast and the state every test begins with."""

import os
import shutil
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from helpdesk import first_steps
from knowledge import page_cache
from knowledge.models import Topic
from tests.settings import DATA


@pytest.fixture(autouse=True)
def clean_slate(monkeypatch):
    """No pages kept, no index, no files, no cache, no mail folder, Turkish: as on a new site."""
    for folder in ("index", "uploads", "open-data", "pdf"):
        shutil.rmtree(DATA / folder, ignore_errors=True)
    cache.clear()
    # Tests write to tables without telling the page cache; those about it turn it on.
    monkeypatch.setattr(page_cache, "KEPT_FOR", 0)
    with translation.override("tr"):
        yield


@pytest.fixture
def desk(db):
    """The desk as `setup` prepares it: groups, calendar, promise."""
    first_steps.prepare()


@pytest.fixture
def person(desk) -> Callable[..., User]:
    def make(username: str, *roles: str) -> User:
        user = User.objects.create_user(
            username, f"{username}@example.org", "correct horse battery", first_name=username.title()
        )
        user.groups.set(Group.objects.filter(name__in=roles))
        return user

    return make


@pytest.fixture
def expert(person) -> User:
    return person("elif", "expert")


@pytest.fixture
def second_expert(person) -> User:
    return person("mert", "expert")


@pytest.fixture
def editor(person) -> User:
    return person("deniz", "editor")


@pytest.fixture
def manager(person) -> User:
    return person("selin", "manager")


@pytest.fixture
def stranger(person) -> User:
    """Somebody who may sign in and do nothing."""
    return person("yabanci")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def desk_of_expert(signed_in, expert) -> Client:
    return signed_in(expert)


@pytest.fixture
def desk_of_editor(signed_in, editor) -> Client:
    return signed_in(editor)


@pytest.fixture
def desk_of_manager(signed_in, manager) -> Client:
    return signed_in(manager)


@pytest.fixture
def topic(db) -> Topic:
    return Topic.objects.create(slug="associations", name_tr="Dernekler", name_en="Associations", order=1)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Where everything is said to be installed, a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("NOTHING_SKIPPED"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here: {report.longrepr}"
