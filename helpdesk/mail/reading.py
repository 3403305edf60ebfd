"""From bytes to a letter: sender, addresses, text and files, within bounds. Nothing here believes what a mail says."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from helpdesk.models import IncomingMail

from . import html
from .charsets import clean, decode

MOST_BYTES = 25 * 1024 * 1024
MOST_LINES = 500_000
MOST_BOUNDARIES = 40
MOST_PARTS = 100
DEEPEST = 20
LONGEST_HEADER = 4_000
LONGEST_HEADERS = 512 * 1024

ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To")
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,120}@[!-;=?-~]{1,70}>")

Reason = IncomingMail.Reason


class Unreadable(Exception):
    """A mail that a person has to look at, and why."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    is_inline: bool


@dataclass
class Letter:
    part: Part
    texts: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def header(self, name: str) -> str:
        return header(self.part, name)

    @property
    def text(self) -> str:
        return "\n\n".join(text.strip("\n") for text in self.texts if text.strip())

    @property
    def sender(self) -> tuple[str, str]:
        """Name and address as the mail claims; both empty unless exactly one valid address is named."""
        try:
            senders = [(name, address) for name, address in getaddresses([self.header("From")]) if address]
            validate_email(senders[0][1] if len(senders) == 1 else "")
        except (ValidationError, RecursionError):
            return "", ""
        return senders[0][0][:120].strip(), senders[0][1][:254]

    @property
    def addressed_to(self) -> str:
        return " ".join(header(self.part, name, every=True) for name in ADDRESSED)

    @property
    def answers(self) -> str:
        return f"{self.header('In-Reply-To')} {self.header('References')}"

    @property
    def message_id(self) -> str:
        found = MESSAGE_ID.match(self.header("Message-ID"))
        return found.group() if found else ""


def read(raw: bytes) -> Letter:
    """Raises Unreadable for what is too large, too complex, encrypted or no mail at all."""
    _check_bounds(raw)
    try:
        part = email.message_from_bytes(raw, policy=email.policy.compat32)
        letter = Letter(part)
        _walk(part, letter, depth=0)
    except RecursionError as error:
        raise Unreadable(Reason.TOO_COMPLEX) from error
    if not part.keys() or not any(part.get(name) for name in ("From", "Return-Path", "Message-ID", "Date")):
        raise Unreadable(Reason.UNREADABLE)
    return letter


def header(part: Part, name: str, *, every: bool = False) -> str:
    """A header in readable letters on one line, whatever they were encoded in; cut where it gets absurd."""
    values = [value for key, value in part.raw_items() if key.lower() == name.lower()]
    return " ".join(_readable(str(value)) for value in (values[:20] if every else values[:1]))


def _readable(value: str) -> str:
    # Letters outside ASCII arrive as surrogates: somebody wrote them without saying in which charset.
    value = decode(value[:LONGEST_HEADER].encode("utf-8", "surrogateescape"), "")
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        pieces = [(value, None)]
    words = [decode(piece, charset or "") if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return " ".join(clean("".join(words)).split())


def _check_bounds(raw: bytes) -> None:
    if len(raw) > MOST_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    # The parser's time and memory grow with these; counting them first costs next to nothing.
    end = re.search(rb"\r?\n\r?\n", raw[: LONGEST_HEADERS + 4])
    if end is None and len(raw) > LONGEST_HEADERS:
        raise Unreadable(Reason.TOO_COMPLEX)
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    boundaries = len(re.findall(rb"boundary", raw, re.IGNORECASE))
    if lines > MOST_LINES or boundaries > MOST_BOUNDARIES or _separators(raw) > 20 * MOST_PARTS:
        raise Unreadable(Reason.TOO_COMPLEX)


def _separators(raw: bytes) -> int:
    return raw.count(b"\n--") + raw.count(b"\r--")


def _walk(part: Part, letter: Letter, depth: int) -> None:
    kind = part.get_content_type()
    letter.kinds.append(kind)
    if len(letter.kinds) > MOST_PARTS or depth > DEEPEST:
        raise Unreadable(Reason.TOO_COMPLEX)
    if kind in ENCRYPTED:
        raise Unreadable(Reason.ENCRYPTED)
    if kind in SIGNATURES:
        return
    if kind.startswith("message/"):
        _keep(part, letter)
    elif kind == "multipart/alternative" and part.is_multipart():
        _choose(part, letter, depth)
    elif part.is_multipart():
        for child in part.get_payload():
            _walk(child, letter, depth + 1)
    elif kind.startswith("multipart/") or (kind in ("text/plain", "text/html") and not _is_file(part)):
        text = decode(part.get_payload(decode=True) or b"", str(part.get_param("charset") or ""))
        letter.texts.append(html.to_text(text) if kind == "text/html" else clean(text))
    else:
        _keep(part, letter)


def _choose(part: Part, letter: Letter, depth: int) -> None:
    """Of several forms of one text the plain one, unless it is empty."""
    forms = []
    for child in part.get_payload():
        form = Letter(child, kinds=letter.kinds)
        _walk(child, form, depth + 1)
        forms.append(form)
        letter.files += form.files
    with_text = [form for form in forms if form.text]
    letter.texts += with_text[0].texts if with_text else []


def _is_file(part: Part) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _file_name(part: Part) -> str:
    try:
        return _readable(part.get_filename() or "")
    except (UnicodeError, LookupError, ValueError):
        return "file"


def _keep(part: Part, letter: Letter) -> None:
    if part.get_content_maintype() == "message":
        name, content = _file_name(part) or "message.eml", b"".join(_bytes_of(child) for child in _children(part))
    else:
        name, content = _file_name(part), part.get_payload(decode=True) or b""
    name = name or f"file.{part.get_content_subtype()}"
    letter.files.append(File(name, content, part.get_content_disposition() != "attachment"))


def _children(part: Part) -> list[Part]:
    payload = part.get_payload()
    return payload if isinstance(payload, list) else []


def _bytes_of(part: Part) -> bytes:
    try:
        return part.as_bytes()
    except (UnicodeError, LookupError, ValueError, TypeError):
        return b""
