"""The description of the API says what there is: no more, no less."""

import pytest
from django.urls import get_resolver

pytestmark = pytest.mark.django_db


def get(client, path: str) -> dict:
    return client.get(f"/api/v1/{path}").json()


def test_the_description_names_exactly_the_addresses_there_are(client):
    described = get(client, "openapi.json")

    groups = [getattr(route, "url_patterns", []) for route in get_resolver().url_patterns]
    routes = {str(route.pattern).partition("api/v1")[2] for group in groups for route in group} - {""}
    assert {path.replace("{", "<slug:").replace("}", ">") for path in described["paths"]} == routes - {
        "/openapi.json",
        "/<path:anything>",
    }
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "http://testserver/api/v1"}]
    assert {method for path in described["paths"].values() for method in path} == {"get"}


def test_the_description_names_exactly_the_fields_there_are(client, text):
    described = get(client, "openapi.json")["paths"]

    def fields(path: str, answer: dict) -> None:
        schema = described[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert set(schema["properties"]) == set(schema["required"]) == set(answer)
        if "results" in answer:
            inside = schema["properties"]["results"]["items"]
            assert set(inside["properties"]) == set(inside["required"]) == set(answer["results"][0])

    for path in ("search?q=kurul", "suggest?q=kurul", "articles", "topics"):
        fields(f"/{path.partition('?')[0]}", get(client, path))
    fields("/articles/{key}", get(client, f"articles/{text.article.key}"))


def test_the_description_names_the_parameters_and_what_may_go_wrong(client):
    described = get(client, "openapi.json")["paths"]

    names = {path: [one["name"] for one in verbs["get"]["parameters"]] for path, verbs in described.items()}

    assert names == {
        "/search": ["q", "lang", "topic", "limit"],
        "/suggest": ["q", "lang"],
        "/articles": ["lang", "topic", "limit", "offset"],
        "/articles/{key}": ["key", "lang"],
        "/topics": ["lang"],
        "/changes": ["lang", "since", "limit", "offset"],
    }
    assert {frozenset(verbs["get"]["responses"]) for verbs in described.values()} == {frozenset(["200", "400", "404"])}
