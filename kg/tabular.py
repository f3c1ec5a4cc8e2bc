"""Prints rows for people and for programs: tables, CSV, TSV and JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg import queries

if TYPE_CHECKING:
    from kg.queries import NamedQuery
    from kg.stores.rows import Rows


def show(rows: Rows, form: str, limit: int | None = None) -> None:
    """Print rows to standard output as `table`, `csv`, `tsv` or `json`, at most `limit` of them."""
    some = islice(iter(rows), limit) if limit else iter(rows)
    if form == "json":
        json.dump(
            [{k: v for k, v in row.items() if v is not None} for row in some],
            sys.stdout,
            ensure_ascii=False,
            indent=1,
            default=str,
        )
        sys.stdout.write("\n")
    elif form == "table":
        _table(rows.columns, some)
    else:
        writer = csv.writer(sys.stdout, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(rows.columns)
        writer.writerows(["" if row[c] is None else row[c] for c in rows.columns] for row in some)


def rows(table: Sequence[Mapping[str, Any]]) -> Rows:
    """A table of dicts as rows to show."""
    from kg.stores.rows import Rows

    return Rows(tuple(table[0]) if table else (), (dict(row) for row in table))


def readable(table: Sequence[Mapping[str, Any]]) -> Rows:
    """A table for people: without identifiers where there are names, numbers of few digits."""
    hidden = (
        {"id", "label_zh"}
        if table and "label_en" in table[0]
        else {"source", "target"}
        if table and "source_label" in table[0]
        else set()
    )
    return rows([{k: _short(v) for k, v in row.items() if k not in hidden} for row in table])


def _short(value: Any) -> Any:
    return f"{value:.4g}" if isinstance(value, float) else value


def _table(columns: Iterable[str], rows: Iterator[Mapping[str, Any]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if row[c] is None else str(row[c])) for c in columns))
    if table.row_count:
        Console(width=None if sys.stdout.isatty() else 160).print(table)
    print("1 row" if table.row_count == 1 else f"{table.row_count or 'no'} rows", file=sys.stderr)


def pairs(values: Iterable[tuple[str, Any]]) -> None:
    """Print names and values, one pair a line, to standard output."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in values:
        table.add_row(name, Text(f"{value:,}" if isinstance(value, int) else str(value)))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def list_queries() -> None:
    """Print every named query under its group, with what it asks and takes."""
    console = Console(width=None if sys.stdout.isatty() else 160)
    every = sorted((queries.named(n) for n in queries.names()), key=lambda q: (q.group, q.name))
    for group, members in groupby(every, key=lambda q: q.group):
        console.print(f"\n[bold]{group}[/bold]")
        table = Table(box=None, show_header=False, padding=(0, 2))
        for query in members:
            table.add_row(
                Text(query.name, style="cyan"), Text(f"{query.summary}\n{query.summary_zh}".strip()), Text(_options(query))
            )
        console.print(table)


def _options(query: NamedQuery) -> str:
    return " ".join(f"--{p.name}" if p.required else f"[--{p.name}]" for p in query.parameters)


def describe(query: NamedQuery) -> None:
    """Print what one query asks, takes and gives."""
    print(f"{query.name}: {query.summary}\n")
    for parameter in query.parameters:
        print(f"  --{parameter.name:12} {parameter.kind}{', required' if parameter.required else ''}: {parameter.help}")
    print("\ncolumns:" if query.columns else "")
    for name, help_ in query.columns:
        print(f"  {name:14} {help_}")
