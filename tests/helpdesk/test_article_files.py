"""Files beside an answer: none by itself, each put there by an editor, cleaned and under a title of hers."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfReader, PdfWriter

from helpdesk import workflow
from helpdesk.models import Attachment
from knowledge import workflow as knowledge_workflow
from knowledge.models import ArticleFile, Draft
from tests import factories
from tests.pages import Page

pytestmark = pytest.mark.django_db

TITLES = {"title_tr": "Örnek üye kayıt defteri", "title_en": "Sample member register"}


def picture() -> bytes:
    target, data = io.BytesIO(), Image.Exif()
    data[0x013B] = "Ayşe Yılmaz"
    Image.new("RGB", (40, 30), "teal").save(target, "JPEG", exif=data)
    return target.getvalue()


def pdf() -> bytes:
    writer, target = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Ayse Yilmaz", "/Title": "Mavi Kus defteri"})
    writer.add_attachment("gizli.txt", b"Ayse Yilmaz")
    writer.write(target)
    return target.getvalue()


@pytest.fixture
def files() -> list[tuple[str, bytes]]:
    return [
        ("Mavi Kuş defteri.txt", "Sıra no; ad; giriş tarihi".encode()),
        ("Ayşe.jpg", picture()),
        ("Mavi Kuş.pdf", pdf()),
        ("liste.txt", "Başkan Ayşe Yılmaz, 0532 123 45 67".encode()),
        ("defter.docx", b"PK\x03\x04" + b"x" * 50),
    ]


@pytest.fixture
def article(topic, expert, editor, files):
    """An entry that came from a question with files."""
    factories.knows(expert, topic)
    sent = [SimpleUploadedFile(name, content) for name, content in files if not name.endswith("docx")]
    ticket = factories.ask(topic, files=sent)
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    factories.let_leave()
    draft = workflow.draft_article(ticket, by=expert)
    words = {"question": "Üye defteri nasıl tutulur?", "summary": "Sırayla.", "answer": "Sırayla tutulur."}
    cited = [(factories.source(), "art. 74")]
    knowledge_workflow.save_draft(draft, by=expert, version=draft.version, citations=cited, **words)
    knowledge_workflow.publish(draft, by=editor, reason="Yeni")
    return Draft.objects.get(pk=draft.pk).article


@pytest.fixture
def editors_desk(editor, signed_in) -> Client:
    return signed_in(editor)


def publish(editors_desk: Client, article, name: str, **more: object):
    attachment = Attachment.objects.get(name=name)
    data = {f"file-{attachment.pk}-{field}": value for field, value in (TITLES | {"is_read": "on"} | more).items()}
    return editors_desk.post(f"/desk/articles/{article.key}/attachments/{attachment.pk}/publish/", data, follow=True)


def read_by_anyone(file: ArticleFile):
    response = Client().get(file.get_absolute_url())
    return response, b"".join(response.streaming_content)


def article_page(article) -> Page:
    return Page(Client().get(article.texts.get(language="tr").get_absolute_url()))


def test_nothing_that_came_with_a_question_is_published_by_itself(client, article):
    page = article_page(article)

    assert not [link for link in page.links if "/documents/" in link]
    assert not ArticleFile.objects.exists()


def test_an_editor_publishes_one_file_under_her_own_title(editors_desk, article):
    publish(editors_desk, article, "Mavi Kuş defteri.txt")

    file = ArticleFile.objects.get()
    response, content = read_by_anyone(file)
    assert content == "Sıra no; ad; giriş tarihi".encode()
    assert response["Content-Disposition"] == 'attachment; filename="sample-member-register.txt"'
    assert response["Content-Type"] == "application/octet-stream"
    page = Client().get(article.texts.get(language="tr").get_absolute_url()).content.decode()
    assert "Örnek üye kayıt defteri" in page
    assert "Mavi Kuş" not in page
    assert [link for link in article_page(article).links if "/documents/" in link] == [file.get_absolute_url()]


def test_a_picture_loses_what_it_says_of_its_author(editors_desk, article):
    publish(editors_desk, article, "Ayşe.jpg")

    _response, content = read_by_anyone(ArticleFile.objects.get())
    shown = Image.open(io.BytesIO(content))
    assert shown.size == (40, 30)
    assert dict(shown.getexif()) == {}
    assert "Ayşe".encode() not in content


def test_a_pdf_loses_its_properties_and_what_is_embedded_in_it(editors_desk, article):
    publish(editors_desk, article, "Mavi Kuş.pdf")

    _response, content = read_by_anyone(ArticleFile.objects.get())
    clean = PdfReader(io.BytesIO(content))
    assert len(clean.pages) == 1
    assert dict(clean.attachments) == {}
    assert b"Yilmaz" not in content
    assert b"Mavi Kus" not in content


def test_what_looks_personal_in_a_file_stops_it_until_an_editor_has_looked(editors_desk, article):
    refused = publish(editors_desk, article, "liste.txt")
    offered = refused.content.decode()
    before = ArticleFile.objects.count()

    publish(editors_desk, article, "liste.txt", may_stay="on")

    assert (refused.status_code, before, ArticleFile.objects.count()) == (422, 0, 1)
    assert "0532 123 45 67" in offered
    assert TITLES["title_tr"] in offered
    assert "bu kelimelere baktım" in offered.lower()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title_tr": "Ayşe Yılmaz’ın defteri"}, "Başlıkta kişisel bir şey var"),
        ({"title_en": ""}, "Bu alan zorunludur"),
        ({"is_read": ""}, "Önce dosyayı açıp okuyun"),
    ],
)
def test_a_file_is_not_published_with_a_telling_title_or_unread(editors_desk, article, more, said):
    response = publish(editors_desk, article, "Mavi Kuş defteri.txt", **more)

    assert (response.status_code, ArticleFile.objects.count()) == (422, 0)
    assert said in response.content.decode()


@pytest.mark.parametrize(
    ("content", "ending"), [(b"PK\x03\x04", "docx"), (b"%PDF-broken", "pdf"), (b"\xff\xfe", "txt"), (b"x", "png")]
)
def test_what_cannot_be_cleaned_is_refused(article, editor, content, ending):
    with pytest.raises(knowledge_workflow.TransitionError):
        knowledge_workflow.publish_file(article, by=editor, content=content, ending=ending, **TITLES)

    assert not ArticleFile.objects.exists()


def test_a_file_that_is_taken_out_is_gone_at_once_and_from_the_disk(
    editors_desk, article, django_capture_on_commit_callbacks
):
    publish(editors_desk, article, "Mavi Kuş defteri.txt")
    file = ArticleFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        editors_desk.post(f"/desk/articles/{article.key}/documents/{file.pk}/remove/")

    assert Client().get(file.get_absolute_url()).status_code == 404
    assert not [link for link in article_page(article).links if "/documents/" in link]
    assert not list((settings.MEDIA_ROOT / "entries").iterdir())
    file.refresh_from_db()
    assert file.removed_by.username == "deniz"


def test_the_file_of_an_archived_entry_is_gone_with_it(editors_desk, article, editor):
    publish(editors_desk, article, "Mavi Kuş defteri.txt")

    knowledge_workflow.archive(article, by=editor, reason="Kural kalktı")

    assert Client().get(ArticleFile.objects.get().get_absolute_url()).status_code == 404


def test_only_editors_publish_files_and_only_of_this_entry(editors_desk, article, expert, editor, topic, signed_in):
    attachment = Attachment.objects.first()
    address = f"/desk/articles/{article.key}/attachments/{attachment.pk}/publish/"
    other = factories.publish(expert, editor, topic).article

    assert signed_in(expert).post(address).status_code == 403
    assert editors_desk.get(address).status_code == 405
    assert editors_desk.post(address.replace(article.key, other.key, 1)).status_code == 404
    assert not ArticleFile.objects.exists()
