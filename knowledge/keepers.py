"""Who may look after entries."""

from django.contrib.auth.models import User
from django.db.models import QuerySet


def keepers() -> QuerySet[User]:
    """Everyone who writes, by name."""
    people = User.objects.with_perm("knowledge.write_draft")
    return people.order_by("first_name", "last_name", "username")


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()
