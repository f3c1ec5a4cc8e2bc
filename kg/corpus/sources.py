"""Where articles lie: files, folders, archives, standard input and the web become sources of bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, cast

from kg.corpus.packed import UNREADABLE, explain, members
from kg.corpus.streams import single
from kg.corpus.values import Limits, Report, Skipped, Source
from kg.errors import BadInput

_ABOUT_THE_FOLDER = frozenset({"README", "LICENSE", "LICENCE", "COPYING", "NOTICE"})
PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that the caller named, known to be there before anything is read."""

    name: str
    kind: Literal["input", "web", "folder", "file", "stream"]


def checked(paths: Iterable[PathLike] | PathLike, *, fetch: bool) -> tuple[Given, ...]:
    """All that was named; raises BadInput for what is not there or may not be fetched."""
    named = [paths] if isinstance(paths, str | os.PathLike) else paths
    return tuple(_given(os.fspath(path), fetch) for path in named)


def _given(name: str, fetch: bool) -> Given:
    if name == "-":
        return Given(name, "input")
    if "://" in name:
        return _address(name, fetch)
    path = Path(name)
    if not name or not _exists(path):
        raise BadInput(
            f"there is no file or folder {name!r}; give a path that exists, - for standard input, or an address with --fetch"
        )
    return Given(name, "folder" if path.is_dir() else "file" if path.is_file() else "stream")


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _address(name: str, fetch: bool) -> Given:
    if not name.lower().startswith(("http://", "https://")):
        raise BadInput(f"{name} cannot be fetched: only http and https addresses are read, and only with --fetch")
    if not fetch:
        raise BadInput(f"{name} lies on the web, where nothing is read unless asked for: add --fetch")
    return Given(name, "web")


def sources(given: Given, report: Report, limits: Limits, stdin: BinaryIO | None = None) -> Iterator[Source]:
    """Yield everything to read in what was named, folders and archives in the order of names."""
    path = Path(given.name)
    if given.kind == "input":
        yield single(stdin or sys.stdin.buffer, "standard input", "stdin")
    elif given.kind == "web":
        yield from _page(given.name, report, limits)
    elif given.kind == "folder":
        yield from _folder(path, "", report, limits)
    elif given.kind == "stream":
        yield from _stream(path)
    elif path.suffix.lower() == ".zip":
        yield from _archive(_file(path, ""), report, limits)
    else:
        yield _file(path, path.name)


def _page(address: str, report: Report, limits: Limits) -> Iterator[Source]:
    from kg.corpus.web import fetched

    try:
        yield fetched(address, limits)
    except (BadInput, OSError) as error:
        report(Skipped(address, explain(error)))


def _stream(path: Path) -> Iterator[Source]:
    with path.open("rb") as stream:
        yield single(stream, str(path), path.name)


def _folder(folder: Path, inside: str, report: Report, limits: Limits) -> Iterator[Source]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        report(Skipped(str(folder), f"the folder cannot be listed: {error.strerror}"))
        return
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _entry(entry, f"{inside}{entry.name}", report, limits)


def _entry(entry: Path, inside: str, report: Report, limits: Limits) -> Iterator[Source]:
    if entry.is_dir():
        if entry.is_symlink():
            report(Skipped(str(entry), "links to folders are not followed; give the folder itself"))
            return
        yield from _folder(entry, f"{inside}/", report, limits)
    elif not entry.is_file():
        report(Skipped(str(entry), "this is no file" if entry.exists() else "this links to nothing"))
    elif entry.stem.upper() in _ABOUT_THE_FOLDER:
        report(Skipped(str(entry), "it tells of its folder; name it by itself to read it as an article", "note"))
    elif entry.suffix.lower() == ".zip":
        yield from _archive(_file(entry, inside), report, limits)
    else:
        yield replace(_file(entry, inside), found=True)


def _archive(source: Source, report: Report, limits: Limits) -> Iterator[Source]:
    try:
        yield from members(source, report, limits)
    except (BadInput, *UNREADABLE) as error:
        report(Skipped(source.where, explain(error)))


def _file(path: Path, inside: str) -> Source:
    return Source(str(path), inside, lambda: cast(BinaryIO, path.open("rb")))
