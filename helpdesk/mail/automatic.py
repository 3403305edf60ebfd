"""Mail that no person wrote (RFC 3834, RFC 3464): it opens, reopens and answers nothing."""

import re
from dataclasses import dataclass

from .addresses import inbox, our_message_ids_in
from .charsets import decode
from .reading import Letter, header

PRECEDENCE = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+-][^@]*)?@", re.IGNORECASE)
SUBJECTS = re.compile(
    r"^\s*(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|autoreply|vacation|"
    r"ofis dışında|ofis dışı|otomatik (?:yanıt|cevap|ileti)|izindeyim|yıllık izin)\b",
    re.IGNORECASE,
)
LONGEST_REPORT = 100_000


@dataclass(frozen=True)
class Bounce:
    mail_id: str
    is_final: bool
    code: str


def is_automatic(letter: Letter) -> bool:
    said = letter.header("Auto-Submitted").split(";")[0].strip().lower()
    return (
        said not in ("", "no")
        or letter.header("Precedence").lower() in PRECEDENCE
        or any(name.lower().startswith("x-auto") for name in letter.part.keys())  # noqa: SIM118
        or letter.header("Return-Path").strip() == "<>"
        or "report" in letter.part.get_content_type()
        or MACHINES.match(letter.sender[1]) is not None
        or SUBJECTS.match(letter.header("Subject").replace("İ", "i")) is not None
    )


def is_bulk(letter: Letter) -> bool:
    return any(letter.header(name) for name in ("List-Id", "List-Unsubscribe", "Feedback-ID"))


def is_our_own(letter: Letter) -> bool:
    return letter.sender[1].lower() == inbox().lower() or letter.message_id in our_message_ids_in(letter.message_id)


def bounce_in(letter: Letter) -> Bounce | None:
    """Which mail of ours a delivery report is about, and whether it was given up."""
    if letter.part.get_content_type() != "multipart/report" and letter.header("Return-Path").strip() != "<>":
        return None
    report = "\n".join([_flat(letter), letter.answers])[: 2 * LONGEST_REPORT]
    ids = our_message_ids_in(report)
    if not ids:
        return None
    action = re.search(r"^action:\s*(\w+)", report, re.IGNORECASE | re.MULTILINE)
    code = re.search(r"^status:\s*([245]\.\d{1,3}\.\d{1,3})", report, re.IGNORECASE | re.MULTILINE)
    final = action.group(1).lower() == "failed" if action else bool(re.search(r"\b5\d\d[ -]", report))
    return Bounce(ids[0], final, code.group(1) if code else "")


def _flat(letter: Letter) -> str:
    pieces = []
    for part in letter.part.walk():
        # A returned mail gives its headers only; its words are our own.
        pieces += [f"{name}: {header(part, name)}" for name in ("Action", "Status", "Message-ID") if part.get(name)]
        if not part.is_multipart() and part.get_content_maintype() == "text":
            pieces.append(decode(part.get_payload(decode=True) or b"", "")[:LONGEST_REPORT])
    return "\n".join(pieces)
