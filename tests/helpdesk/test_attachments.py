import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk import attachments
from helpdesk.models import Attachment
from tests.factories import ask


def archive(size: int = 10) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"x" * size)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tüzük.pdf", b"%PDF-1.7 ..."),
        ("belge.DOCX", archive()),
        ("resim.jpg", b"\xff\xd8\xff\xe0 ..."),
        ("not.txt", "Şöyle böyle".encode()),
    ],
)
def test_ordinary_files_are_accepted(name, content):
    attachments.check([SimpleUploadedFile(name, content)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("page.html", b"<script>"),
        ("picture.svg", b"<svg/>"),
        ("fake.pdf", b"MZ not a pdf"),
        ("fake.docx", b"PK\x03\x04 not a zip"),
        ("binary.txt", b"a\0b"),
        ("empty.pdf", b""),
        ("bomb.docx", archive(attachments.MOST_UNPACKED_BYTES + 1)),
    ],
)
def test_what_is_not_what_it_says_is_refused_by_name(name, content):
    with pytest.raises(ValidationError, match=name):
        attachments.check([SimpleUploadedFile(name, content)])


def test_a_large_file_and_too_many_files_are_refused():
    large = SimpleUploadedFile("large.pdf", b"%PDF-" + b"x" * attachments.MOST_BYTES)
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(attachments.MOST_FILES + 1)]

    for files in ([large], many):
        with pytest.raises(ValidationError):
            attachments.check(files)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Ayşe\\tüzük.pdf", "tüzük.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("\n", "file"),
    ],
)
def test_names_lose_their_path_and_their_tricks(given, kept):
    assert attachments.clean_name(given) == kept


@pytest.mark.django_db
def test_a_kept_file_is_stored_under_a_name_that_tells_nothing(desk):
    ticket = ask(files=[SimpleUploadedFile("Ayşe Yılmaz kimlik.pdf", b"%PDF-1.7 secret")])

    kept = Attachment.objects.get(message__ticket=ticket)
    assert kept.name == "Ayşe Yılmaz kimlik.pdf"
    assert kept.file.read() == b"%PDF-1.7 secret"
    kept.file.close()
    assert "kimlik" not in kept.file.name
    assert not kept.file.name.endswith("pdf")
