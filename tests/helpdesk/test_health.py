"""What machines that watch over the site are told."""

import json

import pytest
from django.urls import reverse

from helpdesk import workflow
from helpdesk.models import OutgoingMail
from knowledge import search
from tests import processes
from tests.factories import ask, publish
from tests.settings import DATA

FILES = "django.core.cache.backends.filebased.FileBasedCache"
WORK_A_MOMENT = """
import os, signal, threading
from helpdesk import worker
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
worker.run_for_ever()
"""
WITHOUT_DATABASE = """
import json
from django.db import connection
from django.test import Client
connection.settings_dict["NAME"] = "/nowhere/there-is-no-such-database"
client = Client(SERVER_NAME="localhost", raise_request_exception=False)
alive, ready = client.get("/healthz"), client.get("/readyz")
print(json.dumps([alive.status_code, ready.status_code, ready.json()]))
"""


@pytest.fixture
def works(transactional_db, settings, expert, editor, topic) -> None:
    """A site on which everything works: an entry, an index, and a worker that was here a moment ago."""
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(DATA / "cache")}}
    publish(expert, editor, topic)
    processes.finish(processes.start(WORK_A_MOMENT))


def ready(client) -> tuple[int, dict[str, bool]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_a_site_is_ready_until_a_part_fails_which_is_then_named(client, works, settings):
    assert ready(client) == (200, {"database": True, "search": True, "worker": True})

    for path in (settings.DATA_DIR / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    assert ready(client) == (503, {"database": True, "search": False, "worker": True})

    search.rebuild()
    for elsewhere in (str(DATA / "other-cache"), "/proc/nowhere"):
        settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": elsewhere}}
        assert ready(client) == (503, {"database": True, "search": True, "worker": False})


@pytest.mark.parametrize("entries", [0, 1])
def test_a_database_that_is_away_is_named_and_the_process_lives(transactional_db, expert, editor, topic, entries):
    for _number in range(entries):
        publish(expert, editor, topic)
    search.rebuild()

    alive, status, parts = json.loads(processes.finish(processes.start(WITHOUT_DATABASE))[0])

    assert (alive, status, parts["database"], parts["search"]) == (200, 503, False, bool(entries))


@pytest.mark.django_db(transaction=True)
def test_a_worker_without_a_cache_goes_on_working(desk, tmp_path):
    ask()
    (tmp_path / "full").touch()
    broken = f'from django.conf import settings\nsettings.CACHES["default"]["LOCATION"] = "{tmp_path}/full/cache"\n'

    processes.finish(processes.start(broken + WORK_A_MOMENT))

    assert OutgoingMail.objects.filter(sent_at=None).count() == 0


@pytest.mark.django_db
def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_robots_are_kept_from_what_is_private_and_shown_the_map(client, expert, settings):
    settings.BASE_URL = "https://bilgi.example.org"
    ticket = ask()
    workflow.take(ticket, by=expert)

    response = client.get("/robots.txt")

    lines = response.content.decode().splitlines()
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert response["Content-Type"] == "text/plain"
    assert "Sitemap: https://bilgi.example.org/sitemap.xml" in lines
    for private in (ticket.get_absolute_url(), reverse("admin:index"), reverse("account_login")):
        assert private.startswith(tuple(closed))
    assert "/*/tickets/" in closed
    assert not reverse("knowledge:faq").startswith(tuple(closed))
