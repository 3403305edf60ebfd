"""A ticket somebody knows about, and a real mail server on loopback."""

import email.policy
import socket
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from helpdesk.models import Ticket
from tests.factories import ask, knows


@pytest.fixture
def ticket(topic, expert) -> Ticket:
    knows(expert, topic)
    return ask(topic)


class Mailbox:
    """A real SMTP server's side of the conversation; refuses as many times as it is told to."""

    def __init__(self, refusals: int = 0):
        self.refusals, self.mails = refusals, []

    async def handle_DATA(self, server, session, envelope):
        if self.refusals:
            self.refusals -= 1
            return "451 Try again later"
        mail = BytesParser(policy=email.policy.default).parsebytes(envelope.content)
        self.mails.append((envelope.rcpt_tos, mail))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    def listen(refusals: int = 0) -> Mailbox:
        mailbox = Mailbox(refusals)
        controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
        controller.start()
        running.append(controller)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
        return mailbox

    running: list[Controller] = []
    yield listen
    for controller in running:
        controller.stop()
