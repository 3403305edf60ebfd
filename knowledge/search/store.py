"""Where the index lies: generations side by side, a file that names the current one, and the locks around writing.

Readers look at the file CURRENT; every commit replaces it, so one stat tells them of a change. A rebuild writes a new
generation beside the old and renames the pointer, so readers never meet half an index.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from whoosh import columns, fields, formats, index, query
from whoosh.codec.base import Segment
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter
from whoosh.filedb.filestore import Storage

from knowledge.languages import Language

from .document import SCHEMA, Document, Lengths

KEEP = 2


class Weights(fields.FieldType):
    """A field whose terms and weights we work out ourselves; Whoosh keeps and finds them."""

    def __init__(self):
        super().__init__(formats.Existence(), None)

    def index(self, value: dict[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


class PostingsWriter(W3FieldWriter):
    def add_postings(self, schema: fields.Schema, lengths: object, items: Iterable[tuple]) -> None:
        # The lengths of fields are in our weights already; Whoosh would look for them at every single posting.
        super().add_postings(schema, None, items)


class Codec(W3Codec):
    """Large uncompressed blocks, which are read several times faster than Whoosh's usual ones."""

    def __init__(self):
        super().__init__(blocklimit=4096, compression=0)

    def field_writer(self, storage: Storage, segment: Segment) -> PostingsWriter:
        return PostingsWriter(self, storage, segment)


def schema() -> fields.Schema:
    per_language = {language: Weights() for language in Language.values}
    lexicons = {f"lexicon_{language}": Weights() for language in Language.values}
    numbers = {
        name: fields.COLUMN(columns.NumericColumn(code))
        for name, code in {"pk": "q", "topic": "q", "stamp": "q", "lift": "d"}.items()
    }
    return fields.Schema(article=fields.ID(), **per_language, **lexicons, **numbers)


def folder() -> Path:
    return Path(settings.HAYSTACK_CONNECTIONS["default"].get("PATH", settings.DATA_DIR / "index"))


def current() -> Path | None:
    """The generation in use, if there is one this program can read."""
    try:
        name = (folder() / "CURRENT").read_text().strip()
    except OSError:
        return None
    path = folder() / name
    return path if name.endswith(f"-{SCHEMA}") and path.is_dir() else None


def version() -> tuple[int, int]:
    """Changes with every commit and every swap; (0, 0) where there is no index."""
    try:
        state = (folder() / "CURRENT").stat()
    except OSError:
        return 0, 0
    return state.st_ino, state.st_mtime_ns


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time. The lock goes with the process that held it, however it ends."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def create(lengths: Lengths) -> Path:
    numbers = [int(path.name.split("-")[1]) for path in folder().glob("g-*-*")]
    path = folder() / f"g-{max(numbers, default=0) + 1}-{SCHEMA}"
    path.mkdir(mode=0o700)
    (path / "lengths.json").write_text(json.dumps(lengths))
    index.create_in(path, schema())
    return path


def lengths_of(generation: Path) -> Lengths:
    return json.loads((generation / "lengths.json").read_text())


def write(generation: Path, documents: Iterable[Document], gone: Iterable[int] = (), megabytes: int = 64) -> int:
    """Put documents in place of what the index held of `gone`, in one commit: all of it or nothing."""
    # Segments in loose files need not be copied into memory when they are opened.
    writer = index.open_dir(generation).writer(timeout=10, limitmb=megabytes, codec=Codec(), compound=False)
    written = 0
    try:
        old = [query.Term("article", str(pk)) for pk in gone]
        if old:
            writer.delete_by_query(query.Or(old))
        for document in documents:
            writer.add_document(**_columns(document), **document.terms, **_lexicons(document))
            written += 1
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return written


def _columns(document: Document) -> dict[str, object]:
    return {
        "article": str(document.article),
        "pk": document.article,
        "topic": document.topic,
        "stamp": document.stamp,
        "lift": document.lift,
    }


def _lexicons(document: Document) -> dict[str, dict[str, float]]:
    return {f"lexicon_{language}": dict.fromkeys(words, 1.0) for language, words in document.lexicon.items()}


def publish(generation: Path) -> None:
    """Name the generation readers use, so that a crash leaves the old name or the new one."""
    replace(folder() / "CURRENT", generation.name)
    others = sorted(
        (p for p in folder().glob("g-*-*") if p != generation), key=lambda p: p.stat().st_mtime, reverse=True
    )
    for path in others[KEEP - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def replace(path: Path, text: str) -> None:
    side = path.with_suffix(".new")
    with side.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(side, path)
