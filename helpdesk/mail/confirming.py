"""Asking a stranger whether they wrote to us: by a link or by a reply, with nothing of what they wrote.

The token in both is made from the secret and the mail and stored nowhere, as private links are.
"""

import base64
import datetime
import logging
import re
import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk.models import IncomingMail, OutgoingMail

from . import addresses
from .language import guess
from .reading import Letter, Unreadable, read

SALT = "helpdesk.mail.confirming"
TOKEN = r"[1-9]\d{0,10}-[a-z2-7]{26}"
MAILS_AN_HOUR = 3
ASK_WITHIN = datetime.timedelta(days=1)
CONFIRM_WITHIN = datetime.timedelta(days=14)
YES = {"evet", "onaylıyorum", "tamam", "ok", "yes", "i confirm", "confirm", "confirmed"}

logger = logging.getLogger(__name__)


def token_for(mail: IncomingMail) -> str:
    return f"{mail.pk}-{next(_codes(mail))}"


def mail_for(token: str) -> IncomingMail | None:
    """The mail a token is about, whatever has become of it."""
    number, _hyphen, code = token.lower().partition("-")
    found = IncomingMail.objects.filter(pk=number).first() if re.fullmatch(TOKEN, token.lower(), re.ASCII) else None
    return found if found and any(constant_time_compare(code, right) for right in _codes(found)) else None


def is_waiting(mail: IncomingMail) -> bool:
    waits = mail.state == IncomingMail.State.QUARANTINED and mail.reason == IncomingMail.Reason.UNCONFIRMED
    return waits and mail.received_at > timezone.now() - CONFIRM_WITHIN


def answered_by(letter: Letter) -> IncomingMail | None:
    """The mail whose question to its sender this one replies to."""
    local, _at, host = addresses.inbox().rpartition("@")
    pattern = rf"(?<![\w.+-]){re.escape(local)}\+c({TOKEN})@{re.escape(host)}(?![\w.-])"
    found = re.search(pattern, letter.addressed_to, re.IGNORECASE | re.ASCII)
    mail = mail_for(found.group(1)) if found else None
    return mail if mail and is_waiting(mail) else None


def ask_senders(*, now: datetime.datetime | None = None, limit: int = 50) -> int:
    """For the worker: ask those who have not been asked. What fails is tried again with the same Message-ID."""
    now = now or timezone.now()
    new = IncomingMail.objects.unconfirmed().filter(asked_at=None, received_at__gt=now - ASK_WITHIN).order_by("pk")
    return sum(_ask(mail, now) for mail in new[:limit])


def _ask(mail: IncomingMail, now: datetime.datetime) -> bool:
    if _were_asked_enough(mail.sender, now):
        return False
    try:
        _compose(mail).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        logger.warning("The sender of mail %s could not be asked: %s", mail.pk, type(error).__name__)
        return False
    mail.asked_at = now
    mail.save(update_fields=["asked_at"])
    return True


def _were_asked_enough(sender: str, now: datetime.datetime) -> bool:
    since = now - datetime.timedelta(hours=1)
    asked = IncomingMail.objects.filter(sender__iexact=sender, asked_at__gt=since).count()
    receipts = OutgoingMail.objects.filter(kind=OutgoingMail.Kind.RECEIVED, sent_at__gt=since)
    return asked + receipts.filter(ticket__requester_email__iexact=sender).count() >= MAILS_AN_HOUR


def _compose(mail: IncomingMail) -> EmailMultiAlternatives:
    local, _at, host = addresses.inbox().rpartition("@")
    with override(language_of(mail)):
        link = settings.BASE_URL + reverse("helpdesk:confirm_mail", args=[token_for(mail)])
        context = {"link": link, "received_at": mail.received_at}
        text = render_to_string("helpdesk/mail/confirm.txt", context)
        html = render_to_string("helpdesk/mail/confirm.html", context)
        subject = _("Did you write to us? Please confirm")
    headers = {
        "Message-ID": f"<confirm-{mail.pk}-{mail.sha256[:16]}@{addresses.domain()}>",
        "Reply-To": f"{local}+c{token_for(mail)}@{host}",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
    }
    if mail.message_id:
        headers |= {"In-Reply-To": mail.message_id, "References": mail.message_id}
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [mail.sender], headers=headers)
    message.attach_alternative(html, "text/html")
    return message


def language_of(mail: IncomingMail) -> str:
    try:
        letter = read(bytes(mail.raw or b""))
    except Unreadable:
        return settings.LANGUAGE_CODE
    return guess(f"{letter.header('Subject')} {letter.text}")


def _codes(mail: IncomingMail) -> Iterator[str]:
    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        digest = salted_hmac(SALT, f"{mail.pk}:{mail.sha256}", secret=secret, algorithm="sha256").digest()
        yield base64.b32encode(digest[:16]).decode().rstrip("=").lower()
