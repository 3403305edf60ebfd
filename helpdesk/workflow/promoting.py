"""From a resolved ticket to a draft of an FAQ entry."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk import promotion
from helpdesk.models import ArticleLink, Consent, Ticket
from knowledge import workflow as knowledge_workflow
from knowledge.models import Article, Draft

from .steps import TransitionError, lock


@transaction.atomic
def draft_article(ticket: Ticket, *, by: User) -> Draft:
    """Begin an FAQ entry from a resolved ticket, with everything personal we know of marked or removed.

    There is one open draft from a ticket: where one exists, it is returned as it is.
    """
    lock(ticket)
    _require_publishable(ticket)
    links = ticket.article_links.filter(kind=ArticleLink.Kind.DRAFTED_FROM)
    if draft := Draft.objects.open().filter(pk__in=links.values("draft")).first():
        return draft
    with override(ticket.language):
        words = promotion.words_for_draft(ticket)
    reason = _("Drafted from a question")
    draft = knowledge_workflow.start_draft(by=by, language=ticket.language, topic=ticket.topic, reason=reason, **words)
    ArticleLink.objects.create(ticket=ticket, draft=draft, kind=ArticleLink.Kind.DRAFTED_FROM, by=by)
    return draft


@transaction.atomic
def improve_article(ticket: Ticket, article: Article, *, by: User) -> Draft:
    """Begin a change to an existing FAQ entry because of this ticket."""
    _require_publishable(ticket)
    reason = _("Improved after a question")
    draft = knowledge_workflow.start_draft(by=by, language=ticket.language, article=article, reason=reason)
    if not ArticleLink.objects.filter(draft=draft).exists():
        ArticleLink.objects.create(ticket=ticket, article=article, draft=draft, kind=ArticleLink.Kind.IMPROVED, by=by)
    return draft


def _require_publishable(ticket: Ticket) -> None:
    if not ticket.is_done:
        raise TransitionError(_("Resolve the ticket first; its answer becomes the draft."))
    if not ticket.consents.filter(purpose=Consent.Purpose.PUBLISH, withdrawn_at=None).exists():
        raise TransitionError(_("The requester did not agree to an anonymous publication of this answer."))
