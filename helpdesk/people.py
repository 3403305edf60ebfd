"""The roles of the desk as groups with permissions, and who holds them."""

from functools import cache

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from knowledge.models import Topic

from .models import Absence, Expertise, Pace

ANSWER = ["helpdesk.answer_ticket", "helpdesk.record_ticket", "knowledge.write_draft"]
PRACTISE = [*ANSWER, "knowledge.publish_experience"]
EDIT = [*PRACTISE, "knowledge.publish_article"]
MANAGE = [*ANSWER, "helpdesk.assign_ticket", "helpdesk.view_report"]
SET_UP = [
    f"{app}.{action}_{model}"
    for app, models in {
        "helpdesk": [
            "absence",
            "businesscalendar",
            "dayoff",
            "expertise",
            "inbox",
            "secondopinionrule",
            "servicelevel",
        ],
        "knowledge": ["programme", "source", "topic"],
        "auth": ["user"],
    }.items()
    for model in models
    for action in ["add", "change", "delete", "view"]
] + ["helpdesk.view_incomingmail", "helpdesk.change_incomingmail", "helpdesk.view_outgoingmail", "auth.view_group"]

ROLES = {"expert": PRACTISE, "editor": EDIT, "manager": MANAGE, "administrator": [*MANAGE, *SET_UP]}
WITH_SECOND_FACTOR = ("knowledge.publish_article", "auth.change_user")


def create_groups() -> None:
    for role, names in ROLES.items():
        group, _created = Group.objects.get_or_create(name=role)
        wanted = [
            Permission.objects.get(content_type__app_label=app, codename=code)
            for app, code in (n.split(".") for n in names)
        ]
        group.permissions.set(wanted)


def experts() -> QuerySet[User]:
    """Everyone who may answer tickets, by name."""
    people = User.objects.filter(is_active=True, groups__permissions__codename="answer_ticket")
    return people.distinct().order_by("first_name", "last_name", "username")


def colleagues_of(user: User) -> QuerySet[User]:
    """Everyone else who may answer, each with `is_away`."""
    away = Absence.objects.on(timezone.localdate()).filter(user=OuterRef("pk"))
    return experts().exclude(pk=user.pk).annotate(is_away=Exists(away))


def triagers() -> list[User]:
    """Who gives tickets to experts, and is told when a promise is not kept."""
    return list(User.objects.raw(*_who_triages()))


@cache
def _who_triages() -> tuple[str, tuple]:
    """The query: to put it together takes longer than to run it, and it is always the same."""
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    people = User.objects.with_perm("helpdesk.assign_ticket", include_superusers=False, backend=backend)
    return people.query.sql_with_params()


def interested_in(topic: Topic | None, language: str) -> QuerySet[User]:
    """Who answers this topic and asked to hear when one of its questions has nobody."""
    if topic is None:
        return User.objects.none()
    knowing = Expertise.objects.valid_on(timezone.localdate()).covering(topic, language)
    asked = User.objects.exclude(mail_wish=None).exclude(mail_wish__unassigned=Pace.NONE)
    return asked.filter(expertise__in=knowing).distinct()


def needs_second_factor(user: User) -> bool:
    """Whoever may call an answer checked, or say who may do so."""
    return any(user.has_perm(permission) for permission in WITH_SECOND_FACTOR)
