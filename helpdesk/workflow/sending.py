"""What an expert writes: kept while it is written, held for some seconds when sent, and only then an answer."""

import datetime
import re

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import attachments, notifications
from helpdesk.models import DraftFile, Message, ReplyDraft, Ticket
from helpdesk.routing import name_of
from knowledge.models import Article

from .answering import add_note, ask_back, link_article, resolve
from .steps import TransitionError, lock, record

UNDO_FOR = datetime.timedelta(seconds=20)
Step = ReplyDraft.Step


@transaction.atomic
def save_draft(ticket: Ticket, *, by: User, body: str, version: int | None = None, templates=()) -> ReplyDraft:
    """Keep what has been written so far. `version` is the one it was written on: a second tab overwrites nothing."""
    draft = _own(ticket, by)
    if version is not None and version != draft.version:
        raise TransitionError(_("You also wrote this reply in another tab; what stands there was not overwritten."))
    if not body.strip() and not (draft.pk and draft.files.exists()):
        ReplyDraft.objects.filter(pk=draft.pk).delete()
        return ReplyDraft(ticket=ticket, author=by)
    draft.body, draft.templates, draft.trouble = body, sorted(templates), ""
    draft.version, draft.saved_at = draft.version + 1, timezone.now()
    draft.save()
    return draft


@transaction.atomic
def add_files(ticket: Ticket, *, by: User, files: list[UploadedFile]) -> ReplyDraft:
    """Raises ValidationError for more files than go along with one message."""
    draft = _own(ticket, by)
    draft.save()
    attachments.keep_for_later(draft, files)
    return draft


@transaction.atomic
def remove_file(ticket: Ticket, *, by: User, number: int) -> None:
    for row in DraftFile.objects.filter(draft=_own(ticket, by).pk, pk=number):
        row.delete()
        transaction.on_commit(lambda file=row.file: file.delete(save=False))


@transaction.atomic
def discard_draft(ticket: Ticket, *, by: User) -> None:
    draft = _own(ticket, by)
    files = [row.file for row in draft.files.all()] if draft.pk else []
    ReplyDraft.objects.filter(pk=draft.pk).delete()
    transaction.on_commit(lambda: [file.delete(save=False) for file in files])


def _own(ticket: Ticket, by: User) -> ReplyDraft:
    # The ticket is locked before the draft, by everybody, so that nobody waits for each other.
    lock(ticket)
    draft = ticket.reply_drafts.select_for_update().filter(author=by).first()
    if draft and draft.leaves_at:
        raise TransitionError(_("Your reply is on its way. Take it back to go on writing."))
    return draft or ReplyDraft(ticket=ticket, author=by, saved_at=timezone.now())


@transaction.atomic
def keep_note(ticket: Ticket, *, by: User, body: str, files: list[UploadedFile]) -> Message:
    """Put what was written, with the files added to it, on the ticket as a note."""
    draft = _own(ticket, by)
    message = add_note(ticket, by=by, body=body, files=files)
    if draft.pk:
        attachments.hand_over(draft, message)
        draft.delete()
    return message


@transaction.atomic
def hold(ticket: Ticket, *, by: User, step: Step, body: str, files=(), templates=(), seen=None) -> ReplyDraft:
    """Send a reply some seconds from now. `seen` is the last message its author could read while writing it."""
    draft = _own(ticket, by)
    _nobody_was_quicker(ticket, by, seen)
    _rehearse(ticket, by, step, body)
    draft.body, draft.templates, draft.step, draft.trouble = body, sorted(templates), step, ""
    draft.version, draft.saved_at = draft.version + 1, timezone.now()
    draft.leaves_at = draft.saved_at + UNDO_FOR
    draft.save()
    if files:
        attachments.keep_for_later(draft, files)
    return draft


def _nobody_was_quicker(ticket: Ticket, by: User, seen: int | None) -> None:
    other = ticket.reply_drafts.held().exclude(author=by).select_related("author").first()
    if other:
        raise TransitionError(
            _("%(name)s has just sent a reply here; it stands above. Your text is kept: read, then send again.")
            % {"name": name_of(other.author)}
        )
    if seen is not None and ticket.messages.for_requester().filter(pk__gt=seen).exists():
        raise TransitionError(
            _("A message arrived while you were writing; it stands above. Your text is kept: read, then send again.")
        )


def _rehearse(ticket: Ticket, by: User, step: Step, body: str) -> None:
    """Whatever would refuse the reply when it leaves refuses it now."""
    with transaction.atomic():
        _answer(ticket, by, step, body)
        transaction.set_rollback(True)
    ticket.refresh_from_db()


def _answer(ticket: Ticket, by: User, step: str, body: str) -> Message:
    if step == Step.RESOLVE:
        return resolve(ticket, by=by, answer=body)
    return ask_back(ticket, by=by, question=body)


@transaction.atomic
def undo(ticket: Ticket, *, by: User) -> ReplyDraft:
    """Take a reply back before it leaves; it is a draft again."""
    lock(ticket)
    draft = ticket.reply_drafts.held().select_for_update().filter(author=by).first()
    if draft is None:
        raise TransitionError(_("It has left already: the requester can read it."))
    draft.leaves_at, draft.step = None, ""
    draft.version += 1
    draft.save()
    record(ticket, gettext_lazy("%(name)s took a reply back before it left."), by, name=name_of(by))
    return draft


def send_held(*, now: datetime.datetime | None = None) -> int:
    """Send the replies nobody has taken back. A worker killed in the middle leaves each as it was. Returns how many."""
    due = ReplyDraft.objects.filter(leaves_at__lte=now or timezone.now()).order_by("leaves_at")
    return sum(_send(ticket, pk) for pk, ticket in due.values_list("pk", "ticket")[:50])


@transaction.atomic
def _send(ticket_number: int, number: int) -> bool:
    ticket = Ticket.objects.select_for_update().get(pk=ticket_number)
    draft = (
        ticket.reply_drafts.held().select_for_update(of=("self",)).select_related("author").filter(pk=number).first()
    )
    if draft is None:
        return False
    try:
        message = _sent(ticket, draft)
    except TransitionError as error:
        draft.leaves_at, draft.step, draft.trouble = None, "", str(error)[:300]
        draft.version += 1
        draft.save()
        notifications.queue(notifications.not_sent(ticket, draft.author))
        return False
    attachments.hand_over(draft, message)
    for article in _articles_in(draft):
        link_article(ticket, article, by=draft.author)
    draft.delete()
    return True


@transaction.atomic
def _sent(ticket: Ticket, draft: ReplyDraft) -> Message:
    meanwhile = ticket.messages.filter(kind=Message.Kind.REQUESTER_REPLY, created_at__gte=draft.saved_at)
    if meanwhile.exists():
        raise TransitionError(_("The requester wrote while your reply was on its way. Read it, then send again."))
    return _answer(ticket, draft.author, draft.step, draft.body)


def _articles_in(draft: ReplyDraft) -> list[Article]:
    """The entries the text links to, and the reply templates it was made from."""
    own = rf"\]\((?:{re.escape(settings.BASE_URL)})?/a/([\w-]+)/\)|\]\(([a-z0-9-]+)\)"
    keys = {address or key for address, key in re.findall(own, draft.body)}
    linked = Article.objects.published().filter(key__in=keys)
    used = Article.objects.filter(key__in=draft.templates, audience=Article.Audience.INTERNAL)
    return list((linked | used).order_by("pk"))
