"""From a question to a ticket on somebody's desk."""

import datetime
import uuid

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk import attachments, notifications, people, routing
from helpdesk.models import Channel, Consent, Message, Ticket
from helpdesk.routing import name_of
from helpdesk.wording import NOTICE_VERSION
from knowledge import search
from knowledge.languages import Language
from knowledge.models import Topic

from . import clocks
from .steps import keep_words

Kind = Message.Kind


def open_ticket(
    *,
    language: str,
    subject: str,
    body: str,
    requester_email: str = "",
    topic: Topic | None = None,
    consents: tuple[str, ...] = (),
    files: list[UploadedFile] | None = None,
    form_key: uuid.UUID | None = None,
    channel: str = Channel.WEB,
    asked_at: datetime.datetime | None = None,
    obtained: str = Consent.Obtained.FORM,
    found: routing.Route | None = None,
    **details: object,
) -> Ticket:
    """Store a question and send it on its way. The same form sent twice gives the same ticket."""
    details |= {"language": language, "subject": subject, "requester_email": requester_email, "topic": topic}
    ticket = Ticket(form_key=form_key, channel=channel, **details)
    ticket.created_at = asked_at or ticket.created_at
    agreed = [Consent(ticket=ticket, purpose=p, text_version=NOTICE_VERSION, obtained=obtained) for p in consents]
    try:
        with transaction.atomic():
            _store(ticket, body, agreed, files or [], found or routing.route(topic, language))
    except IntegrityError:
        if form_key is None or not (earlier := Ticket.objects.filter(form_key=form_key).first()):
            raise
        return earlier
    return ticket


def _store(ticket: Ticket, body: str, agreed: list[Consent], files: list[UploadedFile], found: routing.Route) -> None:
    ticket.clock_started_at = ticket.created_at
    clocks.set_dues(ticket)
    ticket.assignee = found.assignee
    name_organisation(ticket)
    # Its history begins with the first change: how it began is on the ticket, in the event below.
    ticket.save_without_historical_record()
    question = Message(ticket=ticket, kind=Kind.QUESTION, body=body, created_at=ticket.created_at)
    events = [*recorded_how(ticket, agreed), event_of(found)]
    Message.objects.bulk_create([question, *(_event(ticket, body) for body in events)])
    keep_words(ticket, ticket.subject, ticket.organisation, body)
    attachments.keep(question, files)
    Consent.objects.bulk_create(agreed)
    notifications.queue(notifications.received(ticket), *tell_the_desk(ticket))


def recorded_how(ticket: Ticket, agreed: list[Consent]) -> list[str]:
    """For a question somebody of the desk put down: who did, where it was asked, and how consent was given."""
    if ticket.recorded_by is None:
        return []
    with override(Language.TURKISH):
        where = ", ".join(filter(None, [ticket.get_channel_display(), ticket.channel_note]))
        told = "; ".join(f"{consent.get_purpose_display()}: {consent.get_obtained_display()}" for consent in agreed)
        names = {"name": name_of(ticket.recorded_by), "where": where, "consents": told or "–"}
        return [_("Recorded by %(name)s (%(where)s). Consents: %(consents)s.") % names]


def _event(ticket: Ticket, body: str) -> Message:
    return Message(ticket=ticket, kind=Kind.EVENT, body=body, author=ticket.recorded_by)


def name_organisation(ticket: Ticket) -> None:
    """Under which name the organisation's other questions are found: without case, marks and punctuation."""
    words = search.folded_words(ticket.organisation, Language.TURKISH)
    ticket.organisation_key = " ".join(words)[:200]


def event_of(found: routing.Route) -> str:
    with override(Language.TURKISH):
        who = (
            _("Given to %(name)s.") % {"name": name_of(found.assignee)}
            if found.assignee
            else _("Not given to anyone yet.")
        )
    return f"{who} {found.why}"


def tell_the_desk(ticket: Ticket) -> list:
    if ticket.assignee:
        return [notifications.assigned(ticket, ticket.assignee)]
    interested = dict.fromkeys([*people.triagers(), *people.interested_in(ticket.topic, ticket.language)])
    return [notifications.needs_triage(ticket, person) for person in interested]
