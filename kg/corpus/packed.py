"""Archives and compressed files are opened here, and nowhere unpacked beyond their limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, BinaryIO, TypeVar, cast

from kg.corpus.values import MEGABYTE, Limits, Report, Skipped, Source
from kg.errors import BadInput

T = TypeVar("T")

#: What reading may raise because of the bytes and not because of us.
UNREADABLE = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)


def _gunzip(packed: BinaryIO) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=packed))


UNPACKERS: dict[str, Callable[[BinaryIO], IO[bytes]]] = {".gz": _gunzip, ".bz2": bz2.open, ".xz": lzma.open}
_MAGIC = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ": ".xz"}
_SMALL = 64 * 1024


def explain(error: Exception) -> str:
    """What went wrong, in words for a user."""
    if isinstance(error, BadInput):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return f"it is damaged: {str(error).rstrip('.') or type(error).__name__}"


def foreign(call: Callable[[], T]) -> T:
    """The result of somebody else's parser, whose every trouble with a damaged file is bad input."""
    try:
        return call()
    except BadInput:
        raise
    except Exception as error:  # damaged files make these parsers raise whatever comes
        raise BadInput(explain(error)) from None


def foreign_rows(rows: Iterable[T]) -> Iterator[T]:
    """Yield what somebody else's parser yields, by the same rule."""
    iterator, end = iter(rows), object()
    while (row := foreign(lambda: next(iterator, end))) is not end:
        yield cast(T, row)


def unpacked(source: Source, limits: Limits, start: bytes = b"") -> Source:
    """The source without the compression that its name, or else its first bytes, tell."""
    ending = PurePosixPath(source.path).suffix.lower()
    shown = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), ending)
    unpack, packed = UNPACKERS.get(shown), source.open
    if unpack is None:
        return source
    return replace(source, head=None, open=lambda: cast(BinaryIO, io.BufferedReader(_Swelling(packed(), unpack, limits))))


class _Counted:
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self.size += len(block)
        return block

    def close(self) -> None:
        self._stream.close()


class _Swelling(io.RawIOBase):
    """A decompressed stream that stops with BadInput when it grows beyond what its packed size can explain."""

    def __init__(self, packed: BinaryIO, unpack: Callable[[BinaryIO], IO[bytes]], limits: Limits) -> None:
        self._packed = _Counted(packed)
        self._stream = unpack(cast(BinaryIO, self._packed))
        self._limits = limits
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        into = cast(bytearray, buffer)
        block = self._stream.read(len(into))
        self._size += len(block)
        if self._size > max(self._limits.ratio * self._packed.size, self._limits.article):
            raise BadInput(f"it unpacks to more than {self._limits.ratio} times its size")
        into[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


def spooled(stream: IO[bytes], limit: int) -> IO[bytes]:
    """A stream that can be read from any place: itself if it can, else a copy, in memory while small, on disk beyond."""
    if isinstance(stream, io.BytesIO | io.BufferedReader) and stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=16 * MEGABYTE)  # noqa: SIM115 - the caller closes it
    with stream:
        while block := stream.read(MEGABYTE):
            copy.write(block)
            if copy.tell() > limit:
                copy.close()
                raise BadInput(f"it is larger than {limit:,} bytes, the most that is read here")
    copy.seek(0)
    return cast(IO[bytes], copy)


def check_office(stream: IO[bytes], limit: int, part: str, ending: str) -> None:
    """Raise BadInput unless the stream is an Office file that holds `part` and stays within `limit` when unpacked."""
    if not zipfile.is_zipfile(stream):
        raise BadInput(f"this is no {ending} file")
    with zipfile.ZipFile(stream) as archive:
        if part not in archive.namelist():
            raise BadInput(f"this is no {ending} file")
        _check_total(archive, limit)
    stream.seek(0)


def _check_total(archive: zipfile.ZipFile, limit: int) -> None:
    total = sum(member.file_size for member in archive.infolist())
    if total > limit:
        raise BadInput(f"it would unpack to {total:,} bytes, more than the {limit:,} that are allowed")


def members(source: Source, report: Report, limits: Limits, depth: int = 0) -> Iterator[Source]:
    """Yield what a zip archive holds, in the order of names, archives in it included; hidden files are left out."""
    if depth >= limits.depth:
        raise BadInput(f"archives lie in archives more than {limits.depth} deep")
    with spooled(source.open(), limits.file) as stream, zipfile.ZipFile(stream) as archive:
        _check_total(archive, limits.archive)
        for name, info in sorted((_name(info), info) for info in archive.infolist() if not info.is_dir()):
            if not _is_hidden(PurePosixPath(name)):
                yield from _member(archive, info, name, source, report, limits, depth)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, source: Source, report: Report, limits: Limits, depth: int
) -> Iterator[Source]:
    path = f"{source.path}/{name}" if source.path else name
    inner = Source(f"{source.where}/{name}", path, lambda: cast(BinaryIO, archive.open(info)))
    try:
        _check_member(info, PurePosixPath(name), limits)
        yield from members(inner, report, limits, depth + 1) if name.lower().endswith(".zip") else (inner,)
    except (BadInput, *UNREADABLE) as error:
        report(Skipped(inner.where, explain(error)))


def _check_member(info: zipfile.ZipInfo, name: PurePosixPath, limits: Limits) -> None:
    if name.is_absolute() or ".." in name.parts:
        raise BadInput("its path leads out of the archive")
    if info.flag_bits & 1:
        raise BadInput("it is encrypted; unpack it first")
    if info.file_size > max(limits.ratio * info.compress_size, _SMALL):
        raise BadInput(f"it would unpack to more than {limits.ratio} times its size")


def _is_hidden(name: PurePosixPath) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in name.parts)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; archives made on a Chinese Windows write it in GBK without saying so."""
    name = info.filename.replace("\\", "/")
    if info.flag_bits & 0x800:
        return name
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
