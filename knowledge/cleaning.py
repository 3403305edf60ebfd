"""A file as readers may have it: what it shows, without what it says about its author, its camera or its past."""

import io

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

KINDS = ("pdf", "png", "jpg", "jpeg", "txt", "csv")
MOST_PAGES = 100
MOST_PIXELS = 40_000_000


class CannotBeCleaned(Exception):
    """Why a file cannot be published; the message is shown to people."""


def cleaned(content: bytes, ending: str) -> tuple[bytes, str]:
    """The file without metadata, comments and attachments, and the words in it. Raises CannotBeCleaned."""
    if ending not in KINDS:
        raise CannotBeCleaned(_("Only PDF files, pictures and plain text can be cleaned. Save it as PDF first."))
    try:
        if ending == "pdf":
            return _pdf(content)
        if ending in ("txt", "csv"):
            text = content.decode("utf-8")
            return content, text
        return _picture(content), ""
    except (PyPdfError, UnidentifiedImageError, Image.DecompressionBombError, UnicodeDecodeError, OSError) as error:
        raise CannotBeCleaned(_("This file cannot be read. Save it anew and try again.")) from error


def _pdf(content: bytes) -> tuple[bytes, str]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted or len(reader.pages) > MOST_PAGES:
        raise CannotBeCleaned(_("This PDF is protected or longer than %(most)d pages.") % {"most": MOST_PAGES})
    # Only the pages are taken over: title, author, scripts, embedded files and bookmarks stay behind.
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    writer.remove_annotations(subtypes=None)
    writer.metadata = None
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue(), "\n".join(page.extract_text() for page in reader.pages)


def _picture(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotBeCleaned(_("This picture is too large."))
        plain = Image.new(picture.mode, picture.size)
        if picture.palette:
            plain.putpalette(picture.palette)
        plain.paste(picture)
        target = io.BytesIO()
        plain.save(target, format=picture.format)
    return target.getvalue()
