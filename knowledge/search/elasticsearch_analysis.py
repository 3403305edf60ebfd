"""Our chain of word forms in Elasticsearch's terms. Plain data, so that it can be read and tested without a server."""

from .analysis import STOP_WORDS

# Each word is kept whole and in its inflection-free forms, all at one place, as our own index does.
FORMS = {
    "tr": ["asciifolding", "turkish_stem, asciifolding", "asciifolding, first_five"],
    "en": ["asciifolding", "english_stem, asciifolding"],
}
LOWERCASE = {"tr": "turkish_lowercase", "en": "lowercase"}


def settings(synonyms: dict[str, list[list[str]]]) -> dict:
    """Index settings with an analyser for each language, under the editors' synonyms."""
    filters = {
        "turkish_lowercase": {"type": "lowercase", "language": "turkish"},
        "turkish_stem": {"type": "stemmer", "language": "turkish"},
        "english_stem": {"type": "stemmer", "language": "english"},
        "first_five": {"type": "truncate", "length": 5},
    }
    analyzers = {}
    for language, forms in FORMS.items():
        groups = [", ".join(group) for group in synonyms.get(language, [])]
        filters[f"synonyms_{language}"] = {"type": "synonym_graph", "synonyms": groups, "lenient": True}
        filters[f"stop_{language}"] = {"type": "stop", "stopwords": sorted(STOP_WORDS[language])}
        filters[f"forms_{language}"] = {"type": "multiplexer", "filters": forms}
        chain = ["apostrophe", LOWERCASE[language], f"stop_{language}"]
        analyzers[f"faq_{language}"] = _analyzer([*chain, f"forms_{language}"])
        analyzers[f"faq_{language}_asked"] = _analyzer([*chain, f"synonyms_{language}", f"forms_{language}"])
    return {"analysis": {"filter": filters, "analyzer": analyzers}}


def _analyzer(filters: list[str]) -> dict[str, object]:
    return {"type": "custom", "tokenizer": "standard", "filter": filters}


def field(name: str, usual: dict) -> dict:
    """The mapping of a field: ours where its name ends in a language, else the usual one."""
    language = name.rsplit("_", 1)[-1]
    if language not in FORMS:
        return usual
    return {"type": "text", "analyzer": f"faq_{language}", "search_analyzer": f"faq_{language}_asked"}
