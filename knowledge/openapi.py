"""The description of the public API, in OpenAPI 3.1."""

STRING, WHOLE = {"type": "string"}, {"type": "integer"}
SUMMARY = {
    **dict.fromkeys(("key", "language", "question", "summary", "topic", "url", "confidence"), STRING),
    "revision": WHOLE,
    "valid_as_of": {"type": ["string", "null"], "format": "date"},
}
HIT = {**dict.fromkeys(("key", "question", "url", "highlight"), STRING), "score": {"type": "number"}}
TOPIC = {
    **dict.fromkeys(("slug", "name", "description", "url"), STRING),
    "parent": {"type": ["string", "null"]},
    "articles": WHOLE,
}


def description(server: str) -> dict:
    language = _parameter("lang", "tr or en", {"type": "string", "enum": ["tr", "en"], "default": "tr"})
    words = _parameter("q", "What is looked for; longer input is cut", {"type": "string", "maxLength": 200})
    topic = _parameter("topic", "The address of a topic; a topic includes its subtopics", STRING)
    limit = _parameter("limit", "How many at most", {"type": "integer", "maximum": 50, "default": 10})
    offset = _parameter("offset", "How many to leave out", {"type": "integer", "default": 0})
    since = _parameter("since", "A day or a moment in ISO 8601; only what came later", STRING)
    key = {"name": "key", "in": "path", "required": True, "schema": STRING, "description": "The entry's permanent key"}
    found = _object({"query": STRING, "language": STRING, "count": WHOLE, "results": _list(HIT)})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Information Center", "version": "1", "description": "The published FAQ, read-only."},
        "servers": [{"url": server}],
        "paths": {
            "/search": _get("Search the FAQ", [words, language, topic, limit], found),
            "/suggest": _get("Suggestions while typing, at most five", [words, language], found),
            "/articles": _get("All published entries", [language, topic, limit, offset], _page(SUMMARY)),
            "/articles/{key}": _get("One entry", [key, language], _object(SUMMARY | _answer())),
            "/changes": _get("Revisions published since a moment", [language, since, limit, offset], _changes()),
            "/topics": _get("All topics", [language], _page(TOPIC)),
        },
    }


def _answer() -> dict:
    citation = dict.fromkeys(("source", "place", "url"), STRING)
    return {"answer": STRING, "answer_html": STRING, "citations": _list(citation)}


def _changes() -> dict:
    texts = ("key", "language", "question", "url", "significance", "reason")
    change = dict.fromkeys(texts, STRING) | {"revision": WHOLE, "changed_at": {"type": "string", "format": "date-time"}}
    schema = _page(change)
    schema["properties"]["withdrawn"] = {"type": "array", "items": STRING}
    return schema


def _parameter(name: str, text: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _object(properties: dict) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(properties: dict) -> dict:
    return {"type": "array", "items": _object(properties)}


def _page(properties: dict) -> dict:
    return _object({"count": WHOLE, "next": {"type": ["string", "null"]}, "results": _list(properties)})


def _get(summary: str, parameters: list[dict], schema: dict) -> dict:
    good = {"description": "Success", "content": {"application/json": {"schema": schema}}}
    bad = {"description": "A parameter was not understood"}
    return {
        "get": {
            "summary": summary,
            "parameters": parameters,
            "responses": {"200": good, "400": bad, "404": {"description": "Not there"}},
        }
    }
