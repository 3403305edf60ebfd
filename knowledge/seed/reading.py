"""Read a seed folder and check all of it before anything is changed."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.languages import Language
from knowledge.models import Article, Governance, Programme, Source, Topic
from knowledge.rendering import TooMuchMarkdown, check_cost

from . import format


class SeedError(Exception):
    """Everything wrong with a folder, one line each: `file:line: what is wrong`."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class File:
    """One Markdown file: where it is, its front matter and its body."""

    path: Path
    shown_as: str
    text: str
    data: dict[str, object] = field(default_factory=dict)
    body: str = ""

    @property
    def name(self) -> str:
        return self.path.name.split(".")[0]

    @property
    def language(self) -> str:
        return self.path.name.split(".")[-2]

    @property
    def topic(self) -> str:
        return self.path.parent.name

    def line_of(self, name: str, value: object = None) -> int:
        lines = self.text.split("\n")
        start = next((n for n, line in enumerate(lines) if line.startswith(f"{name}:")), 0)
        if value is not None:
            start = next((n for n in range(start, len(lines)) if str(value) in lines[n]), start)
        return start + 1


@dataclass
class Entry:
    """An article as its files describe it: the source text and its translations."""

    source: File
    translations: list[File]

    @property
    def key(self) -> str:
        return str(self.source.data["key"])

    @property
    def files(self) -> list[File]:
        return [self.source, *self.translations]


@dataclass
class Folder:
    topics: list[dict] = field(default_factory=list)
    sources: list[dict] = field(default_factory=list)
    programmes: list[dict] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


class Reader:
    def __init__(self, root: Path):
        self.root = root
        self.problems: list[str] = []

    def read(self) -> Folder:
        """Raises SeedError with every problem found; nothing is ever partly right."""
        if not self.root.is_dir():
            raise SeedError([f"{self.root}:1: there is no such folder"])
        folder = Folder(
            self._records("topics.yaml", format.TOPIC_FIELDS, {"slug", "name"}),
            self._records("sources.yaml", format.SOURCE_FIELDS, {"id", "kind", "title"}),
            self._records("programmes.yaml", format.PROGRAMME_FIELDS, {"id", "name", "description"}),
        )
        folder.entries = self._entries()
        self._check_references(folder)
        if self.problems:
            raise SeedError(self.problems)
        return folder

    def _say(self, where: str, line: int, what: str) -> None:
        self.problems.append(f"{where}:{line}: {what}")

    def _records(self, name: str, fields: tuple[str, ...], required: set[str]) -> list[dict]:
        path = self.root / name
        if not path.exists():
            return []
        data = self._parse(name, self._text(path, name), 0)
        if not isinstance(data, list) or not all(isinstance(record, dict) for record in data):
            if data is not None:
                self._say(name, 1, "this must be a list of records")
            return []
        for record in data:
            label = record.get("slug") or record.get("id") or "?"
            for unknown in record.keys() - set(fields):
                self._say(name, 1, f"{label}: unknown field “{unknown}”")
            for missing in sorted(f for f in required if not record.get(f)):
                self._say(name, 1, f"{label}: “{missing}” is missing")
        return data

    def _text(self, path: Path, shown_as: str) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            self._say(shown_as, line, "this is not UTF-8 text")
            return ""

    def _parse(self, shown_as: str, text: str, lines_before: int) -> object:
        try:
            return format.parse(text)
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            line = (mark.line if mark else 0) + 1 + lines_before
            self._say(shown_as, line, str(getattr(error, "problem", None) or error))
            return None

    def _entries(self) -> list[Entry]:
        groups: dict[tuple[Path, str], list[File]] = {}
        for path in sorted(self.root.glob("*/*.md")):
            shown_as = str(path.relative_to(self.root))
            if not re.fullmatch(rf"[^.]+\.({'|'.join(Language.values)})\.md", path.name):
                self._say(shown_as, 1, "file names read <key>.<language>.md")
            elif file := self._file(path, shown_as):
                groups.setdefault((path.parent, file.name), []).append(file)
        return [entry for files in groups.values() if (entry := self._entry(files))]

    def _file(self, path: Path, shown_as: str) -> File | None:
        file = File(path, shown_as, self._text(path, shown_as))
        match = format.FRONT_MATTER.match(file.text)
        if not match:
            self._say(shown_as, 1, "the file must begin with front matter between two lines of ---")
            return None
        data = self._parse(shown_as, match["data"], 1)
        if not isinstance(data, dict):
            if data is not None:
                self._say(shown_as, 2, "the front matter must be fields with values")
            return None
        file.data, file.body = data, match["body"].strip()
        self._check_text(file)
        return file

    def _entry(self, files: list[File]) -> Entry | None:
        sources = [file for file in files if "key" in file.data]
        if len(sources) != 1:
            self._say(files[0].shown_as, 1, "exactly one of the languages must carry the “key”")
            return None
        source = sources[0]
        self._check_source(source)
        translations = [file for file in files if file is not source]
        for file in translations:
            self._check_fields(file, format.TEXT_FIELDS)
        return Entry(source, translations)

    def _check_fields(self, file: File, known: tuple[str, ...]) -> None:
        for unknown in [name for name in file.data if name not in known]:
            self._say(file.shown_as, file.line_of(unknown), f"unknown field “{unknown}”")

    def _check_text(self, file: File) -> None:
        question = file.data.get("question")
        if not isinstance(question, str) or not question.strip():
            self._say(file.shown_as, file.line_of("question"), "“question” is missing")
        elif len(question) > 300:
            self._say(file.shown_as, file.line_of("question"), "“question” is longer than 300 characters")
        if not isinstance(file.data.get("summary", ""), str):
            self._say(file.shown_as, file.line_of("summary"), "“summary” must be text")
        if not file.body:
            self._say(file.shown_as, len(file.text.splitlines()), "the answer is empty")
        try:
            check_cost(file.body)
        except TooMuchMarkdown as error:
            self._say(file.shown_as, 1, str(error))
        for name in format.LISTS:
            value = file.data.get(name) or []
            is_list = isinstance(value, list) and all(
                isinstance(v, dict if name == "citations" else str) for v in value
            )
            if not is_list:
                self._say(file.shown_as, file.line_of(name), f"“{name}” must be a list")
                file.data[name] = []

    def _check_source(self, file: File) -> None:
        data = file.data
        self._check_fields(file, format.ARTICLE_FIELDS)
        key = str(data["key"])
        if not format.KEY.match(key) or len(key) > 60:
            self._say(file.shown_as, file.line_of("key"), "“key” may hold letters, digits and hyphens, at most 60")
        elif key != file.name:
            self._say(file.shown_as, file.line_of("key"), "“key” must equal the file's name")
        valid_as_of = data.get("valid_as_of")
        if valid_as_of is not None and not isinstance(valid_as_of, datetime.date):
            self._say(file.shown_as, file.line_of("valid_as_of"), "“valid_as_of” must be a date such as 2026-03-31")
        for name, choices in [
            ("confidence", Article.Confidence.values),
            ("audience", Article.Audience.values),
            ("governance", Governance.values),
        ]:
            if data.get(name) is not None and data[name] not in choices:
                allowed = ", ".join(choices)
                self._say(
                    file.shown_as,
                    file.line_of(name),
                    f"“{name}” must be one of: {allowed}",
                )

    def _check_references(self, folder: Folder) -> None:
        topics = self._known(folder.topics, "slug", Topic, "slug")
        sources = self._known(folder.sources, "id", Source, "slug")
        programmes = self._known(folder.programmes, "id", Programme, "slug")
        files: dict[str, File] = {}
        for entry in folder.entries:
            first = files.setdefault(entry.key, entry.source)
            if first is not entry.source:
                where = entry.source
                self._say(where.shown_as, where.line_of("key"), f"the key is already used by {first.shown_as}")
        keys = files.keys() | set(Article.objects.values_list("key", flat=True))
        for entry in folder.entries:
            self._check_entry_references(entry.source, topics, sources, programmes, keys)

    def _known(self, records: list[dict], name: str, model: type, slug: str) -> set[str]:
        return {str(record.get(name)) for record in records} | set(model.objects.values_list(slug, flat=True))

    def _check_entry_references(self, file: File, topics: set, sources: set, programmes: set, keys: set) -> None:
        if file.topic not in topics:
            self._say(file.shown_as, 1, f"the folder “{file.topic}” is not a topic of topics.yaml")
        for citation in file.data.get("citations") or []:
            name = citation.get("source")
            if citation.keys() - {"source", "place"}:
                self._say(file.shown_as, file.line_of("citations", name), "a citation has only “source” and “place”")
            if name not in sources:
                self._say(file.shown_as, file.line_of("citations", name), f"unknown source “{name}”")
        for field_name, known in (("related", keys), ("programmes", programmes)):
            for name in file.data.get(field_name) or []:
                if name not in known or name == file.data["key"]:
                    what = f"“{field_name}” names “{name}”, which is not there"
                    self._say(file.shown_as, file.line_of(field_name, name), what)


def read(root: Path) -> Folder:
    return Reader(root).read()
