"""The FAQ's own texts: every entry is whole, sourced, dated, linked and in its own language."""

import datetime
import re
import time
from functools import cache
from itertools import combinations

import py3langid
import pytest
from django.conf import settings
from django.core.management import call_command
from rapidfuzz import fuzz

from knowledge.models import Article, ArticleText
from knowledge.rendering import KEY_LINK
from knowledge.seed import format

LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
WORD = re.compile(r"\w+(?:['’]\w+)*")
FOREIGN = re.compile(r"\*[^*\n]+\*|\([^)]*\)|\"[^\"]*\"|“[^”]*”|`[^`]*`|https?://\S+")
KEYS = {path.name.split(".")[0] for path in settings.FAQ_SEED.glob("*/*.md")}
TEMPLATES = sorted(key for key in KEYS if key.startswith("reply-"))
ENTRIES = sorted(KEYS - set(TEMPLATES))


@cache
def read(key: str, language: str) -> tuple[dict, str]:
    path = next(settings.FAQ_SEED.glob(f"*/{key}.{language}.md"))
    match = format.FRONT_MATTER.match(path.read_text("utf-8"))
    return format.parse(match["data"]), match["body"].strip()


def prose(body: str) -> list[str]:
    """The paragraphs of an answer long enough to tell their language, without links, terms in brackets and tables."""
    texts = (
        FOREIGN.sub(" ", re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", part))
        for part in body.split("\n\n")
        if "|" not in part
    )
    return [text for text in texts if len(WORD.findall(text)) >= 12]


def test_there_are_at_least_190_entries():
    assert len(ENTRIES) >= 190


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_is_whole(key):
    data, _body = read(key, "tr")

    assert list(data) == [name for name in format.ARTICLE_FIELDS if name in data]
    assert data["key"] == key
    assert isinstance(data["valid_as_of"], datetime.date)
    assert data["confidence"] in ("validated", "not_validated")
    assert data["citations"]
    assert 2 <= len(data["related"]) <= 5
    assert set(data["related"]) <= set(ENTRIES) - {key}
    for language in ("tr", "en"):
        words, body = read(key, language)
        assert len(words["question"]) < 120
        assert plain(body.split("\n\n")[0]) == plain(words["summary"])
        assert 6 <= len(words["asked_as"]) <= 10
        assert words["keywords"]
        assert 120 <= len(WORD.findall(body)) <= 350


def plain(text: str) -> str:
    return " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", lambda match: match[1] or "", text).split())


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("key", ENTRIES)
def test_an_answer_is_well_formed_and_in_its_own_language(key, language):
    words, body = read(key, language)

    levels = [len(marks) for marks in re.findall(r"^(#+) ", body, re.MULTILINE)]
    assert all(later <= earlier + 1 for earlier, later in zip([1, *levels], levels, strict=False))
    assert 1 not in levels
    for target in LINK.findall(body):
        assert target in ENTRIES if KEY_LINK.match(target) else target.startswith(("https://", "http://"))
    for text in [words["question"], words["summary"], *prose(body)]:
        if len(WORD.findall(text)) >= 12:
            assert py3langid.classify(text)[0] == language, text


@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_two_questions_are_nearly_the_same(language):
    questions = {key: read(key, language)[0]["question"].lower() for key in ENTRIES}
    twins = [(a, b) for a, b in combinations(ENTRIES, 2) if fuzz.token_sort_ratio(questions[a], questions[b]) > 88]

    assert twins == []


def test_nothing_personal_is_among_the_ways_people_ask():
    personal = re.compile(r"@|\b\d{10,11}\b|\bTR\d{2}\b|\+90")
    asked = [(key, line) for key in ENTRIES for language in ("tr", "en") for line in read(key, language)[0]["asked_as"]]

    assert [(key, line) for key, line in asked if personal.search(line)] == []


def test_the_guide_names_the_entries_its_open_points_touch():
    guide = (settings.ROOT / "docs/content.md").read_text("utf-8")
    named = set(re.findall(r"\b(?:leg|eu|vol|res|pm|com|org|prog)-\d{3}\b", guide.partition("## Open legal points")[2]))

    assert named
    assert named <= set(ENTRIES)


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_reply_template_is_internal_and_in_both_languages(key):
    data, _body = read(key, "tr")

    assert data["audience"] == "internal"
    for language in ("tr", "en"):
        words, body = read(key, language)
        assert words["question"]
        assert {py3langid.classify(text)[0] for text in prose(body)} == {language}


@pytest.mark.django_db
def test_all_of_it_loads_in_seconds():
    begin = time.process_time()

    call_command("load_articles", settings.FAQ_SEED)

    assert Article.objects.published().count() == len(ENTRIES)
    assert ArticleText.objects.reply_templates().count() == 2 * len(TEMPLATES)
    assert time.process_time() - begin < 60
