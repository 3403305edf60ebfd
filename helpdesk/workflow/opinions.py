"""A second pair of eyes on an answer before it goes out. The clocks of the ticket run on."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk import notifications
from helpdesk.models import SecondOpinion, SecondOpinionRule, Ticket
from helpdesk.routing import name_of

from .steps import TransitionError, lock, record

Verdict = SecondOpinion.Verdict

ASKED = gettext_lazy("%(name)s asked %(colleague)s for a second opinion.")
GIVEN = {
    Verdict.FINE: gettext_lazy("%(name)s finds the answer fine as it stands."),
    Verdict.CHANGE: gettext_lazy("%(name)s would change the answer first."),
    Verdict.NOT_MINE: gettext_lazy("%(name)s cannot judge the answer."),
}
WITHDRAWN = gettext_lazy("%(name)s no longer needs the second opinion of %(colleague)s.")


@transaction.atomic
def ask_opinion(ticket: Ticket, *, by: User, colleague: User, answer: str, question: str = "") -> SecondOpinion:
    lock(ticket)
    if not ticket.is_open:
        raise TransitionError(_("This ticket has moved on; that step is closed."))
    if colleague == by:
        raise TransitionError(_("A second opinion is somebody else’s."))
    if ticket.opinions.waiting().filter(colleague=colleague).exists():
        names = {"name": name_of(colleague)}
        raise TransitionError(_("%(name)s has been asked and has not answered yet; take that back first.") % names)
    opinion = ticket.opinions.create(asked_by=by, colleague=colleague, question=question, answer=answer)
    record(ticket, ASKED, by, name=name_of(by), colleague=name_of(colleague))
    notifications.queue(notifications.opinion_asked(opinion))
    return opinion


@transaction.atomic
def give_opinion(opinion: SecondOpinion, *, by: User, verdict: str, view: str = "") -> None:
    _lock_waiting(opinion)
    opinion.verdict, opinion.view, opinion.given_at = verdict, view, timezone.now()
    opinion.save(update_fields=["verdict", "view", "given_at"])
    record(opinion.ticket, GIVEN[verdict], by, name=name_of(by))
    notifications.queue(notifications.opinion_given(opinion))


@transaction.atomic
def withdraw_opinion(opinion: SecondOpinion, *, by: User) -> None:
    """Nobody waits for it any more."""
    _lock_waiting(opinion)
    opinion.withdrawn_at = timezone.now()
    opinion.save(update_fields=["withdrawn_at"])
    record(opinion.ticket, WITHDRAWN, by, name=name_of(by), colleague=name_of(opinion.colleague))


def end_opinions(ticket: Ticket, *, by: User) -> None:
    """The answer is sent: whoever has not answered need not any more."""
    for opinion in ticket.opinions.waiting().select_related("colleague"):
        withdraw_opinion(opinion, by=by)


def _lock_waiting(opinion: SecondOpinion) -> None:
    lock(opinion.ticket)
    opinion.refresh_from_db(fields=["given_at", "withdrawn_at"])
    if not opinion.is_waiting:
        raise TransitionError(_("This opinion was given or taken back in the meantime."))


def needs_opinion(ticket: Ticket) -> bool:
    topic = ticket.topic
    return topic is not None and SecondOpinionRule.objects.filter(topic__in=[topic.pk, topic.parent_id]).exists()


def require_opinion(ticket: Ticket, answer: str, *, by: User) -> None:
    """Where the topic asks for it, an answer leaves only as a colleague has read it and found it fine."""
    if not needs_opinion(ticket):
        return
    fine = ticket.opinions.standing().filter(verdict=Verdict.FINE).exclude(colleague=by).select_related("colleague")
    fine = list(fine.newest_first())
    if any(opinion.is_of_text(answer) for opinion in fine):
        return
    if fine:
        names = {"name": name_of(fine[0].colleague)}
        raise TransitionError(
            _("The text has changed since %(name)s found it fine. Ask once more before it is sent.") % names
        )
    raise TransitionError(
        _("Answers on “%(topic)s” are sent once a colleague has found them fine. Ask one below.")
        % {"topic": ticket.topic}
    )
