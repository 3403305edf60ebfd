"""Who is kept out of the editors' pages, and that nothing happens when they try."""

import pytest
from django.test import Client
from django.urls import reverse

from knowledge.models import Article, ArticleText, Draft
from tests.knowledge.curating import address

pytestmark = pytest.mark.django_db

OF_DRAFTS = [
    "submit",
    "take_back",
    "send_back",
    "rebase",
    "discard",
    "publish",
    "publish_unchecked",
    "schedule",
    "unschedule",
    "comment",
    "presence",
    "follow_source",
]
OF_ARTICLES = ["archive", "unarchive", "validate"]
FOR_EDITORS = {"send_back", "publish", "schedule", "unschedule", *OF_ARTICLES}


def all_posts(draft: Draft | int, article: Article | str) -> dict[str, str]:
    key = getattr(article, "key", article)
    found = {verb: address(verb, draft) for verb in OF_DRAFTS} | {verb: address(verb, article) for verb in OF_ARTICLES}
    found["start_change"] = reverse("curation:start_change", args=[key, "tr"])
    found["restore"] = reverse("curation:restore", args=[key, "tr", 1])
    return found


def everything() -> list:
    tables = (Draft, Article, ArticleText, Article.history.model, ArticleText.history.model)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_looking_at_the_address_of_a_step_does_nothing(desk_of_editor, draft, text):
    before = everything()

    for verb, where in all_posts(draft, text.article).items():
        response = desk_of_editor.get(where)
        assert (verb, response.status_code, response["Allow"]) == (verb, 405, "POST")

    assert everything() == before


def test_without_the_permission_no_step_is_taken(desk_of_expert, signed_in, stranger, draft, text):
    before, posts = everything(), all_posts(draft, text.article)

    refused = {verb: signed_in(stranger).post(where).status_code for verb, where in posts.items()}
    refused_to_expert = {verb: desk_of_expert.post(posts[verb]).status_code for verb in FOR_EDITORS}

    assert refused == dict.fromkeys(posts, 403)
    assert refused_to_expert == dict.fromkeys(FOR_EDITORS, 403)
    assert everything() == before


def test_whoever_is_not_signed_in_is_asked_to(draft, text):
    before = everything()

    for where in all_posts(draft, text.article).values():
        assert Client().post(where).url == f"/accounts/login/?next={where}"

    assert everything() == before


def test_a_step_on_what_does_not_exist_is_missing(desk_of_editor, draft, text):
    for where in all_posts(99999, "no-such-key").values():
        assert desk_of_editor.post(where).status_code == 404
    for where in (address("draft", 99999), address("draft", 10**20), address("article", "no-such-key")):
        assert desk_of_editor.get(where).status_code == 404
    assert desk_of_editor.post(reverse("curation:restore", args=[text.article.key, "tr", 99])).status_code == 404
    assert desk_of_editor.post(reverse("curation:restore", args=[text.article.key, "en", 1])).status_code == 404


def test_every_step_needs_the_token_of_our_own_form(editor, draft, text):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    before = everything()

    assert {browser.post(where).status_code for where in all_posts(draft, text.article).values()} == {403}
    assert everything() == before


def test_who_lost_a_role_loses_it_with_the_next_request(desk_of_editor, editor, draft):
    editor.groups.clear()

    assert desk_of_editor.post(address("publish", draft), {"reason": "Son kez"}).status_code == 403
    assert desk_of_editor.get(draft.get_absolute_url()).status_code == 403
    assert ArticleText.objects.count() == 0
