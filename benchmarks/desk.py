"""What the desk costs with 1,000, 20,000 and 100,000 tickets.

    .venv/bin/python benchmarks/desk.py [tickets ...]        DATABASE_URL=postgres://… for PostgreSQL, an empty database

Prints, for each size, the server's CPU per request over that of a bare Django view with a cached page of 5 KB, measured
in the same run, and how many queries it makes. CPU is that of this process; on PostgreSQL that of the database server
is not in it, so the milliseconds waited for it are printed too. The tickets are written straight into the tables.
"""

import datetime
import logging
import os
import random
import statistics
import sys
import tempfile
import uuid
from time import perf_counter, process_time

from search_quality import start_django

SIZES = (1_000, 20_000, 100_000)
# Name, what it may cost at most, and how often the whole set is asked.
TARGETS = {
    "list of 25": 30,
    "list, mine": 30,
    "search, rare word": 40,
    "search, common word": 50,
    "ticket, 3 messages": 25,
    "ticket, 40 messages": 40,
    "ask POST": 10,
}
WORDS = """
dernek üye aidat genel kurul tüzük beyanname defter bağış makbuz vakıf hibe proje bütçe rapor
gönüllü sigorta iletişim kampanya eğitim ortaklık denetim kayıt adres değişiklik yönetim başkan
karar toplantı çağrı tutanak şube federasyon yardım toplama izin kira vergi muafiyet personel
sözleşme fatura gider gelir banka hesap yurt dışı bildirim süre ceza
""".split()  # noqa: SIM905


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"EMAIL_URL": "memorymail://", "CACHE_URL": "locmemcache://", "SECOND_FACTOR_REQUIRED": "0"}
        start_django(folder)
        prepare()
        lists = []
        for size in sizes:
            fill(size)
            lists.append(measure(size))
        if len(lists) > 1:
            print(f"list of 25 grows {lists[-1] / lists[0]:.2f}-fold from {sizes[0]:,} to {sizes[-1]:,} (at most 1.2)")


def prepare() -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.urls import path

    from helpdesk import first_steps
    from helpdesk.config import urls

    logging.disable(logging.CRITICAL)
    # As in production, whatever start_django says: no debugging, compiled templates, bare view beside the site's.
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    first_steps.prepare()
    first_steps.load_seed(settings.FAQ_SEED)
    from knowledge import search

    while search.apply_outbox():
        pass
    urls.urlpatterns.insert(0, path("bare/", bare))
    people()


PAGE = "".join(f"<p>{number} of a cached page</p>" for number in range(200))[:5_000]


def bare(_request):
    from django.core.cache import cache
    from django.http import HttpResponse

    return HttpResponse(cache.get_or_set("bare", PAGE))


def people() -> None:
    from django.contrib.auth.models import Group, User

    from helpdesk.models import Expertise
    from knowledge.models import Topic

    for number in range(12):
        user = User.objects.create_user(f"expert{number}", f"expert{number}@example.org", first_name=f"Uzman {number}")
        user.groups.add(Group.objects.get(name="manager" if number == 0 else "expert"))
        Expertise.objects.bulk_create(
            Expertise(user=user, topic=topic, language="tr", open_tickets_at_most=60_000)
            for topic in Topic.objects.filter(parent=None)
        )


def fill(size: int) -> None:
    """Add tickets until there are that many: one in ten open, as on a desk that keeps up."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.utils import timezone

    from helpdesk.models import Message, Ticket, TicketWord
    from knowledge import search
    from knowledge.models import Topic

    dice, now = random.Random(size), timezone.now()
    experts, topics = list(User.objects.all()), list(Topic.objects.filter(parent=None))
    have = Ticket.objects.count()
    for begin in range(have, size, 2_000):
        tickets = [made_up(dice, n, now, experts, topics) for n in range(begin, min(begin + 2_000, size))]
        Ticket.objects.bulk_create(tickets)
        words = ((t, word[:5]) for t in tickets for word in search.folded_words(f"{t.subject} {t.organisation}", "tr"))
        TicketWord.objects.bulk_create(
            (TicketWord(ticket=t, word=w) for t, w in dict.fromkeys(words)), batch_size=5_000
        )
        messages = []
        for number, ticket in enumerate(tickets, begin):
            many = 40 if number % 500 == 3 else 3
            for place in range(many):
                kind = "question" if not place else ("answer", "requester_reply")[place % 2]
                at = ticket.created_at + datetime.timedelta(minutes=place)
                messages.append(Message(ticket=ticket, kind=kind, body=sentence(dice, 60), created_at=at))
        Message.objects.bulk_create(messages, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def made_up(dice: random.Random, number: int, now, experts: list, topics: list):
    from helpdesk.models import Ticket

    status = dice.choices(["new", "open", "pending", "resolved", "closed", "spam"], [3, 5, 2, 10, 78, 2])[0]
    asked = now - datetime.timedelta(minutes=dice.randrange(3 * 365 * 1440))
    if status in ("new", "open", "pending"):
        asked = now - datetime.timedelta(minutes=dice.randrange(6 * 1440))
    done = asked + datetime.timedelta(days=2)
    return Ticket(
        language="tr",
        subject=sentence(dice, 8)
        + (" zürafa" if number % 5_000 == 7 else "")
        + (" İSTANBUL" if number % 3 == 0 else ""),
        topic=dice.choice(topics),
        status=status,
        assignee=None if status == "new" and number % 2 else dice.choice(experts),
        requester_email=f"soran{number % 7_000}@example.org",
        requester_name="Ayşe Yılmaz",
        organisation=f"{dice.choice(WORDS).title()} Derneği {number % 900}",
        created_at=asked,
        clock_started_at=asked,
        first_response_due=asked + datetime.timedelta(days=3),
        resolution_due=asked + datetime.timedelta(days=4),
        first_response_at=done if status not in ("new", "open") else None,
        resolved_at=done if status in ("resolved", "closed") else None,
        closed_at=done if status == "closed" else None,
        pending_since=now if status == "pending" else None,
    )


def sentence(dice: random.Random, length: int) -> str:
    return " ".join(dice.choices(WORDS, k=length)).capitalize()


def measure(size: int) -> float:
    from django.contrib.auth.models import User
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from helpdesk.models import Ticket

    client, visitor = Client(), Client()
    client.force_login(User.objects.get(username="expert3"))
    flow = Ticket.objects.unanswered().annotate(count=Count("messages"))
    short, long = flow.filter(count=3)[0], Ticket.objects.annotate(count=Count("messages")).filter(count=40)[0]
    asks = {
        "list of 25": lambda: client.get("/desk/?view=unanswered"),
        "list, mine": lambda: client.get("/desk/"),
        "search, rare word": lambda: client.get("/desk/?view=all&q=zurafa"),
        "search, common word": lambda: client.get("/desk/?view=all&q=istanbul"),
        "ticket, 3 messages": lambda: client.get(short.get_absolute_url()),
        "ticket, 40 messages": lambda: client.get(long.get_absolute_url()),
        "ask POST": lambda: ask(visitor),
    }
    yardstick = cost(lambda: visitor.get("/bare/"), 400)
    print(f"\n{size:,} tickets, {connection.vendor}; a bare view takes {yardstick[0]:.2f} ms")
    print(f"{'':<22}{'CPU ms':>8}{'wall ms':>9}{'times bare':>12}{'at most':>9}{'queries':>9}")
    ratios = {}
    for name, request in asks.items():
        with CaptureQueriesContext(connection) as queries:
            assert request().status_code in (200, 302), name
            many = len(queries)
        cpu, wall = cost(request, 25)
        ratios[name] = cpu / yardstick[0]
        print(f"{name:<22}{cpu:>8.2f}{wall:>9.2f}{ratios[name]:>12.1f}{TARGETS[name]:>9}{many:>9}", flush=True)
    return ratios["list of 25"]


def ask(visitor):
    from django.core.cache import cache

    cache.clear()
    question = {"subject": "Aidat nasıl artırılır?", "body": "Genel kurul mu karar verir?", "process": "on"}
    return visitor.post(
        "/tr/ask/send/", question | {"requester_email": "ayse@example.org", "topic": "", "form_key": str(uuid.uuid4())}
    )


def cost(request, times: int) -> tuple[float, float]:
    """Median CPU and wall milliseconds of one request, after a few to warm up."""
    for _warm in range(3):
        request()
    cpu, wall = [], []
    for _time in range(times):
        began, clock = process_time(), perf_counter()
        request()
        cpu.append((process_time() - began) * 1_000)
        wall.append((perf_counter() - clock) * 1_000)
    return statistics.median(cpu), statistics.median(wall)


if __name__ == "__main__":
    main()
