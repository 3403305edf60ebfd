"""Who wants to know what happens on a ticket besides its assignee."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from helpdesk import notifications
from helpdesk.models import Following, Message, Ticket


def follow(ticket: Ticket, *, by: User) -> None:
    Following.objects.get_or_create(ticket=ticket, user=by)


def unfollow(ticket: Ticket, *, by: User) -> None:
    Following.objects.filter(ticket=ticket, user=by).delete()


@transaction.atomic
def make_follow(ticket: Ticket, people: list[User]) -> None:
    rows = [Following(ticket=ticket, user=person) for person in people]
    Following.objects.bulk_create(rows, ignore_conflicts=True)


def tell_followers(message: Message, *, but: tuple[User | None, ...]) -> None:
    """Those who follow the ticket, and whose ticket it is, hear of what others wrote."""
    interested = User.objects.filter(Q(followings__ticket=message.ticket) | Q(pk=message.ticket.assignee_id))
    told = interested.exclude(pk__in=[person.pk for person in but if person]).filter(is_active=True).distinct()
    notifications.queue(*(notifications.followed(message, person) for person in told))
