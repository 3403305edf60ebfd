"""The one place that knows WeasyPrint, which the optional group `pdf` installs. Only `make_booklets` imports it."""

import os

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone

from .booklets import Booklet, missing

try:
    import weasyprint
except (ImportError, OSError) as error:  # OSError: one of the libraries of the system (Pango) is not there.
    weasyprint, reason = None, str(error)


class CannotMakePdf(Exception):
    """The program is not there; the message is for whoever runs the command."""


def make_missing() -> int:
    """Make the PDFs that are missing. Returns how many."""
    if weasyprint is None:
        raise CannotMakePdf(f"PDFs cannot be made here: {reason}")
    return sum(_make(booklet) for booklet in missing())


def _make(booklet: Booklet) -> int:
    context = {"booklet": booklet, "chapters": booklet.chapters, "printed_on": timezone.localdate()}
    html = render_to_string("knowledge/booklet_pdf.html", context | {"BASE_URL": settings.BASE_URL})
    style = weasyprint.CSS(filename=finders.find("helpdesk/pdf.css"))
    document = weasyprint.HTML(string=html, base_url=settings.BASE_URL, url_fetcher=_nothing)
    made = document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    booklet.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = booklet.file.with_suffix(f".{os.getpid()}")
    partial.write_bytes(made)
    partial.rename(booklet.file)
    return 1


def _nothing(address: str, *_arguments: object, **_options: object) -> None:
    raise ValueError(f"A PDF fetches nothing: {address}")
