"""What a new site needs before anyone can use it. Everything here may be run again and repeats nothing."""

import hashlib
import secrets
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.db import transaction

from knowledge import seed
from knowledge.languages import Language
from knowledge.models import SeedState, Topic

from .models import BusinessCalendar, Expertise, Inbox, Priority, ServiceLevel
from .people import ROLES, create_groups

NAMES = {
    "expert": ("Elif", "Aydın"),
    "editor": ("Deniz", "Kaya"),
    "manager": ("Selin", "Demir"),
    "administrator": ("Umut", "Arslan"),
}


@transaction.atomic
def prepare() -> None:
    create_groups()
    Inbox.objects.get_or_create(pk=1)
    calendar, _created = BusinessCalendar.objects.get_or_create(name="Türkiye")
    if not ServiceLevel.objects.exists():
        ServiceLevel.objects.create(calendar=calendar, first_response_days=3, resolution_days=4)
        ServiceLevel.objects.create(
            calendar=calendar, priority=Priority.URGENT, first_response_days=1, resolution_days=2
        )


def load_seed(folder: Path) -> seed.Loaded | None:
    """Load the FAQ's files if they changed since they were last loaded here. Raises SeedError."""
    digest = _digest(folder)
    if SeedState.objects.filter(digest=digest).exists():
        return None
    loaded = seed.load(folder)
    SeedState.objects.update_or_create(pk=1, defaults={"digest": digest})
    return loaded


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.*")):
        total.update(f"{path.relative_to(folder)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


@transaction.atomic
def create_demonstration_accounts() -> list[tuple[str, str]]:
    """One account for each role, with a random password that is told once. Only for trying the site out."""
    made = []
    for role in ROLES:
        if User.objects.filter(username=role).exists():
            continue
        password = secrets.token_urlsafe(9)
        first, last = NAMES[role]
        email = f"{role}@example.org"
        user = User.objects.create_user(
            role, email, password, first_name=first, last_name=last, is_staff=role == "administrator"
        )
        user.groups.add(Group.objects.get(name=role))
        if role == "expert":
            _knows_everything(user)
        made.append((role, password))
    return made


def _knows_everything(user: User) -> None:
    pairs = ((topic, language) for topic in Topic.objects.filter(parent=None) for language in Language.values)
    Expertise.objects.bulk_create(
        Expertise(user=user, topic=topic, language=language, open_tickets_at_most=40) for topic, language in pairs
    )
