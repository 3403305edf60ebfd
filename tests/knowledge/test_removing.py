"""Something personal that was published is taken out of everything, and the history says so."""

import pytest

from helpdesk import worker
from knowledge import open_data, workflow
from knowledge.models import ArticleText, Draft, Removal
from knowledge.slugs import slug_for
from tests import factories
from tests.knowledge.reading import read
from tests.settings import DATA

pytestmark = pytest.mark.django_db

PAGE = "/desk/knowledge/removals/"
NAME = "Işıl Yılmaz"
SPOKEN = ["Işıl Yılmaz'ın derneği", "IŞIL YILMAZ", "Işıl\nYılmaz", "ışıl yılmaz,"]
WORDS = {"words": NAME, "replacement": "bir gönüllü", "reason": "Adını geri aldı"}


@pytest.fixture
def text(expert, editor, topic) -> ArticleText:
    """An entry that named somebody in its first two revisions, in its address and in a reason."""
    first = f"{SPOKEN[0]} sordu. {SPOKEN[1]} üye midir?"
    text = factories.publish(
        expert, editor, topic, question="Işıl Yılmaz üye olabilir mi?", answer=first, asked_as=NAME
    )
    text = factories.revise(text, expert, editor, answer=f"Evet. {SPOKEN[2]} {SPOKEN[3]} Işıldak değil.")
    return factories.revise(
        text, expert, editor, question="Herkes üye olabilir mi?", answer="Evet, herkes.", asked_as=""
    )


def remove(browser, **changes: str):
    return browser.post(PAGE, WORDS | {"remove": "1"} | changes)


def public(client, text: ArticleText) -> str:
    own = text.get_absolute_url()
    paths = [own, *(f"{own}history/{page}" for page in ("", "1/", "2/", "3/", "1..2/", "1..3/"))]
    paths += ["/feeds/tr.atom", "/sitemap.xml", "/api/v1/articles?lang=tr", f"/api/v1/articles/{text.article.key}"]
    paths += ["/api/v1/changes?lang=tr", "/tr/", "/tr/faq/associations/", "/tr/faq/booklet/"]
    paths += ["/tr/search/?q=herkes", "/api/v1/search?q=%C4%B1%C5%9F%C4%B1l&lang=tr"]
    return "".join(client.get(path).content.decode() for path in paths)


def test_it_is_shown_where_the_words_stand_before_anything_goes(desk_of_editor, text):
    page = read(desk_of_editor.post(PAGE, {"words": NAME}))

    assert len(page.texts("mark")) == 8
    assert "Işıldak" not in page.texts("mark")
    assert text.history.filter(revision=1, answer__contains="Işıl").exists()
    assert Removal.objects.count() == 0


def test_it_goes_from_every_revision_page_feed_api_file_and_address_and_leaves_a_mark(
    desk_of_editor, client, text, editor, expert
):
    old = "/tr/faq/associations/isil-yilmaz-uye-olabilir-mi/"
    assert client.get(old).status_code in (301, 302)
    draft = workflow.start_draft(by=expert, language="tr", article=text.article, asked_as=f"{NAME} sordu")
    workflow.comment(draft, by=editor, body=f"{NAME} kim?")
    open_data.make()

    assert remove(desk_of_editor).url == PAGE
    worker.run_once()

    assert not any(form in public(client, text) for form in ("Yılmaz", "YILMAZ", "yılmaz", "yilmaz"))
    assert client.get(old).status_code == 404
    rows = [*text.history.values_list("question", "answer", "asked_as", "slug"), *Draft.objects.values_list("asked_as")]
    rows += list(draft.comments.values_list("body"))
    assert not any("ılmaz" in value or "yilmaz" in value for row in rows for value in row)
    kept = [path for path in DATA.rglob("*") if path.is_file() and "sqlite" not in path.name]
    assert [path for path in kept if "Yılmaz".encode() in path.read_bytes()] == []
    page = read(client.get(f"{text.get_absolute_url()}history/1/"))
    assert "bir gönüllü'ın derneği sordu." in page.text
    assert "Adını geri aldı" in page.text
    assert "Adını geri aldı" in read(client.get(f"{text.get_absolute_url()}history/")).text
    assert "Adını geri aldı" not in read(client.get(f"{text.get_absolute_url()}history/3/")).text


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Mavi Kuş Derneğimiz", "Mavi Kuş Derneğimizin, mavi kuş derneğimizdeki, MAVİ KUŞ DERNEĞİMİZE"),
        ("Işıl Yılmaz", "Işıl Yılmazın, IŞIL YILMAZDAN, Işıl Yılmazlar"),
        ("Umut Koç", "Umut Koçun, Umut Koçça"),
    ],
)
def test_words_with_a_suffix_go_as_well_and_longer_words_stay(desk_of_editor, expert, editor, topic, words, written):
    text = factories.publish(expert, editor, topic, question=f"{words}un üyesi?", answer=f"{written}; {words}oğlu.")

    remove(desk_of_editor, words=words)

    row = text.history.get()
    assert row.answer == ", ".join(["bir gönüllü"] * len(written.split(", "))) + f"; {words}oğlu."
    assert not row.slug.startswith(slug_for(words))


def test_what_was_done_is_recorded_without_the_words_and_is_no_revision(desk_of_editor, text, editor):
    before = text.history.count()

    remove(desk_of_editor)

    removal = Removal.objects.get()
    assert (removal.text, removal.revisions, removal.by, removal.reason) == (text, [1, 2], editor, "Adını geri aldı")
    assert "ılmaz" not in repr(vars(removal))
    assert text.history.count() == before
    text.refresh_from_db()
    assert text.answer == "Evet, herkes."


def test_whoever_has_a_draft_open_with_the_words_does_not_bring_them_back(desk_of_editor, expert, topic):
    draft = factories.draft(expert, topic, question=f"{NAME} üye mi?")

    remove(desk_of_editor)

    with pytest.raises(workflow.StaleDraft):
        workflow.save_draft(draft, by=expert, version=draft.version, question=f"{NAME} üye mi?")


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"words": ""}, 422),
        ({"words": "ab"}, 422),
        ({"replacement": ""}, 422),
        ({"reason": ""}, 422),
        ({"words": "hiçbir yerde yok"}, 409),
        ({"replacement": f"eskiden {NAME}"}, 409),
        ({"reason": f"{NAME} istedi"}, 409),
    ],
)
def test_a_removal_that_cannot_be_done_changes_nothing(desk_of_editor, text, wrong, status):
    response = remove(desk_of_editor, **wrong)

    assert response.status_code == status
    assert read(response).value("reason") == (WORDS | wrong)["reason"]
    assert Removal.objects.count() == 0
    assert text.history.filter(answer__contains="Işıl").exists()


def test_an_expert_removes_nothing(signed_in, expert, text):
    assert remove(signed_in(expert)).status_code == 403
    assert Removal.objects.count() == 0
