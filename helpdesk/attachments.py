"""Files people send: limited, checked by content, renamed, and given back only as downloads."""

import hashlib
import unicodedata
import zipfile
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .models import Attachment, DraftFile, Message, ReplyDraft

MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED_BYTES = 200 * 1024 * 1024

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = {
    **dict.fromkeys(["docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"], (ZIP,)),
    **dict.fromkeys(["doc", "xls", "ppt"], (OLE,)),
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "webp": (b"RIFF",),
    "txt": (),
    "csv": (),
}
ACCEPT = ",".join(f".{extension}" for extension in SIGNATURES)


def check(files: list[UploadedFile]) -> None:
    """Raises ValidationError, in the reader's language and naming the file, for what cannot be accepted."""
    if len(files) > MOST_FILES:
        raise ValidationError(_("At most %(count)d files, please.") % {"count": MOST_FILES})
    problems = [problem for file in files if (problem := _problem(file))]
    if problems:
        raise ValidationError(problems)


def keep(message: Message, files: list[UploadedFile]) -> None:
    if files:
        Attachment.objects.bulk_create(Attachment(message=message, **_stored(file)) for file in files)


def keep_for_later(draft: ReplyDraft, files: list[UploadedFile]) -> None:
    if draft.files.count() + len(files) > MOST_FILES:
        raise ValidationError(_("At most %(count)d files, please.") % {"count": MOST_FILES})
    DraftFile.objects.bulk_create(DraftFile(draft=draft, **_stored(file)) for file in files)


def hand_over(draft: ReplyDraft, message: Message) -> None:
    """The files of a draft become those of the message made of it; on the disk nothing moves."""
    files = draft.files.values("file", "name", "size", "sha256")
    Attachment.objects.bulk_create(Attachment(message=message, **file) for file in files)


def _stored(file: UploadedFile) -> dict[str, object]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return {"file": file, "name": clean_name(file.name), "size": file.size, "sha256": digest}


def clean_name(name: str) -> str:
    """The file's name without path, control and direction characters, at most 150 characters with its ending."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    name = "".join(c for c in PurePosixPath(name).name if unicodedata.category(c)[0] != "C").strip(" .") or "file"
    path = PurePosixPath(name)
    return f"{path.stem[: 150 - len(path.suffix)]}{path.suffix}"


def _problem(file: UploadedFile) -> str:
    name = clean_name(file.name)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if extension not in SIGNATURES:
        return _("“%(name)s”: this kind of file is not accepted. Send PDF, office documents, pictures or text.") % {
            "name": name
        }
    if file.size > MOST_BYTES:
        return _("“%(name)s” is larger than %(size)d MB.") % {"name": name, "size": MOST_BYTES // 1024 // 1024}
    if not file.size:
        return _("“%(name)s” is empty.") % {"name": name}
    if not _is_what_it_says(file, extension):
        return _("“%(name)s” is not really a .%(extension)s file.") % {"name": name, "extension": extension}
    return ""


def _is_what_it_says(file: UploadedFile, extension: str) -> bool:
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    signatures = SIGNATURES[extension]
    if not signatures:
        return b"\0" not in head
    if not head.startswith(signatures):
        return False
    return ZIP not in signatures or _unpacks_modestly(file)


def _unpacks_modestly(file: UploadedFile) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(entry.file_size for entry in archive.infolist()) <= MOST_UNPACKED_BYTES
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)
