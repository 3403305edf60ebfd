"""What the desk does with a ticket."""

import datetime

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import mentions, notifications, promotion
from helpdesk.models import Absence, ArticleLink, Message, Status, Ticket
from helpdesk.routing import name_of
from knowledge import workflow as knowledge_workflow
from knowledge.models import Article

from . import clocks
from .following import make_follow, tell_followers
from .opinions import end_opinions, require_opinion
from .steps import TransitionError, lock, move, record, save, say, set_status

Kind = Message.Kind


@transaction.atomic
def take(ticket: Ticket, *, by: User) -> None:
    """Make the ticket one's own, or that of a colleague away. Of two who try, one wins and the other is told who."""
    lock(ticket)
    if ticket.status == Status.OPEN and ticket.assignee_id == by.pk:
        return
    if ticket.status != Status.NEW and ticket.assignee_id not in (None, by.pk) and not _is_away(ticket.assignee):
        raise TransitionError(_("%(name)s has already taken this ticket.") % {"name": name_of(ticket.assignee)})
    if not ticket.is_open:
        raise TransitionError(_("This ticket has moved on; that step is closed."))
    ticket.assignee = by
    if ticket.status == Status.NEW:
        set_status(ticket, Status.OPEN, by=by)
    else:
        save(ticket, by=by)
    record(ticket, gettext_lazy("Taken by %(name)s."), by, name=name_of(by))


def _is_away(user: User) -> bool:
    return Absence.objects.on(timezone.localdate()).filter(user=user).exists()


@transaction.atomic
def assign(ticket: Ticket, *, by: User, to: User) -> None:
    lock(ticket)
    if not ticket.is_open:
        raise TransitionError(_("This ticket has moved on; that step is closed."))
    ticket.assignee = to
    save(ticket, by=by)
    record(ticket, gettext_lazy("Given to %(name)s."), by, name=name_of(to))
    if to != by:
        notifications.queue(notifications.assigned(ticket, to))


@transaction.atomic
def resolve(ticket: Ticket, *, by: User, answer: str, files: list[UploadedFile] | None = None) -> Message:
    """Give the requester the answer and stop the resolution clock."""
    now = timezone.now()
    lock(ticket)
    require_opinion(ticket, answer, by=by)
    move(ticket, Status.RESOLVED, by=by, resolved_at=now, **_answering(ticket, by, now))
    message = say(ticket, Kind.ANSWER, by, answer, files)
    end_opinions(ticket, by=by)
    notifications.queue(notifications.answered(message))
    tell_followers(message, but=(by,))
    return message


@transaction.atomic
def ask_back(ticket: Ticket, *, by: User, question: str, files: list[UploadedFile] | None = None) -> Message:
    """Ask the requester for more; the resolution clock waits for them."""
    now = timezone.now()
    lock(ticket)
    since = ticket.pending_since if ticket.status == Status.PENDING else now
    move(ticket, Status.PENDING, by=by, pending_since=since, **_answering(ticket, by, now))
    message = say(ticket, Kind.ANSWER, by, question, files)
    notifications.queue(notifications.asked_back(message))
    tell_followers(message, but=(by,))
    return message


def _answering(ticket: Ticket, by: User, now: datetime.datetime) -> dict[str, object]:
    lock(ticket)
    return {"assignee": ticket.assignee or by, "first_response_at": ticket.first_response_at or now}


@transaction.atomic
def add_note(ticket: Ticket, *, by: User, body: str, files: list[UploadedFile] | None = None) -> Message:
    """Write something only the desk sees. Whoever is mentioned in it is told, and follows the ticket from now on."""
    message = say(ticket, Kind.NOTE, by, body, files)
    mentioned, _unknown = mentions.find(body)
    make_follow(ticket, mentioned)
    notifications.queue(*(notifications.mentioned(message, person) for person in mentioned if person != by))
    tell_followers(message, but=(by, *mentioned))
    return message


@transaction.atomic
def close(ticket: Ticket, *, by: User) -> None:
    """End what was answered, or what waits for a requester who does not come back."""
    now = timezone.now()
    lock(ticket)
    if ticket.pending_since:
        clocks.end_pause(ticket, now)
    move(ticket, Status.CLOSED, by=by, closed_at=now, resolved_at=ticket.resolved_at or now)
    record(ticket, gettext_lazy("Closed by %(name)s."), by, name=name_of(by))


@transaction.atomic
def mark_spam(ticket: Ticket, *, by: User) -> None:
    move(ticket, Status.SPAM, by=by, pending_since=None)
    record(ticket, gettext_lazy("Marked as spam by %(name)s."), by, name=name_of(by))


@transaction.atomic
def unmark_spam(ticket: Ticket, *, by: User) -> None:
    move(ticket, Status.NEW, by=by)
    record(ticket, gettext_lazy("Not spam after all, says %(name)s."), by, name=name_of(by))


@transaction.atomic
def link_article(ticket: Ticket, article: Article, *, by: User) -> ArticleLink:
    """Record that an FAQ entry answers this ticket: reuse. The requester's words for it are proposed to search."""
    link, is_new = ArticleLink.objects.get_or_create(
        ticket=ticket, article=article, kind=ArticleLink.Kind.ANSWERED_WITH, defaults={"by": by}
    )
    if is_new and article.is_published:
        words = promotion.own_words(ticket)
        knowledge_workflow.propose_phrase(article, language=ticket.language, words=words)
    return link
