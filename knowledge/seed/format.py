"""The form of the files: front matter in YAML, a blank line, the answer in Markdown."""

import re

import yaml

FRONT_MATTER = re.compile(r"---\n(?P<data>.*?\n)---\n(?P<body>.*)\Z", re.DOTALL)
KEY = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*\Z")

TEXT_FIELDS = ("question", "summary", "asked_as", "keywords")
LISTS = ("asked_as", "keywords", "citations", "related", "programmes")
ARTICLE_FIELDS = (
    *("key", "language", *TEXT_FIELDS, "citations", "valid_as_of", "confidence", "audience", "governance"),
    *("related", "programmes"),
)
TOPIC_FIELDS = ("slug", "parent", "order", "name", "description", "governance")
SOURCE_FIELDS = ("id", "kind", "number", "title", "url", "changed_on")
PROGRAMME_TEXTS = ("name", "description", "audience", "how_to_join", "duration", "funding")
PROGRAMME_FIELDS = (
    *("id", "name", "description", "audience", "how_to_join", "language", "duration", "funding"),
    *("url", "opens_on", "closes_on"),
)


def dump(data: object) -> str:
    return yaml.dump(
        data, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=10**6
    )


def parse(text: str) -> object:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def with_front_matter(data: dict[str, object], body: str) -> str:
    return f"---\n{dump(data)}---\n\n{body.strip()}\n"
