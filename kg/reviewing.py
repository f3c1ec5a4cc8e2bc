"""Shows a reviewer's items in the terminal: a table of all, or one after the other with keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import click
from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from kg.review import COMMON, HELP, Item, Session, run

_WIDTH = 110


def table(found: Iterable[Item], limit: int) -> None:
    """Print the items as a table on standard output, with a quote each."""
    made = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for column in ("kind", "what", "articles", "sure", "may be", "quote"):
        made.add_column(column, overflow="fold")
    every = list(found)
    for item in every[:limit]:
        may_be = "; ".join(o.label for o in item.options[:3]) or item.why
        said = item.quotes[0] if item.quotes else None
        around = f"{said.before[-20:]}{said.words}{said.after[:20]}" if said else ""
        quote = f"{said.article}: {' '.join(around.split())}" if said else ""
        made.add_row(*(Text(str(c)) for c in (item.kind, item.subject, item.count, f"{item.confidence:.2f}", may_be, quote)))
    console = Console()
    if every:
        (console if console.is_terminal else Console(width=160)).print(made)
    click.echo(f"{len(every)} in doubt; {min(limit, len(every))} shown", err=True)


def decide(todo: list[Item], folder: str | Path) -> int:
    """Have a person decide, key by key; returns how many were decided."""
    session = Session(todo, folder)
    console = Console()
    run(session, click.getchar, lambda s, told: _screen(console, s, told))
    console.print(Text(f"{session.decided} decided, {len(todo) - session.place} left; `kg build` applies them"))
    return session.decided


def _screen(console: Console, session: Session, told: str) -> None:
    console.clear()
    if session.item:
        console.print(card(session.item, session, told), width=min(console.width, _WIDTH))


def card(item: Item, session: Session, told: str) -> Panel:
    """One item as a card: what is asked, where it stands, what it may mean, and the keys."""
    head = Text.assemble((item.subject, "bold"), f"  in {item.count} articles, sure {item.confidence:.2f}\n", (item.why, "dim"))
    quotes = [_quote(q.article, q.date, q.before, q.words, q.after) for q in item.quotes]
    options = [
        Text.assemble((f"  {n} ", "bold cyan"), o.label, ("  " + o.note if o.note else "", "dim"))
        for n, o in enumerate(item.options, 1)
    ]
    keys = Text(f"{HELP.get(item.kind, '')} · {COMMON}", style="cyan")
    place = f"{item.kind}  {session.place + 1}/{len(session.todo)}  decided {session.decided}"
    return Panel(Group(head, *quotes, *options, Text(), keys, Text(told, style="dim")), title=Text(place), box=box.ROUNDED)


def _quote(article: str, date: str, before: str, words: str, after: str) -> Text:
    flat = [re.sub(r"\s+", " ", part) for part in (before, words, after)]
    return Text.assemble(
        ("  " + " ".join(filter(None, (article, date))) + "\n", "dim"), "    …", flat[0], (flat[1], "bold yellow"), flat[2], "…"
    )
