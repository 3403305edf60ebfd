"""The FAQ as files for everyone: what is in them, how another centre keeps a copy, and what it may send back."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from knowledge import open_data, search, workflow
from knowledge.models import ArticleText, Draft, RelatedArticle, Topic
from tests import factories
from tests.knowledge import entries

pytestmark = pytest.mark.django_db

SECRET = "Gizli kalması gereken"


def taken(client, name: str):
    response = client.get(f"/data/{name}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def unpacked(client, folder: Path) -> Path:
    zipfile.ZipFile(io.BytesIO(taken(client, "faq.zip"))).extractall(folder)
    return folder


def test_the_json_holds_every_revision_under_a_stable_key_with_its_licence(client, text, expert, editor):
    factories.revise(text, expert, editor, answer="En geç **iki** yılda bir.")
    open_data.make()

    data = json.loads(taken(client, "faq.json"))

    assert data["licence"] == {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    (article,) = data["articles"]
    assert article["key"] == text.article.key
    assert article["citations"] == [{"source": "tmk-4721", "place": "art. 74"}]
    assert [source["id"] for source in data["sources"]] == ["tmk-4721"]
    revisions = article["texts"]["tr"]["revisions"]
    assert [(r["revision"], r["reason"], r["answer"]) for r in revisions] == [
        (1, "İlk yayın", factories.ANSWER),
        (2, "Yasa değişti", "En geç **iki** yılda bir."),
    ]


def test_the_files_hold_nothing_that_readers_may_not_see(client, text, topic, expert, tmp_path):
    hidden = entries.load(tmp_path / "hidden", "secret", tr=SECRET, audience="internal")
    RelatedArticle.objects.create(article=text.article, to=hidden, order=0)
    factories.draft(expert, topic, question=f"{SECRET} taslak")
    open_data.make()

    everything = taken(client, "faq.json") + b"".join(
        path.read_bytes() for path in unpacked(client, tmp_path / "taken").rglob("*.*")
    )

    assert text.question.encode() in everything
    assert SECRET.encode() not in everything
    assert b"secret" not in everything


def test_a_withdrawn_answer_is_never_given_from_an_older_edition(client, text, editor):
    open_data.make()
    workflow.archive(text.article, by=editor, reason="Yürürlükten kalktı")

    meanwhile = client.get("/data/faq.json")
    open_data.make()

    assert (meanwhile.status_code, meanwhile["Retry-After"]) == (503, "10")
    assert json.loads(taken(client, "faq.json"))["articles"] == []
    assert len(list((settings.DATA_DIR / "open-data").iterdir())) == 1


def test_whoever_has_the_present_edition_is_not_sent_it_again(client, text):
    open_data.make()
    first = client.get("/data/faq.zip")
    assert b"".join(first.streaming_content)

    again = client.get("/data/faq.zip", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Access-Control-Allow-Origin"] == "*"


def test_the_same_content_makes_the_same_bytes_and_is_packed_once(client, text):
    assert open_data.make() == 1
    first = taken(client, "faq.zip")

    assert open_data.make() == 0
    shutil.rmtree(settings.DATA_DIR / "open-data")
    open_data.make()

    assert taken(client, "faq.zip") == first


def test_the_page_names_files_licence_and_commands_in_both_languages(client):
    turkish, english = (client.get(f"/{language}/open-data/").content.decode() for language in ("tr", "en"))

    for page in (turkish, english):
        assert 'href="/data/faq.json"' in page
        assert 'href="/data/faq.zip"' in page
        assert "CC-BY-4.0" in page
        assert f"load_articles {settings.BASE_URL}/data/faq.zip" in page
    assert "Açık veri" in turkish
    assert "Open data" in english


@pytest.fixture
def folder(client, text, tmp_path) -> Path:
    """The files as another centre has them after taking them."""
    open_data.make()
    return unpacked(client, tmp_path / "files")


@pytest.fixture
def copy(folder, text) -> Path:
    """Our files under another key: what a centre that does not know the entry would load."""
    source = folder / f"associations/{text.article.key}.tr.md"
    words = source.read_text("utf-8").replace(f"key: '{text.article.key}'", "key: copied", 1)
    (folder / "associations/copied.tr.md").write_text(words.replace("Genel kurul ne", "Kurul ne", 1), "utf-8")
    source.unlink()
    return Path(shutil.make_archive(str(folder.parent / "copy"), "zip", folder))


def test_another_centre_keeps_a_copy_with_one_command(copy, capsys):
    call_command("load_articles", copy)
    loaded = ArticleText.objects.get(article__key="copied")

    assert (loaded.question, loaded.answer) == ("Kurul ne sıklıkla toplanır?", factories.ANSWER)
    assert [str(c) for c in loaded.article.citations.all()] == ["Türk Medeni Kanunu, m. 74"]
    assert "1 articles created or updated." in capsys.readouterr().out
    call_command("load_articles", copy)
    assert "0 articles created or updated." in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_files_are_fetched_from_where_the_other_centre_publishes_them(live_server, text, capsys):
    open_data.make()

    call_command("load_articles", f"{live_server.url}/data/faq.zip")

    assert "0 articles created or updated." in capsys.readouterr().out


def test_what_the_other_centre_withdrew_is_archived_in_the_copy_and_what_was_written_here_stays(
    copy, text, tmp_path, capsys
):
    gone = entries.load(tmp_path / "earlier", "gone", tr="Artık geçerli değil?")

    call_command("load_articles", copy, "--archive-missing")

    gone.refresh_from_db()
    text.article.refresh_from_db()
    assert (gone.is_archived, text.article.is_published) == (True, True)
    assert gone.archived_because == "Bu yanıtı yayımlayan merkez onu geri çekti."
    assert "Archived, no longer among the files: gone." in capsys.readouterr().out


def test_a_translation_comes_back_as_a_draft_and_readers_see_nothing_of_it(
    client, folder, text, expert, editor, capsys
):
    (folder / f"associations/{text.article.key}.en.md").write_text(
        "---\nquestion: How often does the general assembly meet?\n"
        "summary: At the latest every three years.\nasked_as: []\nkeywords: []\n---\n\nEvery three years.\n"
    )

    call_command("load_articles", folder, "--as-drafts", "--by", expert.username)

    draft = Draft.objects.open().get()
    assert (draft.article, draft.language, draft.state) == (text.article, "en", Draft.State.IN_REVIEW)
    assert [str(c) for c in draft.citations.all()] == ["Türk Medeni Kanunu, m. 74"]
    assert not text.article.texts.filter(language="en").exists()
    assert "1 drafts now wait for review." in capsys.readouterr().out

    call_command("load_articles", folder, "--as-drafts", "--by", expert.username)

    assert Draft.objects.open().count() == 1
    assert f"Already waiting as proposed: {text.article.key}.en." in capsys.readouterr().out
    workflow.publish(draft, by=editor, reason="Çeviri")
    search.apply_outbox()
    assert "How often does the general assembly meet?" in client.get("/en/search/?q=assembly").content.decode()


def test_a_proposal_leaves_a_draft_somebody_is_writing_alone_and_says_so(folder, text, expert, editor, capsys):
    path = folder / f"associations/{text.article.key}.tr.md"
    path.write_text(path.read_text("utf-8").replace("üç yılda bir toplanır", "dört yılda bir toplanır"), "utf-8")
    workflow.start_draft(by=editor, language="tr", article=text.article)

    call_command("load_articles", folder, "--as-drafts", "--by", expert.username)

    assert "dört" not in Draft.objects.open().get().answer
    assert f"Not proposed, another draft is open: {text.article.key}.tr." in capsys.readouterr().out


@pytest.mark.parametrize("by", [[], ["--by", "nobody"], ["--by", "yabanci"]])
def test_drafts_need_somebody_who_may_write_them(copy, stranger, by):
    before = Draft.objects.open().count()

    with pytest.raises(CommandError, match="--by"):
        call_command("load_articles", copy, "--as-drafts", *by)

    assert Draft.objects.open().count() == before


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("http://example.org/data/faq.zip", "must begin with https://"),
        ("ftp://127.0.0.1/faq.zip", "must begin with https://"),
        ("http://127.0.0.1:9/faq.zip", "could not be fetched"),
    ],
)
def test_files_are_fetched_only_over_a_safe_way(place, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("load_articles", place)


def test_a_zip_that_points_outside_itself_or_is_none_is_refused(tmp_path, db):
    outside, no_zip = tmp_path / "outside.zip", tmp_path / "none.zip"
    with zipfile.ZipFile(outside, "w") as packed:
        packed.writestr("../topics.yaml", "[]")
    no_zip.write_bytes(b"hello")

    with pytest.raises(CommandError, match="points outside"):
        call_command("load_articles", outside)
    with pytest.raises(CommandError, match="not a zip"):
        call_command("load_articles", no_zip)
    assert not (tmp_path.parent / "topics.yaml").exists()
    assert not Topic.objects.exists()
