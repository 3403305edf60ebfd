"""How drafts and articles may move, and the parts every verb is made of."""

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from knowledge import rendering
from knowledge.models import Article, Draft

TEXT_FIELDS = ("question", "summary", "answer", "keywords", "asked_as")

State = Draft.State
NEXT = {
    State.WRITING: {State.IN_REVIEW, State.SCHEDULED, State.PUBLISHED, State.DISCARDED},
    State.IN_REVIEW: {State.WRITING, State.SENT_BACK, State.SCHEDULED, State.PUBLISHED, State.DISCARDED},
    State.SENT_BACK: {State.IN_REVIEW, State.DISCARDED},
    State.SCHEDULED: {State.IN_REVIEW, State.PUBLISHED, State.DISCARDED},
    State.PUBLISHED: set(),
    State.DISCARDED: set(),
}

Confidence = Article.Confidence
NEXT_CONFIDENCE = {
    Confidence.WORK_IN_PROGRESS: {Confidence.NOT_VALIDATED, Confidence.VALIDATED, Confidence.ARCHIVED},
    Confidence.NOT_VALIDATED: {Confidence.VALIDATED, Confidence.ARCHIVED},
    Confidence.VALIDATED: {Confidence.NOT_VALIDATED, Confidence.ARCHIVED},
    Confidence.ARCHIVED: {Confidence.NOT_VALIDATED},
}


class TransitionError(Exception):
    """A step that cannot happen now. The message is shown to people."""


class StaleDraft(TransitionError):
    """Somebody else saved this draft since it was opened."""


def require_unchanged(draft: Draft, version: int | None) -> None:
    """What was looked at is what is published: `version` is the one its reader saw."""
    if version not in (None, draft.version):
        raise StaleDraft(_("This draft was changed while you were reading it. Look at it again first."))


def lock(draft: Draft) -> None:
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())


def move(draft: Draft, to: State, *, by: User, **changes: object) -> None:
    lock(draft)
    require_next(draft, to)
    for name, value in {"state": to, "changed_by": by, **changes}.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save()


def require_next(draft: Draft, to: State) -> None:
    if to not in NEXT[draft.state]:
        raise TransitionError(_("This draft has moved on; that step is closed."))


def require_writable(draft: Draft) -> None:
    if draft.state == State.SCHEDULED:
        raise TransitionError(_("This draft is approved and waits for its day. Take it off the calendar to change it."))
    if not draft.is_open:
        raise TransitionError(_("This draft is closed and can no longer be changed."))


def require_answered(draft: Draft) -> None:
    if draft.comments.unresolved().exists():
        raise TransitionError(_("A comment is still open. Resolve it first."))


def require_complete(draft: Draft) -> None:
    missing = [
        label
        for label, value in [
            (_("the question"), draft.question.strip()),
            (_("the short answer"), draft.summary.strip()),
            (_("the answer"), draft.answer.strip()),
            (_("the topic"), draft.topic),
            (_("at least one source"), draft.citations.exists()),
        ]
        if not value
    ]
    if missing:
        raise TransitionError(_("Still missing: %(parts)s.") % {"parts": ", ".join(missing)})
    check_cost(draft)


def check_cost(draft: Draft) -> None:
    try:
        rendering.check_cost(draft.answer)
    except rendering.TooMuchMarkdown as error:
        raise TransitionError(str(error)) from error


def revision_now(draft: Draft) -> int:
    if draft.article is None:
        return 0
    text = draft.article.texts.filter(language=draft.language).first()
    return text.revision if text else 0


def source_revision(article: Article, language: str) -> int | None:
    """What a translation made now would be made from; None for the source text itself."""
    if language == article.source_language:
        return None
    source = article.texts.filter(language=article.source_language).first()
    return source.revision if source else None
