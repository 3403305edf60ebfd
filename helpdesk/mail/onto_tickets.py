"""From a letter to a ticket: a new question, or a reply on one that there is."""

from helpdesk import workflow
from helpdesk.models import Channel, Ticket

from . import writing
from .language import guess
from .reading import Letter


def add_reply(letter: Letter, ticket: Ticket) -> None:
    written = writing.of(letter, ticket.language)
    workflow.receive_reply(ticket, body=written.body, quoted=written.quoted, files=written.files)
    if letter.sender[1].lower() != ticket.requester_email.lower():
        workflow.note_other_sender(ticket)
    else:
        workflow.confirm_address(ticket)


def open_from(letter: Letter) -> Ticket:
    name, sender = letter.sender
    language = guess(f"{letter.header('Subject')} {letter.text}")
    written = writing.of(letter, language, whole=True)
    return workflow.open_ticket(
        language=language,
        subject=written.subject,
        body=written.body,
        files=written.files,
        requester_email=sender,
        requester_name=name,
        channel=Channel.EMAIL,
    )
