"""From a resolved ticket to a draft of an FAQ entry."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk import promotion
from helpdesk.models import ArticleLink, Consent, Message, Ticket
from knowledge import workflow as knowledge_workflow
from knowledge.models import Article, Draft, Task

from .steps import TransitionError, lock

Chosen = list[Message] | None


@transaction.atomic
def draft_article(ticket: Ticket, *, by: User, questions: Chosen = None, answers: Chosen = None) -> Draft:
    """Begin an FAQ entry from a resolved ticket: from these messages, else from its question and its last answer.

    There is one open draft from a ticket: where one exists, it is returned as it is.
    """
    lock(ticket)
    _require_publishable(ticket)
    if draft := promotion.open_draft(ticket):
        return draft
    words = _words(ticket, questions, answers)
    reason = _("Drafted from a question")
    draft = knowledge_workflow.start_draft(by=by, language=ticket.language, topic=ticket.topic, reason=reason, **words)
    ArticleLink.objects.create(ticket=ticket, draft=draft, kind=ArticleLink.Kind.DRAFTED_FROM, by=by)
    return draft


@transaction.atomic
def improve_article(ticket: Ticket, article: Article, *, by: User, answers: Chosen = None) -> Draft:
    """Begin a change to an existing FAQ entry because of this ticket, with the chosen answers below its text."""
    _require_publishable(ticket)
    reason = _("Improved after a question")
    before = set(article.drafts.open().filter(language=ticket.language).values_list("pk", flat=True))
    draft = knowledge_workflow.start_draft(by=by, language=ticket.language, article=article, reason=reason)
    if answers and draft.pk not in before:
        words = _words(ticket, [], answers)["answer"]
        added = {"answer": f"{draft.answer}\n\n{words}".strip(), "version": draft.version}
        knowledge_workflow.save_draft(draft, by=by, **added)
    if not ArticleLink.objects.filter(draft=draft).exists():
        ArticleLink.objects.create(ticket=ticket, article=article, draft=draft, kind=ArticleLink.Kind.IMPROVED, by=by)
    return draft


def _words(ticket: Ticket, questions: Chosen, answers: Chosen) -> dict[str, str]:
    usual = promotion.chosen_by_default(ticket.messages.for_requester())
    asked, answered = (
        own if own is not None else other for own, other in zip((questions, answers), usual, strict=True)
    )
    return promotion.words_for_draft(ticket, list(asked), list(answered))


def _require_publishable(ticket: Ticket) -> None:
    if not ticket.is_done:
        raise TransitionError(_("Resolve the ticket first; its answer becomes the draft."))
    if not ticket.consents.filter(purpose=Consent.Purpose.PUBLISH, withdrawn_at=None).exists():
        raise TransitionError(_("The requester did not agree to an anonymous publication of this answer."))


def open_tasks_on_what_was_made_of(ticket: Ticket) -> None:
    """Consent was taken back: an editor decides on each draft and entry that came from this ticket."""
    made = ticket.article_links.filter(kind__in=[ArticleLink.Kind.DRAFTED_FROM, ArticleLink.Kind.IMPROVED])
    for link in made.select_related("draft__article", "article"):
        draft = link.draft
        if draft and draft.is_open:
            knowledge_workflow.open_task(Task.Kind.CONSENT, draft=draft)
        elif article := (draft.article if draft and draft.state == Draft.State.PUBLISHED else None):
            knowledge_workflow.open_task(Task.Kind.CONSENT, article=article)
