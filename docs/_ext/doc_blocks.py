"""Runs the code of a page of the documentation, block after block, as a reader would who follows it in a fresh checkout.

`sh` and `console` blocks run in bash, `python` blocks share one namespace, `sparql` blocks ask the sample's store and have
to find something. A block that cannot run carries `<!-- skip: next "why" -->` in the line before it.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import SkipTest

from sybil import Document, Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, SkipParser

DOCS = Path(__file__).resolve().parent.parent
ROOT = DOCS.parent
TABULAR = re.compile(r"kg (?:query|change|measure|search) ")
RUN = ("sh", "console", "python", "sparql")
SECONDS = 240


class BlockFailed(Exception):
    """A block that ended badly, with what it said."""


@dataclass(frozen=True)
class Ran:
    """A block that was run or left out: its text, where it stands, what it printed or answered, or why it did not run."""

    language: str
    source: str
    line: int
    answer: Any = ""
    skipped: str = ""


def pages() -> list[Path]:
    """README and every page of the documentation; rendered notebooks are run as notebooks."""
    apart = {DOCS / "_build", DOCS / "notebooks"}
    return [ROOT / "README.md", *sorted(p for p in DOCS.rglob("*.md") if not apart & set(p.parents))]


def scratch(folder: Path, store: Path | None) -> Path:
    """A folder that looks like a fresh checkout; with a `store`, like one after `make demo`."""
    (folder / "data").mkdir(parents=True)
    for name in (
        "ontology",
        "kg",
        "tests",
        "benchmarks",
        *(f"data/{p.name}" for p in (ROOT / "data").iterdir() if p.name != "curation"),
    ):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("kg", "python"):
        (folder / ".venv" / "bin" / name).symlink_to(Path(sys.executable).with_name(name))
    (folder / "demo").mkdir()
    if store:
        (folder / "demo" / "store").symlink_to(store)
    return folder


@dataclass
class Page:
    """A page being run in a folder; what it exports to the environment stays, as in a terminal that is left open."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    rows: bool = False

    def __post_init__(self) -> None:
        bin = str(Path(sys.executable).parent)
        plugins = str(self.folder / ".plugins")
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("KG_", "PIP_", "PYTEST"))},
            "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}",
            "KG_STORE": "demo/store",
            "COLUMNS": "100",
            # What a page installs goes to the folder, not to the environment that runs it.
            "PIP_TARGET": plugins,
            "PYTHONPATH": plugins,
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",
        }

    def sh(self, code: str) -> str:
        script = f"{code}\nexport -p > .environment"
        before = ". ./.environment\n" if (self.folder / ".environment").exists() else ""
        command = ["bash", "-euo", "pipefail", "-c", before + script]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise BlockFailed(f"exit code {done.returncode}: {(done.stderr or done.stdout).strip()[-1500:]}")
        return done.stdout

    def console(self, code: str) -> list[Any]:
        """What each command prints; with `rows`, what prints a table gives its rows instead."""
        if strange := [line for line in code.splitlines() if not line.startswith(("$ ", "> "))]:
            raise BlockFailed(f"a console block holds commands only, the answer is added by the build: {strange[0]!r}")
        commands = [part.replace("\n> ", "\n") for part in code.strip().removeprefix("$ ").split("\n$ ")]
        return [self._answer(command) for command in commands]

    def _answer(self, command: str) -> Any:
        if self.rows and TABULAR.match(command) and not {"--format", "--list", "|"} & set(command.split()):
            return list(csv.DictReader(io.StringIO(self.sh(f"{command} --format csv"))))
        return self.sh(command)

    def python(self, code: str) -> str:
        said = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(said), _variables(KG_STORE="demo/store"):
            exec(compile(code, "<page>", "exec"), self.namespace)
        return said.getvalue()

    def sparql(self, code: str) -> Any:
        import kg

        with kg.open(self.folder / "demo" / "store") as graph:
            answer = graph.query(code)
        if not answer and not answer.triples:
            raise BlockFailed("the query finds nothing in the sample")
        return answer


@contextlib.contextmanager
def _variables(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def document(path: Path, evaluate: Callable[[Example], None] = lambda example: None) -> Document:
    """The page with its blocks and marks found."""
    parsers = [SkipParser(), *(CodeBlockParser(language, evaluate) for language in RUN)]
    return Sybil(parsers, path=str(path.parent)).parse(path)


def run(path: Path, folder: Path, *, rows: bool = False) -> Iterator[Ran]:
    """Run a page in a folder made by `scratch`, yielding each block as it ends. Raises BlockFailed with page and line."""
    page, said = Page(folder, rows=rows), {}

    def evaluate(example: Example) -> None:
        said["answer"] = getattr(page, _language(example))(str(example.parsed))

    for example in document(path, evaluate).examples():
        said.clear()
        try:
            example.evaluate()
        except SkipTest as skip:
            yield Ran(_language(example), str(example.parsed), example.line, skipped=str(skip))
            continue
        except Exception as error:
            raise BlockFailed(f"{path.relative_to(ROOT)}:{example.line}: {type(error).__name__}: {error}") from error
        if "answer" in said:
            yield Ran(_language(example), str(example.parsed), example.line, said["answer"])


def _language(example: Example) -> str:
    return str(example.region.lexemes.get("arguments", ""))
