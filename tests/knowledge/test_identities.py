"""Deciding on what the identity check finds, and that nothing undecided reaches readers."""

import pytest
from django.db import IntegrityError, transaction

from knowledge import workflow
from knowledge.models import ArticleText, Draft, IdentityDecision
from tests.factories import draft as complete_draft
from tests.factories import publish
from tests.pages import Page

pytestmark = pytest.mark.django_db

PHONE = "0532 123 45 67"


@pytest.fixture
def draft(expert, topic) -> Draft:
    return complete_draft(expert, topic, answer=f"Bizi {PHONE} numarasından arayın. {PHONE}'ye mesaj da olur.")


def key_of(draft: Draft, text: str = PHONE) -> str:
    return next(found.key for found in workflow.open_finds(draft) if found.text == text)


def sent(draft: Draft, **more: str) -> dict[str, str]:
    """The form of the editor as the browser sends it."""
    names = ("question", "summary", "answer", "language", "keywords", "asked_as", "significance", "reason", "version")
    rows = {f"citations-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    return {name: getattr(draft, name) for name in names} | {"topic": draft.topic_id} | rows | more


@pytest.mark.parametrize("name", ["question", "summary", "answer", "keywords", "asked_as", "reason"])
def test_a_draft_with_an_open_find_in_any_field_is_not_published(expert, editor, topic, name):
    draft = complete_draft(expert, topic, **{name: f"Arayın: {PHONE}"})

    with pytest.raises(workflow.TransitionError, match=PHONE):
        workflow.publish(draft, by=editor)

    assert not ArticleText.objects.exists()


def test_a_find_in_the_place_of_a_source_or_in_the_reason_given_when_publishing_counts_too(draft, expert, editor):
    workflow.accept_all(draft, by=expert)
    with pytest.raises(workflow.TransitionError, match=PHONE):
        workflow.publish(draft, by=editor, reason=f"{PHONE} aradı")

    draft.citations.update(place=f"Görüşme, {PHONE}")
    with pytest.raises(workflow.TransitionError, match=PHONE):
        workflow.publish(draft, by=editor)

    workflow.accept_all(draft, by=expert)
    assert workflow.publish(draft, by=editor).article.citations.get().place == "Görüşme, telefon numarası"


def test_a_suggestion_is_taken_wherever_the_words_stand_and_recorded_without_them(draft, expert):
    workflow.accept(draft, key_of(draft), by=expert)

    draft.refresh_from_db()
    assert draft.answer == "Bizi telefon numarası numarasından arayın. Telefon numarasına mesaj da olur."
    decision = draft.identity_decisions.get()
    assert (decision.kind, decision.outcome, decision.by, decision.fingerprint) == ("phone", "accepted", expert, "")


def test_own_words_take_its_place_and_are_checked_themselves(draft, expert):
    workflow.replace(draft, key_of(draft), by=expert, words="biri@gmail.com")

    assert {found.text for found in workflow.open_finds(draft)} >= {"biri@gmail.com"}
    assert draft.identity_decisions.get().outcome == "replaced"


def test_what_is_not_personal_is_passed_over_in_this_entry_for_ever_and_kept_as_a_hash(draft, expert, editor):
    for found in workflow.open_finds(draft):
        workflow.clear(draft, found.key, by=expert, reason="institution")

    assert workflow.open_finds(draft) == []
    decision = draft.identity_decisions.get(outcome="not_personal")
    assert (decision.reason, len(decision.fingerprint)) == ("institution", 64)
    assert "0532" not in str(vars(decision))

    text = workflow.publish(draft, by=editor)
    change = workflow.start_draft(by=expert, language="tr", article=text.article, reason="Yeni")
    assert workflow.open_finds(change) == []
    change.answer += " biri@gmail.com"
    assert [found.text for found in workflow.open_finds(change)] == ["biri@gmail.com"]


def test_a_rotated_secret_forgets_no_decision(draft, expert, settings):
    for found in workflow.open_finds(draft):
        workflow.clear(draft, found.key, by=expert, reason="example")

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another " * 8

    assert workflow.open_finds(draft) == []


def test_nobody_decides_twice_nor_without_a_reason_nor_on_a_closed_draft(draft, expert, editor):
    key = key_of(draft)
    with pytest.raises(workflow.TransitionError):
        workflow.clear(draft, key, by=expert, reason="because")
    workflow.accept(draft, key, by=expert)
    with pytest.raises(workflow.TransitionError):
        workflow.accept(draft, key, by=editor)

    workflow.save_draft(draft, by=expert, version=draft.version, summary="biri@gmail.com")
    other = key_of(draft, "biri@gmail.com")
    workflow.discard(draft, by=editor)
    with pytest.raises(workflow.TransitionError):
        workflow.clear(draft, other, by=editor, reason="word")
    assert draft.identity_decisions.count() == 1


def test_a_placeholder_can_only_be_replaced(draft, expert):
    workflow.save_draft(draft, by=expert, version=draft.version, answer="[[telefon]] üzerinden.")
    key = key_of(draft, "[[telefon]]")

    with pytest.raises(workflow.TransitionError):
        workflow.clear(draft, key, by=expert, reason="word")


def test_a_decision_with_the_words_themselves_cannot_be_stored(draft, expert):
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentityDecision.objects.create(draft=draft, kind="phone", outcome="accepted", by=expert, fingerprint="x")


def test_the_editor_shows_each_find_and_a_button_decides_on_the_text_just_typed(draft, expert, signed_in):
    browser, address = signed_in(expert), draft.get_absolute_url()
    assert PHONE in Page(browser.get(address)).words

    typed = sent(draft, answer=f"Yeni yazdım: {PHONE}", identity=f"accept:{key_of(draft)}")
    response = browser.post(address, typed)

    assert response.url == f"{address}#identity"
    draft.refresh_from_db()
    assert draft.answer == "Yeni yazdım: telefon numarası"


@pytest.mark.parametrize(
    ("verb", "more", "answer", "outcomes"),
    [
        ("replace", {"words": "danışma hattı"}, "danışma hattı", ["replaced"]),
        ("replace", {}, PHONE, []),
        ("clear", {"reason": "institution"}, PHONE, ["not_personal"]),
        ("clear", {"reason": "no such reason"}, PHONE, []),
        ("publish", {}, PHONE, []),
    ],
)
def test_each_button_does_what_it_says_or_says_what_is_missing(draft, expert, signed_in, verb, more, answer, outcomes):
    key = key_of(draft)
    fields = {f"{name}-{key}": value for name, value in more.items()}

    typed = sent(draft, answer=PHONE, identity=f"{verb}:{key}", **fields)
    page = Page(signed_in(expert).post(draft.get_absolute_url(), typed, follow=True))

    draft.refresh_from_db()
    assert draft.answer == answer
    assert list(draft.identity_decisions.values_list("outcome", flat=True)) == outcomes
    assert draft.question in page.words


def test_what_is_typed_is_checked_live_and_not_saved(draft, expert, signed_in):
    page = signed_in(expert).post(f"{draft.get_absolute_url()}identities/", sent(draft, answer="Yazın: biri@gmail.com"))

    assert "biri@gmail.com" in Page(page).words
    assert PHONE not in Page(page).words
    draft.refresh_from_db()
    assert PHONE in draft.answer


def test_a_new_entry_is_checked_before_it_is_saved_for_the_first_time(draft, expert, signed_in):
    browser, address = signed_in(expert), "/desk/knowledge/drafts/new/"
    typed = sent(draft, question=f"Kimi arayalım: {PHONE}", answer="Kimseyi.")

    assert PHONE in Page(browser.post(f"{address}identities/", typed)).words
    assert Draft.objects.count() == 1

    browser.post(address, typed | {"identity": "accept_all"})
    assert Draft.objects.exclude(pk=draft.pk).get().question == "Kimi arayalım: telefon numarası"


def test_the_page_offers_no_publishing_while_a_find_is_open(draft, editor, expert, signed_in):
    browser = signed_in(editor)
    publishing = f"{draft.get_absolute_url()}publish/"
    assert publishing not in Page(browser.get(draft.get_absolute_url())).forms

    browser.post(publishing, {"reason": "Yeni", "version": draft.version})
    assert not ArticleText.objects.exists()

    workflow.accept_all(draft, by=expert)
    assert publishing in Page(browser.get(draft.get_absolute_url())).forms


def test_a_draft_costs_the_same_however_much_is_found(expert, editor, topic, signed_in, django_assert_max_num_queries):
    text = publish(expert, editor, topic)
    browser = signed_in(expert)
    counts = []
    for number in (1, 3):
        change = workflow.start_draft(by=expert, language="tr", article=text.article)
        answer = " ".join(f"{PHONE[:-1]}{n}" for n in range(number))
        workflow.save_draft(change, by=expert, version=change.version, answer=answer)
        with django_assert_max_num_queries(40) as queries:
            browser.get(change.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]
