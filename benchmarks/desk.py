"""What the desk costs with 1,000, 20,000 and 100,000 tickets.

    .venv/bin/python benchmarks/desk.py [tickets ...]        DATABASE_URL=postgres://… for PostgreSQL, an empty database

Prints, for each size, the server's CPU per request over that of a bare Django view with a cached page of 5 KB, measured
in the same run as serving.py says, and how many queries it makes. CPU is that of the web server; on PostgreSQL that of
the database server is not in it, so the milliseconds until the answer was there are printed too. The tickets are
written straight into the tables, one in ten of them open.
"""

import datetime
import os
import random
import secrets
import sys
import tempfile
import uuid
from collections.abc import Iterator
from functools import cache
from itertools import count
from urllib.parse import urlencode

import serving

SIZES = (1_000, 20_000, 100_000)
# Name and what it may cost at most.
TARGETS = {
    "list of 25": 30,
    "list, mine": 30,
    "search, rare word": 40,
    "search, common word": 50,
    "ticket, 3 messages": 25,
    "ticket, 40 messages": 40,
    "ask POST": 10,
    "manager's overview": 40,
}
WORDS = """
dernek üye aidat genel kurul tüzük beyanname defter bağış makbuz vakıf hibe proje bütçe rapor
gönüllü sigorta iletişim kampanya eğitim ortaklık denetim kayıt adres değişiklik yönetim başkan
karar toplantı çağrı tutanak şube federasyon yardım toplama izin kira vergi muafiyet personel
sözleşme fatura gider gelir banka hesap yurt dışı bildirim süre ceza
""".split()  # noqa: SIM905
SYLLABLES = [first + vowel + last for first in "bcdfgkmnprst" for vowel in "aeiou" for last in "klmnrst"]


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        lists = []
        for size in sizes:
            fill(size)
            with serving.Server("helpdesk.config.wsgi", serving.ROOT) as site, serving.bare_server() as bare:
                lists.append(measure(size, site, bare))
        if len(lists) > 1:
            print(f"list of 25 grows {lists[-1] / lists[0]:.2f}-fold from {sizes[0]:,} to {sizes[-1]:,} (at most 1.2)")


def prepare(folder: str) -> None:
    """The site as it runs in production, in a folder of its own."""
    os.environ |= {"DATA_DIR": folder, "DEBUG": "", "SECRET_KEY": secrets.token_urlsafe(48)}
    os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.config.settings"
    sys.path.insert(0, str(serving.ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup")
    people()


def people() -> None:
    from django.contrib.auth.models import Group, User

    from helpdesk.models import Expertise
    from knowledge.models import Topic

    for number in range(12):
        user = User.objects.create_user(f"expert{number}", f"expert{number}@example.org", first_name=f"Uzman {number}")
        user.groups.add(Group.objects.get(name="manager" if number == 0 else "expert"))
        Expertise.objects.bulk_create(
            Expertise(user=user, topic=topic, language="tr", open_tickets_at_most=30_000)
            for topic in Topic.objects.filter(parent=None)
        )


def fill(size: int) -> None:
    """Add tickets until there are that many."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.utils import timezone

    from helpdesk.models import Ticket
    from knowledge.models import Topic

    dice, now = random.Random(size), timezone.now()
    experts, topics = list(User.objects.all()), list(Topic.objects.filter(parent=None))
    have = Ticket.objects.count()
    for begin in range(have, size, 2_000):
        numbers = range(begin, min(begin + 2_000, size))
        tickets = [made_up(dice, n, now, experts, topics) for n in numbers]
        fill_in(dice, dict(zip(numbers, Ticket.objects.bulk_create(tickets), strict=True)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill_in(dice: random.Random, tickets: dict) -> None:
    """Messages of about sixty words each, and what search knows of them."""
    from helpdesk.models import Message, TicketWord

    messages, words = [], []
    for number, ticket in tickets.items():
        spoken = {*ticket.subject.split(), *ticket.organisation.split()}
        for place in range(40 if number % 500 == 3 else 3):
            kind = "question" if not place else ("answer", "requester_reply")[place % 2]
            body = sentence(dice, 60)
            spoken |= set(body.split())
            at = ticket.created_at + datetime.timedelta(minutes=place)
            messages.append(Message(ticket=ticket, kind=kind, body=body, created_at=at))
        words += [TicketWord(ticket=ticket, word=word) for word in {beginning(word) for word in spoken}]
    Message.objects.bulk_create(messages, batch_size=5_000)
    TicketWord.objects.bulk_create(words, batch_size=5_000)


@cache
def beginning(word: str) -> str:
    from knowledge import search

    return search.folded_words(word, "tr")[0][:5]


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
    """Words as they come, every fifteenth one that is seldom used."""
    seldom = [f"{dice.choice(SYLLABLES)}{dice.choice(SYLLABLES)}{dice.choice(SYLLABLES)}" for _ in range(length // 15)]
    return " ".join(dice.choices(WORDS, k=length - len(seldom)) + seldom)


def measure(size: int, site: serving.Server, bare: serving.Server) -> float:
    from django.contrib.auth.models import User
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from helpdesk import overview
    from helpdesk.models import Ticket

    client, visitor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="expert3"))
    manager = Client(SERVER_NAME="127.0.0.1")
    manager.force_login(User.objects.get(username="expert0"))
    overview.remember()
    counted = Ticket.objects.unanswered().annotate(count=Count("messages"))
    short, long = counted.filter(count=3)[0], Ticket.objects.annotate(count=Count("messages")).filter(count=40)[0]
    addresses = {
        "list of 25": "/desk/?view=unanswered",
        "list, mine": "/desk/",
        "search, rare word": "/desk/?view=all&q=zurafa",
        "search, common word": "/desk/?view=all&q=istanbul",
        "ticket, 3 messages": short.get_absolute_url(),
        "ticket, 40 messages": long.get_absolute_url(),
    }
    signed_in = f"sessionid={client.cookies['sessionid'].value}"
    requests = {
        name: lambda address=address: site.get(address, Cookie=signed_in) for name, address in addresses.items()
    }
    questions = ask(site)
    requests["ask POST"] = lambda: next(questions)
    managing = f"sessionid={manager.cookies['sessionid'].value}"
    requests["manager's overview"] = lambda: site.get("/desk/overview/", Cookie=managing)
    in_process = {name: lambda address=address: client.get(address) for name, address in addresses.items()}
    in_process["ask POST"] = lambda: visitor.post("/tr/ask/send/", question())
    in_process["manager's overview"] = lambda: manager.get("/desk/overview/")
    print(f"\n{size:,} tickets, {connection.vendor}")
    print(f"{'':<22}{'CPU ms':>8}{'bare ms':>9}{'wall ms':>9}{'times bare':>12}{'at most':>9}{'queries':>9}")
    ratios = {}
    for name, request in requests.items():
        with CaptureQueriesContext(connection) as queries:
            response = in_process[name]()
            assert response.status_code in (200, 302), name
            many = len(queries)
        cost = serving.measure(site, request, bare)
        ratios[name] = cost.ratio
        print(
            f"{name:<22}{cost.cpu:>8.2f}{cost.bare:>9.2f}{cost.wall:>9.2f}{cost.ratio:>12.1f}"
            f"{TARGETS[name]:>9}{many:>9}",
            flush=True,
        )
    return ratios["list of 25"]


def question() -> dict[str, str]:
    words = {"subject": "Aidat nasıl artırılır?", "body": "Genel kurul mu karar verir?", "process": "on"}
    return words | {"requester_email": "ayse@example.org", "topic": "", "form_key": str(uuid.uuid4())}


def ask(site: serving.Server) -> Iterator[serving.HTTPResponse]:
    """Questions without end, a few from each address: who asks too often is slowed down."""
    token = secrets.token_hex(16)
    headers = {"Cookie": f"csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
    for number in count():
        client = f"127.1.{number // 20 // 250}.{number // 20 % 250 + 1}"
        body = urlencode(question() | {"csrfmiddlewaretoken": token})
        yield site.ask("POST", "/tr/ask/send/", client=client, body=body, headers=headers)


if __name__ == "__main__":
    main()
