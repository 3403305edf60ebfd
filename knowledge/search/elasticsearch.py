"""Haystack's Elasticsearch backend with our analysers. Needs the package `elasticsearch`, version 7."""

from haystack.backends.elasticsearch7_backend import Elasticsearch7SearchBackend, Elasticsearch7SearchEngine

from . import elasticsearch_analysis, synonyms


class Backend(Elasticsearch7SearchBackend):
    @property
    def DEFAULT_SETTINGS(self) -> dict:
        usual = Elasticsearch7SearchBackend.DEFAULT_SETTINGS["settings"]
        ours = elasticsearch_analysis.settings(synonyms.in_database())
        analysis = {part: usual["analysis"][part] | ours["analysis"][part] for part in ("filter", "analyzer")}
        return {"settings": usual | {"analysis": analysis}}

    def build_schema(self, fields: dict) -> tuple[str, dict]:
        document, mapping = super().build_schema(fields)
        return document, {name: elasticsearch_analysis.field(name, usual) for name, usual in mapping.items()}


class Engine(Elasticsearch7SearchEngine):
    backend = Backend
