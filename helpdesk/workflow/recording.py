"""Questions asked by phone or at a meeting, put down on behalf of whoever asked."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy, override

from helpdesk import access
from helpdesk.models import Status, Ticket
from helpdesk.routing import Route, name_of
from knowledge import rendering
from knowledge.languages import Language
from knowledge.models import ArticleText

from .answering import link_article, resolve
from .asking import open_ticket
from .joining import relate
from .steps import TransitionError, lock, record


@transaction.atomic
def record_question(
    *, by: User, answered_with: ArticleText | None = None, like: Ticket | None = None, **question: object
) -> Ticket:
    """Put a question down; give a published entry as its answer at once, note that another ticket is like it."""
    ticket = open_ticket(recorded_by=by, found=_given_on_the_spot(by) if answered_with else None, **question)
    lock(ticket)
    # Sent twice, it has been answered before.
    if answered_with and ticket.status == Status.NEW:
        link_article(ticket, answered_with.article, by=by)
        resolve(ticket, by=by, answer=_answer(answered_with, ticket.language))
    if like and like.pk != ticket.pk:
        relate(ticket, by=by, to=like)
    return ticket


def _given_on_the_spot(by: User) -> Route:
    with override(Language.TURKISH):
        return Route(by, str(gettext_lazy("The answer was given on the spot.")))


def _answer(text: ArticleText, language: str) -> str:
    with override(language):
        address = settings.BASE_URL + text.article.get_absolute_url()
    return f"{text.summary}\n\n[{rendering.plain(text.question).replace('[', '(').replace(']', ')')}]({address})"


@transaction.atomic
def note_call(ticket: Ticket, *, by: User, reached: bool) -> None:
    """The requester was called back: they were told, or nobody answered."""
    lock(ticket)
    said = gettext_lazy("Told by phone by %(name)s.") if reached else gettext_lazy("Called by %(name)s, not reached.")
    record(ticket, said, by, name=name_of(by))


@transaction.atomic
def renew_link(ticket: Ticket, *, by: User) -> None:
    """End the private links that were given out, so that a new one can be."""
    lock(ticket)
    if ticket.requester_email:
        raise TransitionError(_HAS_MAIL)
    access.revoke(ticket)
    record(ticket, gettext_lazy("%(name)s gave out a new private link."), by, name=name_of(by))


_HAS_MAIL = gettext_lazy("The requester receives their private link by email.")
