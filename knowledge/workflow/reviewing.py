"""Reviewing: everything between a written draft and its publication."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.models import Draft, DraftComment, Task
from knowledge.passages import stands_in

from .articles import publish, require_publishable
from .identities import neutralise
from .standard import note_standard
from .steps import State, TransitionError, lock, move, require_complete
from .tasks import Kind, Outcome, assign_task, finish, open_task

NO_DATE = {"publish_at": None, "approver": None, "is_approved_as_checked": False}


@transaction.atomic
def submit(draft: Draft, *, by: User) -> None:
    """Ask an editor to review the draft."""
    require_complete(draft)
    move(draft, State.IN_REVIEW, by=by)


@transaction.atomic
def take_back(draft: Draft, *, by: User) -> None:
    """Go on writing a draft that was waiting for review."""
    move(draft, State.WRITING, by=by)


@transaction.atomic
def comment(draft: Draft, *, by: User, body: str, passage: str = "") -> DraftComment:
    """Say something of the draft, of these words of it or of the whole."""
    lock(draft)
    if not draft.is_open:
        raise TransitionError(_("This draft is closed and can no longer be changed."))
    if passage and not stands_in(passage, draft):
        raise TransitionError(_("These words are not in the draft as it was last saved. Quote a passage of it."))
    return draft.comments.create(author=by, passage=passage, body=body)


@transaction.atomic
def resolve_comment(comment: DraftComment, *, by: User, reply: str = "") -> None:
    """What the comment asks for is done, or `reply` says why not."""
    comment.refresh_from_db(from_queryset=DraftComment.objects.select_for_update())
    if comment.resolved_at:
        raise TransitionError(_("Somebody has already resolved this comment."))
    comment.resolved_at, comment.resolved_by, comment.reply = timezone.now(), by, reply
    comment.save()


@transaction.atomic
def send_back(draft: Draft, *, by: User, comment: str = "") -> None:
    """Ask its authors to change the draft: with a comment on the whole, unless passages have theirs."""
    move(draft, State.SENT_BACK, by=by)
    if comment.strip():
        draft.comments.create(author=by, body=comment)
    elif not draft.comments.unresolved().exists():
        raise TransitionError(_("Tell the author what to change."))


@transaction.atomic
def discard(draft: Draft, *, by: User) -> None:
    """Close a draft that will not be published. It is kept to read, without anything personal."""
    neutralise(draft)
    move(draft, State.DISCARDED, by=by, **NO_DATE)
    finish(draft.tasks.filter(kind=Kind.DRAFT), Outcome.NOT_NEEDED, by=by, because=_("The draft was discarded."))


@transaction.atomic
def schedule(
    draft: Draft,
    *,
    by: User,
    publish_at: datetime.datetime,
    reason: str,
    is_validated: bool,
    version: int,
    met: dict[str, bool] | None = None,
) -> None:
    """Approve the draft now and let readers see it later. Until then nobody writes on it."""
    require_publishable(draft, by=by, version=version)
    if publish_at <= timezone.now():
        raise TransitionError(_("This moment has passed. Choose a later one, or publish now."))
    details = {"publish_at": publish_at, "approver": by, "is_approved_as_checked": is_validated, "reason": reason}
    move(draft, State.SCHEDULED, by=by, refused_because="", **details)
    note_standard(draft, met)


@transaction.atomic
def unschedule(draft: Draft, *, by: User) -> None:
    lock(draft)
    if draft.state != State.SCHEDULED:
        raise TransitionError(_("This draft has moved on; that step is closed."))
    move(draft, State.IN_REVIEW, by=by, **NO_DATE)


def publish_due(*, now: datetime.datetime | None = None) -> int:
    """Publish what was scheduled and is due; what cannot be published goes back to review and says why."""
    now = now or timezone.now()
    return sum(_publish_scheduled(draft, now) for draft in Draft.objects.due(now).select_related("approver"))


@transaction.atomic
def _publish_scheduled(draft: Draft, now: datetime.datetime) -> bool:
    lock(draft)
    if not Draft.objects.due(now).filter(pk=draft.pk).exists():
        # Somebody took it off the calendar in this second.
        return False
    approver, as_checked = draft.approver, draft.is_approved_as_checked
    try:
        with transaction.atomic():
            _require_still_trusted(approver)
            publish(draft, by=approver, reason=draft.reason, is_validated=as_checked)
    except TransitionError as error:
        move(draft, State.IN_REVIEW, by=approver, refused_because=str(error)[:300], **NO_DATE)
        assign_task(open_task(Task.Kind.DRAFT, article=draft.article, draft=draft), by=approver, owner=approver)
    return True


def _require_still_trusted(approver: User) -> None:
    if not approver.has_perm("knowledge.publish_article"):
        raise TransitionError(_("Whoever approved it may no longer publish."))
