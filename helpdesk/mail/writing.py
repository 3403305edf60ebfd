"""From a letter to what goes on a ticket: words, what is quoted, and files by the same policy as on the form."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import override

from helpdesk import attachments
from helpdesk.forms import LONGEST_MESSAGE

from . import quoting
from .reading import File, Letter

LONGEST_QUOTE = 100_000
LONGEST_LIST = 4_000


@dataclass(frozen=True)
class Written:
    subject: str
    body: str
    quoted: str
    files: list[SimpleUploadedFile]

    def is_more_than(self, words: set[str]) -> bool:
        """Whether anything was said besides one of these."""
        return bool(self.files) or self.body.strip(" .!\n").replace("İ", "i").lower() not in words


def of(letter: Letter, language: str, *, whole: bool = False) -> Written:
    """With `whole`, nothing is taken for a quote: who writes for the first time may have forwarded their question."""
    subject = letter.header("Subject")
    body, quoted = (letter.text, "") if whole else quoting.split(letter.text, subject)
    with override(language):
        files, refused = _files(letter.files)
        if len(body) > LONGEST_MESSAGE:
            files.append(SimpleUploadedFile("mail.txt", body.encode()[: attachments.MOST_BYTES]))
            refused.append(_("The text was longer than fits here; the whole of it is attached as mail.txt."))
        body = body[:LONGEST_MESSAGE].strip("\n") or _("(no text)")
        subject = subject[:200] or _("(no subject)")
    body = "\n\n".join([body, "\n".join(refused)[:LONGEST_LIST]]) if refused else body
    return Written(subject, body, quoted[:LONGEST_QUOTE], files)


def _files(files: list[File]) -> tuple[list[SimpleUploadedFile], list[str]]:
    """Those we keep, and a sentence about each that we do not. What was attached comes before what was shown inline."""
    kept, refused = [], []
    for file in sorted(files, key=lambda file: file.is_inline):
        name = attachments.clean_name(file.name)
        upload = SimpleUploadedFile(name, file.content)
        try:
            attachments.check([upload])
        except ValidationError as error:
            refused += error.messages
            continue
        if len(kept) < attachments.MOST_FILES:
            kept.append(upload)
        else:
            refused.append(_("“%(name)s” was not kept: at most %(count)d files.") % {"name": name, "count": len(kept)})
    return kept, refused
