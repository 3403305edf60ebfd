"""While DEBUG is on: the mails that would have been sent, to read in the browser."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

RULE = b"-" * 79


def mailbox(request: HttpRequest) -> HttpResponse:
    mails = [mail for path in sorted(_folder().glob("*.log"), reverse=True)[:100] for mail in _mails_in(path)]
    return render(request, "helpdesk/devmail.html", {"mails": mails, "folder": _folder()})


def _folder() -> Path:
    if not settings.DEBUG:
        raise Http404
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.DATA_DIR / "mail")


def _mails_in(path: Path) -> list[dict[str, object]]:
    parts = [part.strip() for part in path.read_bytes().split(RULE) if part.strip()]
    return [_shown(email.message_from_bytes(part, policy=email.policy.default)) for part in parts]


def _shown(mail: EmailMessage) -> dict[str, object]:
    body = mail.get_body(("plain",))
    names = ("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "Auto-Submitted")
    return {"headers": [(name, mail[name]) for name in names if mail[name]], "text": body.get_content() if body else ""}
