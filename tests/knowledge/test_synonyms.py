"""An editor says which words mean one thing, and search obeys at once."""

import pytest
from django.urls import reverse

from knowledge import search, workflow
from knowledge.models import ArticleText, Synonym
from tests import factories

LIST = "/desk/knowledge/synonyms/"


@pytest.fixture
def entry(topic, expert, editor) -> ArticleText:
    return factories.publish(expert, editor, topic=topic)


@pytest.fixture
def seeded(tmp_path, db) -> Synonym:
    (tmp_path / "tr.txt").write_text("genel kurul, kongre\naidat, üyelik ödentisi\n", "utf-8")
    search.load_synonyms(tmp_path)
    return Synonym.objects.get(terms="genel kurul, kongre")


def found(words: str) -> list[ArticleText]:
    return [hit.text for hit in search.find(words, language="tr").hits]


def test_a_group_works_as_soon_as_it_is_added_changed_and_removed(
    entry, desk_of_editor, django_capture_on_commit_callbacks
):
    assert found("zirve") == []

    with django_capture_on_commit_callbacks(execute=True):
        desk_of_editor.post(f"{LIST}add/", {"language": "tr", "terms": "genel kurul, zirve"})
    assert found("zirve") == [entry]

    group = Synonym.objects.get()
    change = {"terms": "genel kurul\r\npanayır", "was": group.terms}
    with django_capture_on_commit_callbacks(execute=True):
        desk_of_editor.post(f"{LIST}{group.pk}/", change)
    assert (found("zirve"), found("panayır")) == ([], [entry])

    with django_capture_on_commit_callbacks(execute=True):
        desk_of_editor.post(f"{LIST}{group.pk}/remove/", {"was": "genel kurul, panayır"})
    assert found("panayır") == []
    assert not Synonym.objects.exists()


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ("genel kurul", "En az iki"),
        ("", "zorunlu"),
        ("kongre, KONGRE", "iki kez"),
        ("kongre, ###", "###"),
        ("kongre, !?", "!?"),
        ("kongre, " + "a" * 61, "çok uzun"),
        (", ".join("abcdefghij"), "en çok dokuz"),
    ],
)
def test_what_is_no_group_is_shown_again_with_the_reason(desk_of_editor, terms, why):
    response = desk_of_editor.post(f"{LIST}add/", {"language": "tr", "terms": terms})

    assert response.status_code == 422
    assert why in str(response.context["form"].errors)
    assert response.context["form"]["terms"].value() == terms
    assert not Synonym.objects.exists()


def test_a_group_in_another_order_is_there_already(seeded, desk_of_editor):
    response = desk_of_editor.post(f"{LIST}add/", {"language": "tr", "terms": "KONGRE, genel kurul"})

    assert response.status_code == 422
    assert Synonym.objects.count() == 2


def test_loading_the_files_again_brings_nothing_back(seeded, tmp_path):
    workflow.remove_synonyms(seeded, was=seeded.terms)
    fees = Synonym.objects.get(terms__startswith="aidat")
    workflow.change_synonyms(fees, terms="aidat, üye katkısı", was=fees.terms)

    search.load_synonyms(tmp_path)

    assert list(Synonym.objects.in_use().values_list("terms", flat=True)) == ["aidat, üye katkısı"]


def test_a_change_to_the_file_keeps_what_an_editor_wrote(seeded, tmp_path):
    workflow.change_synonyms(seeded, terms="genel kurul, zirve", was=seeded.terms)
    (tmp_path / "tr.txt").write_text("genel kurul, kongre, toplantı\n", "utf-8")

    search.load_synonyms(tmp_path)

    assert set(Synonym.objects.in_use().values_list("terms", flat=True)) == {
        "genel kurul, zirve",
        "genel kurul, kongre, toplantı",
    }


def test_who_changes_what_another_editor_changed_is_told_and_keeps_the_text(desk_of_editor):
    group = workflow.add_synonyms(language="tr", terms="aidat, ödenti")
    workflow.change_synonyms(group, terms="aidat, katkı", was="aidat, ödenti")

    response = desk_of_editor.post(f"{LIST}{group.pk}/", {"terms": "aidat, kesenek", "was": "aidat, ödenti"})

    assert response.status_code == 409
    assert response.context["form"]["terms"].value() == "aidat, kesenek"
    assert response.context["form"]["was"].value() == "aidat, katkı"
    assert Synonym.objects.get().terms == "aidat, katkı"


def test_who_changes_what_another_editor_removed_can_add_it(desk_of_editor, seeded):
    workflow.remove_synonyms(seeded, was=seeded.terms)

    typed = {"language": "tr", "terms": "genel kurul, zirve", "was": "genel kurul, kongre"}
    response = desk_of_editor.post(f"{LIST}{seeded.pk}/", typed)

    assert response.status_code == 409
    assert response.context["form"]["terms"].value() == "genel kurul, zirve"
    assert f'action="{reverse("curation:add_synonyms")}"' in response.content.decode()


def test_what_changed_meanwhile_is_not_removed(desk_of_editor):
    group = workflow.add_synonyms(language="tr", terms="aidat, ödenti")

    desk_of_editor.post(f"{LIST}{group.pk}/remove/", {"was": "aidat, kesenek"})

    assert Synonym.objects.get() == group


def test_the_list_shows_one_language_and_asks_as_little_for_one_as_for_three(
    desk_of_editor, django_assert_max_num_queries
):
    workflow.add_synonyms(language="en", terms="dues, fee")
    empty = desk_of_editor.get(f"{LIST}?language=tr")
    assert "dues" not in empty.content.decode()
    for terms in ["aidat, ödenti", "tüzük, ana sözleşme", "kongre, genel kurul"]:
        workflow.add_synonyms(language="tr", terms=terms)

        with django_assert_max_num_queries(5):
            page = desk_of_editor.get(f"{LIST}?language=tr").content.decode()

        assert terms in page


def test_only_editors_keep_synonyms(signed_in, expert, editor, client):
    group = workflow.add_synonyms(language="tr", terms="aidat, ödenti")
    addresses = [LIST, f"{LIST}add/", f"{LIST}{group.pk}/", f"{LIST}{group.pk}/remove/"]

    assert [signed_in(expert).post(address).status_code for address in addresses] == [403] * 4
    assert {client.post(address).status_code for address in addresses} == {302}
    assert [signed_in(editor).get(address).status_code for address in addresses] == [200, 405, 200, 405]
    assert signed_in(editor).get(f"{LIST}999/").status_code == 404
    assert Synonym.objects.get().terms == "aidat, ödenti"
