"""Starts `kg serve` on a free port for the tests that talk to it, and ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TOKEN = "a-token-for-tests"
WRITABLE = ("--writable", "--token", TOKEN)
WRITER = {"authorization": f"Bearer {TOKEN}"}


@contextmanager
def serving(store: Path | str, *options: str) -> Iterator[str]:
    """The address of a server over a store, without the slash at its end."""
    pytest.importorskip("uvicorn", reason="kg serve is not installed: pip install 'policy-kg[serve]'")
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(store), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "KG_TOKEN": ""})
    try:
        assert process.stderr
        line = process.stderr.readline()
        assert " at http" in line, line + process.stderr.read()
        yield line.rsplit(" at ", 1)[1].strip().rstrip("/")
    finally:
        process.terminate()
        process.wait(20)
        if process.stderr:
            process.stderr.close()
