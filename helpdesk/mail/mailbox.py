"""Fetch mail by IMAP. A mail leaves the inbox for the folder Processed only after it was stored here."""

import imaplib
import ipaddress
import logging
import re
import ssl
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from .incoming import ingest
from .reading import MOST_BYTES

PROCESSED = "Processed"
SECONDS = 15

logger = logging.getLogger(__name__)


class Unreachable(OSError):
    """The mailbox could not be opened or broke off; what was not stored is still there."""


def fetch(*, limit: int = 200) -> int:
    """Take in what waits in the mailbox of INBOX_URL. Returns how many mails were stored; 0 without a mailbox."""
    if not settings.INBOX_URL:
        return 0
    try:
        with _open(settings.INBOX_URL) as server:
            processed = _folder(server)
            return sum(_fetch_one(server, uid, processed) for uid in _waiting(server)[:limit])
    except imaplib.IMAP4.error as error:
        raise Unreachable(f"The mailbox could not be read: {type(error).__name__}") from error


def _open(url: str) -> imaplib.IMAP4:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        server = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    elif parts.scheme == "imap" and _is_this_machine(host):
        server = imaplib.IMAP4(host, parts.port or 143, timeout=SECONDS)
    else:
        raise ImproperlyConfigured("INBOX_URL must begin with imaps://; imap:// is only for a server on this machine.")
    try:
        server.login(_quoted(unquote(parts.username or "")), unquote(parts.password or ""))
        # Many servers tell what they can do only to those who have signed in.
        server.capabilities = tuple(_expect(server.capability())[-1].decode("ascii", "ignore").upper().split())
        _expect(server.select(_quoted(unquote(parts.path).strip("/") or "INBOX")))
    except (imaplib.IMAP4.error, OSError):
        server.shutdown()
        raise
    return server


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _folder(server: imaplib.IMAP4) -> str:
    """Where stored mails go, made if it is not there; below INBOX on servers that want it so."""
    answer = _expect(server.namespace())[0] if "NAMESPACE" in server.capabilities else b""
    prefix = re.match(rb'\(\("([^"]*)"', answer or b"")
    folder = _quoted(f"{prefix.group(1).decode('ascii', 'ignore') if prefix else ''}{PROCESSED}")
    if not _expect(server.list('""', folder))[0]:
        _expect(server.create(folder))
    return folder


def _waiting(server: imaplib.IMAP4) -> list[str]:
    return _expect(server.uid("SEARCH", "UNDELETED"))[0].decode("ascii").split()


def _fetch_one(server: imaplib.IMAP4, uid: str, processed: str) -> bool:
    # Of a mail that is too large the beginning is enough to record it; the whole stays in Processed.
    answer = _expect(server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES + 1}>)"))
    raw = next((item[1] for item in answer if isinstance(item, tuple)), None)
    if raw is None:
        return False
    try:
        ingest(raw)
    except (DatabaseError, OSError):
        logger.exception("A mail was not stored and stays in the inbox")
        return False
    _move(server, uid, processed)
    return True


def _move(server: imaplib.IMAP4, uid: str, processed: str) -> None:
    _expect(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))
    if "MOVE" in server.capabilities:
        _expect(server.uid("MOVE", uid, processed))
        return
    _expect(server.uid("COPY", uid, processed))
    _expect(server.uid("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)"))
    if "UIDPLUS" in server.capabilities:
        _expect(server.uid("EXPUNGE", uid))


def _expect(answer: tuple[str, list]) -> list:
    status, data = answer
    if status != "OK":
        raise Unreachable(f"The mail server said {status}.")
    return data


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
