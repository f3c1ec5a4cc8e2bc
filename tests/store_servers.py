"""Starts SPARQL servers on free loopback ports for the tests of stores, and ends them."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 1
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
MaxClientConnections = 4
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Server:
    """Where a server answers, and the settings with which kg writes to it."""

    url: str
    settings: dict[str, str] = field(default_factory=dict)


@contextmanager
def oxigraph(*options: str) -> Iterator[Server]:
    """The Oxigraph server with an empty store in memory."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    if not program:
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
    port = _free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}", *options], f"http://127.0.0.1:{port}/query"):
        yield Server(f"http://127.0.0.1:{port}/query")


@contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000) -> Iterator[Server]:
    """Virtuoso with an empty database in a folder, its owner's password new for each start."""
    program = shutil.which("virtuoso-t")
    if not program:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource")
    # Its start reads the password as an identifier of SQL: it begins with a letter, and a long one is cut.
    password, sql, http = "p" + secrets.token_hex(6), _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http, rows=rows))
    command = [program, "+configfile", str(settings), "+foreground"]
    # Setting the password is a run of its own, which ends by itself.
    subprocess.run([*command, "+pwdold", "dba", "+pwddba", password], check=True, capture_output=True, timeout=120)
    address = f"http://127.0.0.1:{http}/sparql"
    with _running(command, address):
        yield Server(address, {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": password, "KG_STORE_UPDATE": f"{address}-auth"})


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], url: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(url, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(30)


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end and process.poll() is None:
        with suppress(httpx.TransportError):
            if httpx.get(url, params={"query": "ASK {}"}).status_code < 500:
                return
        time.sleep(0.1)
    raise AssertionError(f"{process.args} did not answer at {url} (exit code {process.poll()})")
