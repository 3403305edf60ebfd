"""Where a reply goes: our address with a token that names one ticket and one recipient and is stored nowhere.

The same token is in the Message-ID of every mail to a requester, for programs that answer to the sender instead.
It can only add to its ticket, as its recipient: it opens no page, and a new nonce on the ticket ends it.
"""

import base64
import re
import secrets
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from helpdesk.models import Ticket

SALT = "helpdesk.mail.addresses"
# Letter case is lost on the way through some servers, so the code is written without it.
TOKEN = r"[1-9]\d{0,10}-[a-z2-7]{26}"


def inbox() -> str:
    """The address our mails come from and replies go to, without a name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def token_for(ticket: Ticket) -> str:
    return f"{ticket.pk}-{next(_codes(ticket))}"


def ticket_for(token: str) -> Ticket | None:
    number, _hyphen, code = token.lower().partition("-")
    ticket = Ticket.objects.filter(pk=number).first() if re.fullmatch(TOKEN, token.lower(), re.ASCII) else None
    return ticket if ticket and any(constant_time_compare(code, right) for right in _codes(ticket)) else None


def reply_address(ticket: Ticket) -> str:
    local, _at, host = inbox().rpartition("@")
    return f"{local}+{token_for(ticket)}@{host}"


def tokens_in_addresses(text: str) -> set[str]:
    local, _at, host = inbox().rpartition("@")
    pattern = rf"(?<![\w.+-]){re.escape(local)}\+({TOKEN})@{re.escape(host)}(?![\w.-])"
    return {token.lower() for token in re.findall(pattern, text, re.IGNORECASE | re.ASCII)}


def new_message_id(ticket: Ticket | None = None) -> str:
    """With a ticket, one that a reply can be matched by; short, so that no server has to break the line."""
    unique = f"{token_for(ticket)}.{secrets.token_hex(4)}" if ticket else secrets.token_hex(16)
    return f"<{unique}@{domain()}>"


def tokens_in_message_ids(text: str) -> set[str]:
    pattern = rf"<({TOKEN})\.[0-9a-f]{{8}}@{re.escape(domain())}>"
    return {token.lower() for token in re.findall(pattern, text, re.IGNORECASE | re.ASCII)}


def our_message_ids_in(text: str) -> list[str]:
    pattern = rf"<(?:{TOKEN}\.[0-9a-f]{{8}}|[0-9a-f]{{32}})@{re.escape(domain())}>"
    return list(dict.fromkeys(re.findall(pattern, text, re.IGNORECASE | re.ASCII)))


def thread_root(ticket: Ticket) -> str:
    return f"<ticket-{ticket.pk}@{domain()}>"


def domain() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _codes(ticket: Ticket) -> Iterator[str]:
    bound_to = f"{ticket.pk}:{ticket.link_nonce}:{ticket.requester_email.lower()}"
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        digest = salted_hmac(SALT, bound_to, secret=secret, algorithm="sha256").digest()
        yield base64.b32encode(digest[:16]).decode().rstrip("=").lower()
