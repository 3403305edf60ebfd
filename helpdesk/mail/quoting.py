"""What somebody wrote, told apart from what their program repeats of earlier mails. Both are kept.

Line by line and with patterns that cannot run away, in Turkish and English, for top-posting, bottom-posting and
Outlook's blocks. Where answers stand between quoted lines, and in forwarded mails, nothing is taken apart.
"""

import re

FORWARDED_SUBJECT = re.compile(r"\s*(?:fwd?|wg|ilt)\s*:", re.IGNORECASE)
FORWARDED = re.compile(
    r"^[\s>*-]*(?:forwarded message|begin forwarded|iletilen (?:ileti|mesaj)|iletinin başlangıcı)", re.IGNORECASE
)
DIVIDER = re.compile(
    r"^\s*(?:-{3,}|_{3,})\s*(?:original (?:message|appointment)|(?:orijinal|özgün|asıl) (?:mesaj|ileti|e-?posta))",
    re.IGNORECASE,
)
LINE = re.compile(r"^\s*_{20,}\s*$")
WROTE = re.compile(r"(?:\bwrote|\byazdı|\byazmış|\byazmıştı)\s*:\s*$", re.IGNORECASE)
ATTRIBUTION = re.compile(
    r"^\W{0,3}(?:on\b|\d{1,2}[./ ]|\d{4}-|pzt|sal|çar|per|cum|cmt|paz|tarih)|\btarihinde\b|<[^<>\s]+@[^<>\s]+>",
    re.IGNORECASE,
)
SENDER = re.compile(r"^\W{0,3}(?:from|gönderen|kimden)\W{0,3}:\W{0,3}\s*\S", re.IGNORECASE)
REST_OF_HEADER = re.compile(
    r"^\W{0,3}(?:sent|date|to|cc|subject|gönderildi|gönder(?:il)?me tarihi|tarih|kime|bilgi|konu)\W{0,3}:",
    re.IGNORECASE,
)
LONGEST_LINE = 500
MOST_LINES = 5_000


def split(text: str, subject: str = "") -> tuple[str, str]:
    """The words of this mail, and what is quoted; the second is empty where the two cannot be told apart."""
    lines = text.split("\n")
    whole = FORWARDED_SUBJECT.match(subject) or len(lines) > MOST_LINES
    start = None if whole else _start_of_quote(lines)
    if start is None:
        return text.strip("\n"), ""
    head, rest = lines[:start], lines[start:]
    if _has_words(head):
        return _between(head, rest)
    return _below(lines, rest)


def _start_of_quote(lines: list[str]) -> int | None:
    for index, line in enumerate(line[:LONGEST_LINE] for line in lines):
        if FORWARDED.match(line):
            return None
        if line.startswith(">") or DIVIDER.match(line) or _begins_header(lines, index):
            return index
        if LINE.match(line) and _begins_header(lines, index + 1):
            return index
        if WROTE.search(line) and (begin := _begin_of_attribution(lines, index)) is not None:
            return begin
    return None


def _begins_header(lines: list[str], index: int) -> bool:
    following = [line[:LONGEST_LINE] for line in lines[index + 1 : index + 6]]
    return bool(
        index < len(lines)
        and SENDER.match(lines[index][:LONGEST_LINE])
        and sum(bool(REST_OF_HEADER.match(line)) for line in following) >= 2
    )


def _begin_of_attribution(lines: list[str], end: int) -> int | None:
    # Programs break "On Monday, Ayşe <ayse@...> wrote:" over up to three lines.
    nearest = None
    for begin in range(end, max(-1, end - 3), -1):
        if not lines[begin].strip():
            break
        named = ATTRIBUTION.search(" ".join(line[:LONGEST_LINE] for line in lines[begin : end + 1]))
        if named and (begin == 0 or not lines[begin - 1].strip()):
            return begin
        if nearest is None and ATTRIBUTION.search(lines[begin][:LONGEST_LINE]):
            nearest = begin
    return nearest


def _between(head: list[str], rest: list[str]) -> tuple[str, str]:
    last = max((i for i, line in enumerate(rest) if line.startswith(">")), default=None)
    after = rest[last + 1 :] if last is not None else []
    if not _has_words(after):
        return _joined(head), _joined(rest)
    if _blocks(rest) == 1 and not head[-1].strip():
        return _joined([*head, *after]), _joined(rest[: last + 1])
    return _joined([*head, *rest]), ""


def _below(lines: list[str], rest: list[str]) -> tuple[str, str]:
    quoted = [i for i, line in enumerate(rest) if line.startswith(">")]
    after = rest[quoted[-1] + 1 :] if quoted else []
    if _has_words(after) and _blocks(rest) == 1:
        return _joined(after), _joined(rest[: quoted[-1] + 1])
    return _joined(lines), ""


def _blocks(lines: list[str]) -> int:
    """How many quoted blocks there are, blank lines between them not counted."""
    marks = [line.startswith(">") for line in lines if line.strip()]
    return sum(mark and (i == 0 or not marks[i - 1]) for i, mark in enumerate(marks))


def _has_words(lines: list[str]) -> bool:
    return any(re.search(r"\w", line) for line in lines)


def _joined(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
