"""Where FAQ files come from: a folder, a zip, or the address of a zip another centre publishes."""

import ipaddress
import socket
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from .reading import SeedError

MOST_BYTES = 50_000_000
MOST_BYTES_UNPACKED = 200_000_000
MOST_FILES = 50_000
SECONDS = 60


@contextmanager
def opened(place: str) -> Iterator[Path]:
    """The folder with the files; what had to be fetched or unpacked is gone afterwards. Raises SeedError."""
    with tempfile.TemporaryDirectory() as folder:
        if "://" in place:
            packed = Path(folder) / "fetched.zip"
            packed.write_bytes(_fetched(place))
            yield _unpacked(packed, Path(folder) / "files", place)
        elif Path(place).is_file():
            yield _unpacked(Path(place), Path(folder) / "files", place)
        else:
            yield Path(place)


def _fetched(address: str) -> bytes:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(parts.hostname or "")):
        raise SeedError([f"{address}:1: the address must begin with https://"])
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as response:  # noqa: S310 The scheme was just checked.
            data = response.read(MOST_BYTES + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise SeedError([f"{address}:1: this could not be fetched: {error}"]) from error
    if len(data) > MOST_BYTES:
        raise SeedError([f"{address}:1: this is larger than {MOST_BYTES // 1_000_000} MB"])
    return data


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(socket.gethostbyname(host)).is_loopback
    except (OSError, ValueError):
        return False


def _unpacked(packed: Path, folder: Path, shown_as: str) -> Path:
    try:
        with zipfile.ZipFile(packed) as files:
            entries = [info for info in files.infolist() if not info.is_dir()]
            if len(entries) > MOST_FILES or sum(info.file_size for info in entries) > MOST_BYTES_UNPACKED:
                raise SeedError([f"{shown_as}:1: there is too much in this file"])
            for info in entries:
                _require_inside(info.filename, shown_as)
            files.extractall(folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise SeedError([f"{shown_as}:1: this is not a zip we can open: {error}"]) from error
    return folder


def _require_inside(name: str, shown_as: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        raise SeedError([f"{shown_as}:1: “{name}” points outside the file"])
