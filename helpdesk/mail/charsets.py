"""Letters exact: what the mail says its charset is, unless that cannot be, and then what it must be."""

import codecs
import re

# Mail programs call Windows' Turkish letters ISO; the bytes that differ are control characters in ISO.
WINDOWS = {"iso8859-9": "cp1254", "iso8859-1": "cp1252", "ascii": "utf-8", "latin-5": "cp1254"}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")


def decode(content: bytes, charset: str) -> str:
    for name in (_known(charset), "utf-8", "cp1254"):
        try:
            return content.decode(name) if name else content.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("iso8859-9")


def clean(text: str) -> str:
    """Without control and direction characters, and with one kind of line end."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\u2028", "\n")


def _known(charset: str) -> str:
    try:
        found = codecs.lookup(charset.strip("'\" ").lower())
    except (LookupError, ValueError):
        return ""
    # Python also knows codecs that are no charsets, such as "hex" or "zip".
    return WINDOWS.get(found.name, found.name) if found._is_text_encoding else ""
