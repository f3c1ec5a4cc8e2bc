"""How the server and its workers talk: frames of a tag, a length and a body, through pipes."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import IO, Any

HEAD, DATA, END = b"H", b"D", b"E"
_PREFIX = struct.Struct(">cI")


def pack(tag: bytes, body: bytes = b"") -> bytes:
    """One frame."""
    return _PREFIX.pack(tag, len(body)) + body


def pack_job(job: dict[str, Any], body: bytes = b"") -> bytes:
    """A job and what it carries, in one frame: a line of JSON, then the bytes."""
    return pack(HEAD, json.dumps(job).encode() + b"\n" + body)


def read_job(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next job; None where the server has gone."""
    prefix = pipe.read(_PREFIX.size)
    if len(prefix) < _PREFIX.size:
        return None
    head, _, body = pipe.read(_PREFIX.unpack(prefix)[1]).partition(b"\n")
    return json.loads(head), body


async def read(stream: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The next frame from a worker. Raises IncompleteReadError where it has died."""
    tag, length = _PREFIX.unpack(await stream.readexactly(_PREFIX.size))
    return tag, await stream.readexactly(length)
