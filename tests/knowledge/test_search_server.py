"""Another engine of Haystack's in place of our own index."""

import re

import pytest
from haystack import connections
from haystack.backends import BaseEngine, BaseSearchBackend
from haystack.models import SearchResult

from knowledge import search, workflow
from knowledge.search import elasticsearch_analysis
from knowledge.search.engine import Words
from tests import factories

SYNONYMS = {"tr": [["genel kurul", "kongre"]], "en": []}


class Backend(BaseSearchBackend):
    """A server in miniature: it keeps what it is given and counts the words asked for."""

    documents: dict[str, dict] = {}
    is_down = False

    def update(self, index, iterable, commit=True):
        self.documents |= {str(article.pk): index.full_prepare(article) for article in iterable}

    def remove(self, obj_or_string, commit=True):
        self.documents.pop(obj_or_string.rsplit(".", 1)[-1], None)

    def clear(self, models=None, commit=True):
        self.documents.clear()

    def search(self, query_string, start_offset=0, end_offset=None, **kwargs):
        if self.is_down:
            raise ConnectionError("The server does not answer.")
        asked = re.findall(r'"(\w+)"', query_string)
        found = []
        for pk, words in self.documents.items():
            score = sum(word in str(words).lower() for word in asked)
            if score or not asked:
                found.append(SearchResult("knowledge", "article", pk, score, stamp=words["stamp"]))
        found.sort(key=lambda result: -result.score)
        return {"results": found[start_offset:end_offset], "hits": len(found)}


class Engine(BaseEngine):
    backend = Backend
    query = Words


@pytest.fixture
def server(settings):
    usual = connections.connections_info
    settings.HAYSTACK_CONNECTIONS = connections.connections_info = {"default": {"ENGINE": f"{__name__}.Engine"}}
    connections.reload("default")
    Backend.documents, Backend.is_down = {}, False
    yield Backend
    connections.connections_info = usual
    connections.reload("default")


@pytest.fixture
def entry(server, topic, expert, editor):
    return factories.publish(expert, editor, topic=topic, question="Lokal izni nereden alınır?")


def test_an_entry_is_found_through_another_engine(entry):
    results = search.find("LOKAL izni (hangi: makam*)", language="tr")

    assert [hit.text for hit in results.hits] == [entry]
    assert results.is_plain is False
    assert search.is_healthy() is True


def test_another_engine_is_kept_in_step(entry, server, editor):
    workflow.archive(entry.article, by=editor, reason="Yasa değişti")

    assert search.find("lokal izni", language="tr").hits == []
    assert search.apply_outbox() == 1
    assert server.documents == {}


def test_differences_are_found_in_another_engine_too(entry, server):
    server.documents.clear()

    assert search.reconcile() == 1
    assert search.reconcile() == 0
    assert search.rebuild() == 1


def test_a_server_that_does_not_answer_is_replaced_by_the_database(entry, server):
    server.is_down = True

    results = search.find("lokal izni", language="tr")

    assert ([hit.text for hit in results.hits], results.is_plain) == ([entry], True)
    assert search.is_healthy() is False


def test_each_language_has_its_analyser():
    analysis = elasticsearch_analysis.settings(SYNONYMS)["analysis"]

    assert analysis["filter"]["turkish_lowercase"] == {"type": "lowercase", "language": "turkish"}
    assert analysis["filter"]["synonyms_tr"]["synonyms"] == ["genel kurul, kongre"]
    assert analysis["analyzer"]["faq_tr"]["filter"] == ["apostrophe", "turkish_lowercase", "stop_tr", "forms_tr"]
    assert "synonyms_en" in analysis["analyzer"]["faq_en_asked"]["filter"]


def test_every_filter_an_analyser_names_exists():
    analysis = elasticsearch_analysis.settings(SYNONYMS)["analysis"]
    built_in = {"apostrophe", "lowercase", "asciifolding"}

    named = {name for analyser in analysis["analyzer"].values() for name in analyser["filter"]}
    inside = {name for forms in elasticsearch_analysis.FORMS.values() for form in forms for name in form.split(", ")}

    assert named | inside <= analysis["filter"].keys() | built_in


def test_folding_comes_after_stemming():
    assert elasticsearch_analysis.FORMS["tr"][1] == "turkish_stem, asciifolding"


def test_a_field_is_analysed_in_its_language():
    assert elasticsearch_analysis.field("question_tr", {})["analyzer"] == "faq_tr"
    assert elasticsearch_analysis.field("answer_en", {})["search_analyzer"] == "faq_en_asked"
    assert elasticsearch_analysis.field("topic", {"type": "long"}) == {"type": "long"}
