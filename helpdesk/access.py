"""Private links: a token that opens one ticket, made from the site's secret and the ticket's nonce and stored nowhere.

Whoever reads the database cannot make a link; a new nonce ends all links to a ticket; a rotated SECRET_KEY keeps
links alive as long as the old one stays among SECRET_KEY_FALLBACKS.
"""

import base64
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from .models import Ticket
from .models.ticket import new_nonce

SALT = "helpdesk.access"
SESSION_KEY = "tickets"
MAILED_SALT = "helpdesk.access.mailed"
MAILED_KEY = "mailed"
ERASED_KEY = "erased"


def token_for(ticket: Ticket) -> str:
    return f"{ticket.pk}-{next(_codes(ticket))}"


def ticket_for(token: str) -> Ticket | None:
    number, _hyphen, code = token.partition("-")
    ticket = (
        Ticket.objects.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 12 else None
    )
    if ticket and any(constant_time_compare(code, right) for right in _codes(ticket)):
        return ticket
    return None


def link_to(ticket: Ticket) -> str:
    """The whole private address, in the requester's language and under the configured host."""
    with override(ticket.language):
        return settings.BASE_URL + reverse("helpdesk:open_ticket", args=[token_for(ticket)])


def mailed_link_to(ticket: Ticket) -> str:
    """The same with a mark that only mails carry: whoever comes by it reads the mailbox of this address."""
    return f"{link_to(ticket)}?m={_mark(ticket)}"


def _mark(ticket: Ticket) -> str:
    bound_to = f"{ticket.pk}:{ticket.link_nonce}:{ticket.requester_email.lower()}"
    return salted_hmac(MAILED_SALT, bound_to, algorithm="sha256").hexdigest()[:32]


def remember(request: HttpRequest, ticket: Ticket) -> None:
    """Exchange the link for a session bound to this ticket, so that the address bar holds no secret."""
    request.session[SESSION_KEY] = request.session.get(SESSION_KEY, {}) | {str(ticket.pk): ticket.link_nonce}
    mark = request.GET.get("m", "")
    if constant_time_compare(mark, _mark(ticket)):
        request.session[MAILED_KEY] = request.session.get(MAILED_KEY, {}) | {str(ticket.pk): mark}


def came_by_mail(request: HttpRequest, ticket: Ticket) -> bool:
    """Whether this browser opened the link that was mailed to the address the ticket has now."""
    return request.session.get(MAILED_KEY, {}).get(str(ticket.pk)) == _mark(ticket)


def remembered(request: HttpRequest, reference: str) -> Ticket | None:
    nonces = request.session.get(SESSION_KEY, {})
    ticket = (
        Ticket.objects.with_reference(reference).select_related("topic", "assignee", "merged_into").first()
        if nonces
        else None
    )
    return ticket if ticket and nonces.get(str(ticket.pk)) == ticket.link_nonce else None


def remember_erased(request: HttpRequest, reference: str) -> None:
    request.session[ERASED_KEY] = [*request.session.get(ERASED_KEY, []), reference]


def was_erased_here(request: HttpRequest, reference: str) -> bool:
    """Known to this browser alone: of what is erased we keep nothing that could tell anybody that it was there."""
    return reference in request.session.get(ERASED_KEY, [])


def revoke(ticket: Ticket) -> None:
    """End every link and every session that opens this ticket."""
    ticket.link_nonce = new_nonce()
    ticket.save(update_fields=["link_nonce"])


def _codes(ticket: Ticket) -> Iterator[str]:
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        digest = salted_hmac(SALT, f"{ticket.pk}:{ticket.link_nonce}", secret=secret, algorithm="sha256").digest()
        yield base64.urlsafe_b64encode(digest).decode().rstrip("=")
