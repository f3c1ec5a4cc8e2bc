"""Speaks the library on the command line: each command parses, calls one function and prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

import kg
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.corpus import Skipped
    from kg.pipeline import BuildReport
    from kg.queries import NamedQuery
    from kg.stores.oxigraph import OxigraphStore

STORE = click.option(
    "--store",
    "store_path",
    envvar="KG_STORE",
    default="./kg-store",
    show_default=True,
    metavar="DIR|URL",
    help="The store, a folder or a SPARQL server's address (also KG_STORE).",
)
CURATION = click.option(
    "--curation", "folder", metavar="DIR", help="Folder of decisions (also KG_CURATION) [default: data/curation, where it is]."
)
OUT = click.option("-o", "--out", type=click.Path(dir_okay=False), required=True, metavar="PAGE.html", help="The page to write.")


_NETWORK = (
    click.option("--since", metavar="DATE", help="First day."),
    click.option("--until", metavar="DATE", help="Last day."),
    click.option("--province", help="Only events in this province (name or ISO code)."),
    click.option("--event-type", help="Only events of this type, such as symposium."),
    click.option("--around", metavar="NAME", help="Only what this person, strategy, theme, … is joined to."),
    click.option("--min-weight", type=click.FloatRange(0), default=0, show_default=True, help="Only edges at least this heavy."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True),
    click.option(
        "--count",
        type=click.Choice(["statement", "article", "event", "week", "month", "year"]),
        default="event",
        show_default=True,
        help="What repeats count once in.",
    ),
    click.option("--onto", metavar="KIND", help="Join those of one kind, such as person, by what they share; both: unfold."),
    click.option(
        "--normalise",
        type=click.Choice(["none", "jaccard", "cosine", "average-activity", "newman", "hyperbolic"]),
        default="none",
        show_default=True,
        help="How weights are made comparable.",
    ),
    click.option("--boilerplate", is_flag=True, help="Weigh down what stands in most articles."),
    click.option("--backbone", type=float, metavar="LEVEL", help="Only edges that chance does not explain, such as at 0.05."),
    click.option("--top", type=click.IntRange(2), metavar="N", help="Only the N heaviest nodes."),
)


def NETWORK(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that takes a view."""
    for option in reversed(_NETWORK):
        command = option(command)
    return command


class _Group(click.Group):
    """Lists commands in the order in which people meet them; turns our errors into one sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except KgError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(141)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kg.__version__, prog_name="kg")
def main() -> None:
    """Turn articles on Chinese policy into a knowledge graph, ask it, draw it and check it.

    \b
    kg build data/articles                       read articles into ./kg-store
    kg query person-timeline --person 习近平      ask a named question
    kg graph overview -o page.html               draw an interactive picture
    """


@main.command()
@click.argument("paths", nargs=-1, required=True)
@STORE
@click.option("--fetch", is_flag=True, help="Allow http(s) addresses among PATHS to be fetched.")
@click.option("--again", is_flag=True, help="Read unchanged articles again too.")
@click.option("--base", metavar="IRI", help="Base of all identifiers in a new store [default: https://w3id.org/policy-kg/id/].")
@click.option("--title", help="Title, where the source has none.")
@click.option("--published", metavar="DATE", help="Day of publication, where the source has none.")
@click.option("--publisher", help="Publisher, where the source has none.")
@click.option("--language", metavar="en|zh", help="Language, instead of finding it out.")
@click.option(
    "--reader",
    "readers",
    multiple=True,
    default=["rules"],
    show_default=True,
    metavar="NAME",
    help="Who reads: rules, llm (needs a server: KG_LLM_URL, KG_LLM_MODEL), or an installed one; may be repeated.",
)
@CURATION
@click.option("--quiet", is_flag=True, help="No progress bar.")
def build(
    paths: tuple[str, ...],
    store_path: str,
    fetch: bool,
    again: bool,
    base: str | None,
    readers: tuple[str, ...],
    folder: str | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Read articles (files, folders, archives, feeds, tables, - for standard input) into the store.

    \b
    kg build data/articles
    kg build news.jsonl.gz readouts.zip --store ./my-store
    cat readout.txt | kg build - --published 2024-03-20
    """
    from kg import curation, pipeline
    from kg.stores import opened

    defaults, decisions = pipeline.metadata(**given), curation.load(folder)
    extractors = pipeline.ready(readers)
    with opened(store_path, writable=True, base=base) as store, _progress(quiet) as tick:
        report = pipeline.build(
            paths, store, extractors=extractors, fetch=fetch, again=again, defaults=defaults, decisions=decisions, on_article=tick
        )
        if report.read:
            store.optimize()
    _print_report(report, store_path)
    if report.unavailable:
        raise KgError(f"{report.unavailable}; what was read before is kept in {store_path}")
    if report.stopped:
        sys.exit(130)
    if not report.articles:
        sys.exit(1)


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("query", required=False, metavar="NAME|FILE|-")
@click.option("--list", "listing", is_flag=True, help="List the named queries with what they ask.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@STORE
@click.pass_context
def query(ctx: click.Context, query: str | None, listing: bool, form: str, limit: int | None, store_path: str) -> None:
    """Ask a named query, a .rq file, or SPARQL from standard input; parameters are options.

    \b
    kg query --list
    kg query co-attendance --person 丁薛祥 --since 2024
    kg query statements --person "Xi Jinping" --theme 科技创新 --format csv
    echo 'SELECT (COUNT(*) AS ?n) { ?e a pol:Event }' | kg query -
    kg query evidence --help          what one query takes and gives
    """
    from kg import asking, tabular

    if listing or not query:
        tabular.list_queries()
        return
    found = asking.parse_text(sys.stdin.read()) if query == "-" else asking.find(query)
    words = _words(ctx.args, found)
    if words is None:
        tabular.describe(found)
        return
    with _reading(store_path) as store:
        tabular.show(asking.answer(store, found, words), form, limit)


def _words(args: list[str], query: NamedQuery) -> dict[str, str] | None:
    """Parameters from `--name value` and `--name=value`; None where help is asked for."""
    words: dict[str, str] = {}
    rest = iter(args)
    for arg in rest:
        if arg in ("-h", "--help"):
            return None
        if not arg.startswith("--"):
            raise click.UsageError(f"{arg!r} is no option; parameters of {query.name} are given as --name value")
        name, equals, given = arg[2:].partition("=")
        value = given if equals else next(rest, None)
        if value is None:
            raise click.UsageError(f"{arg} needs a value")
        words[name.replace("-", "_")] = value
    return words


@main.command()
@click.argument("words", nargs=-1)
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind, such as person, article or quote; may be repeated."
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json"]), default="table", show_default=True)
@click.option("--rebuild", is_flag=True, help="Make the index anew, even where nothing changed.")
@STORE
def search(words: tuple[str, ...], kinds: tuple[str, ...], limit: int, form: str, rebuild: bool, store_path: str) -> None:
    """Find names, titles and quotes by their words, in English and Chinese; the index makes itself beside the store.

    All words have to be there; words in double quotes stand together, `*` ends the beginning of a word.

    \b
    kg search 粮食安全
    kg search grain harvest --kind quote --limit 5
    kg search '"new quality" product*' --format json
    """
    from kg import search as searching
    from kg import tabular

    if not words and not rebuild:
        raise click.UsageError("give WORDS to search for, or --rebuild")
    with _reading(store_path) as store, searching.opened(store, rebuild=rebuild) as index:
        if words:
            found = index.search(" ".join(words), kinds=kinds, limit=limit)
            tabular.show(searching.table(found, marked=form == "table"), form)
        else:
            click.echo(f"made {searching.place(store)} with {len(index):,} entries", err=True)


@main.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "json"]), default="jsonl", show_default=True)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out facts below this.")
@click.option("--reader", default="rules", show_default=True, help="Whose reading: the extractor's name.")
@STORE
def facts(form: str, min_confidence: float, reader: str, store_path: str) -> None:
    """Write what the store knows of each article, one JSON object a line.

    \b
    kg facts > facts.jsonl
    kg facts --min-confidence 0.9
    """
    import json

    from kg import facts as telling

    with _reading(store_path) as store:
        rows = telling.facts(store, min_confidence=min_confidence, extractor=reader)
        if form == "json":
            click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))
        else:
            for row in rows:
                click.echo(json.dumps(row, ensure_ascii=False))


@main.command()
@click.argument("gold", type=click.Path())
@click.option("--by", metavar="FIELD", help="Also a table for each value of this field of the annotations.")
@click.option("--errors", metavar="LAYER", help="List what is extra (+) and missed (-) in one layer.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True)
@click.option(
    "--floors", type=click.Path(exists=True, dir_okay=False), help="CSV of column,layer,floor; exit 1 where one is missed."
)
@click.option("--samples", type=click.IntRange(0), default=1000, show_default=True, help="Bootstrap samples for the interval.")
@click.option("--json", "as_json", is_flag=True, help="Print the tables as JSON.")
@click.option("--reader", default="rules", show_default=True, help="Whose reading: the extractor's name.")
@STORE
def evaluate(
    gold: str,
    by: str | None,
    errors: str | None,
    min_confidence: float,
    floors: str | None,
    samples: int,
    as_json: bool,
    reader: str,
    store_path: str,
) -> None:
    """Compare the store's facts with a folder of annotations: precision, recall, F1 and a 95 % interval.

    \b
    kg evaluate gold/dev --by column
    kg evaluate gold/dev --errors persons
    """
    from kg import evaluation
    from kg import facts as telling

    marked = evaluation.load_gold(gold)
    with _reading(store_path) as store:
        rows = telling.facts(store, min_confidence=min_confidence, extractor=reader)
        found = {row["id"]: row for row in rows if row["id"] in marked}
    result = evaluation.evaluate(marked, found, by=by, samples=samples)
    click.echo(evaluation.as_json(result) if as_json else evaluation.as_text(result))
    if errors:
        for line in result.errors(errors):
            click.echo(line)
    if floors and (missed := evaluation.below(result, floors)):
        raise KgError("below the floor: " + "; ".join(missed))


@main.command()
@STORE
@click.option("--graph", "graphs", multiple=True, metavar="IRI", help="Only these named graphs.")
@click.option("--limit", default=20, show_default=True, help="How many violations to print.")
def validate(store_path: str, graphs: tuple[str, ...], limit: int) -> None:
    """Check every reading against the SHACL shapes; exit 1 where one is broken.

    \b
    kg validate
    kg validate --store ./my-store --limit 100
    """
    from kg import validation

    with _reading(store_path) as store, _spinner("validating"):
        report = validation.validate_store(store, graphs=graphs or None)
    for violation in report.violations[:limit]:
        click.echo(str(violation))
    if not report.conforms:
        raise KgError(f"{len(report.violations)} violations; --limit shows more")
    click.echo(f"no violation in {report.graphs} graphs", err=True)


@main.command()
@click.argument("path", type=click.Path())
@click.option("--format", "form", metavar="FORMAT", help="One of those above [default: by the ending].")
@click.option("--provenance", is_flag=True, help="With the runs and their times (nq and trig); not the same from run to run.")
@click.option("--view", metavar="VIEW", help="Which network (`kg graph --list`) [default: overview].")
@click.option("--dataset", is_flag=True, help="A folder to publish: dump, ontology, description (VoID, DCAT), licences.")
@click.option("--address", default="", metavar="URL", help="Where that folder will be on the web.")
@NETWORK
@STORE
def export(
    path: str, form: str | None, provenance: bool, view: str | None, dataset: bool, address: str, store_path: str, **options: Any
) -> None:
    """Write the graph for other tools.

    All of it: nq, trig, ttl, jsonld, csv (a folder of tables), xlsx. The network of one view: graphml, gexf (Gephi, with
    time), json (node-link), cyjs and cytoscape (a folder of CSV), neo4j (a folder of CSV), parquet.

    \b
    kg export graph.trig
    kg export tables --format csv
    kg export network.gexf --view attendance --since 2024
    kg export neo4j --format neo4j --view ego --around 丁薛祥
    kg export published --dataset --address https://example.org/policy-kg/
    """
    from kg import export as exporting

    told = click.get_current_context().get_parameter_source
    chosen = {name: value for name, value in options.items() if told(name) == click.core.ParameterSource.COMMANDLINE}
    if dataset and (form or view or chosen):
        raise click.UsageError("--dataset is all of the graph in a form of its own; it takes no --format, --view or filter")
    with _reading(store_path) as store, _spinner("writing"):
        if dataset:
            from kg import dataset as datasets

            written = datasets.write(store, path, address=address)
        else:
            written = exporting.export(store, path, format=form, provenance=provenance, view=view, **chosen)
    click.echo(f"wrote {written}", err=True)


@main.command()
@click.argument("view", default="overview")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The page to write (or .png, .svg), or the network (.gexf, .graphml, …).",
)
@click.option("--matrix", type=click.Path(dir_okay=False), metavar="FILE.csv", help="Write the raw matrix behind the picture.")
@click.option("--list", "listing", is_flag=True, help="List the views with what they show.")
@NETWORK
@click.option(
    "--language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the labels at first."
)
@click.option("--title", help="Title of the page.")
@click.option("--note", default="", help="A sentence for the caption.")
@STORE
def graph(view: str, out: str | None, matrix: str | None, listing: bool, store_path: str, **options: Any) -> None:
    """Draw a view as one interactive page that needs no network, or write the network or the matrix behind it.

    The ending of the file says which: .html is a page, .png and .svg are its picture (needs Chromium), .gexf, .graphml,
    .json, .cyjs and .parquet the network for other tools, as `kg export` writes it.

    \b
    kg graph --list
    kg graph overview -o page.html
    kg graph attendance -o who-meets-whom.html --since 2024 --min-weight 2
    kg graph ego --around 丁薛祥 -o ding.html
    kg graph people-themes --onto person --normalise jaccard --boilerplate -o alike.html
    kg graph attendance --top 40 -o network.gexf
    kg graph provinces-strategies --matrix matrix.csv
    """
    from kg import projection, tabular

    if listing:
        tabular.pairs(projection.views().items())
        return
    if not (out or matrix):
        raise click.UsageError("name the page to write with -o PAGE.html, or the matrix with --matrix FILE.csv")
    chosen = {name: value for name, value in options.items() if name not in ("language", "title", "note")}
    with _reading(store_path) as store:
        if matrix:
            _matrix(store, view, matrix, options["language"], chosen)
        if out:
            _drawn(store, view, out, options, chosen)


def _drawn(store: OxigraphStore, view: str, out: str, options: dict[str, Any], chosen: dict[str, Any]) -> None:
    """Write a view as the page, or as the file for other tools, that the ending asks for."""
    from kg import drawing, interchange, network

    if kind := interchange.kind_of(out):
        graph = network.project(store, view, **chosen)
        written = interchange.write(graph, out, format=kind)
        click.echo(f"wrote {written}: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges", err=True)
        return
    page = drawing.draw(store, view, out, **options)
    click.echo(f"wrote {page.path}: {page.nodes} nodes, {page.edges} edges", err=True)
    if page.advice:
        click.echo(page.advice, err=True)


def _matrix(store: OxigraphStore, view: str, path: str, language: str, chosen: dict[str, Any]) -> None:
    """Write the raw matrix behind a view."""
    from kg import export, network, projection

    rows = projection.matrix(network.project(store, view, **chosen), language=language)
    export.save(rows, path)
    click.echo(f"wrote {path}: {len(rows) - 1} rows, {len(rows[0]) - 1} columns", err=True)


@main.command()
@click.argument("view", default="attendance")
@click.option(
    "--measure",
    "names",
    multiple=True,
    metavar="NAME",
    help="Which, may be repeated [default: degree, strength, betweenness, community].",
)
@click.option("--list", "listing", is_flag=True, help="List the measures.")
@click.option("--by", default="kind", show_default=True, help="The attribute that assortativity looks at.")
@click.option("--seed", default=0, show_default=True, help="Where communities start from.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@NETWORK
@STORE
def measure(
    view: str,
    names: tuple[str, ...],
    listing: bool,
    by: str,
    seed: int,
    form: str,
    limit: int | None,
    store_path: str,
    **options: Any,
) -> None:
    """Measure the network of a view: who is central, who bridges, who belongs together, who is missing.

    \b
    kg measure --list
    kg measure attendance --since 2024 --limit 20
    kg measure people-themes --measure bipartite --format csv
    kg measure attendance --measure absences --limit 10
    """
    from kg import measures, network, tabular

    if listing:
        tabular.pairs((name, found.summary) for name, found in measures.MEASURES.items())
        return
    with _reading(store_path) as store:
        table = measures.measure(network.project(store, view, **options), *names, seed=seed, by=by)
    tabular.show(tabular.readable(table) if form == "table" else tabular.rows(table), form, limit)


@main.command()
@click.argument("figure", type=click.Choice(["map", "timeline", "heat", "stream", "ladder"]))
@OUT
@click.option("--data", type=click.Path(dir_okay=False), metavar="FILE.csv", help="Write the rows behind the figure.")
@click.option("--person", metavar="NAME", help="Timeline of this person; ladder of the lists that this person is in.")
@click.option("--strategy", metavar="NAME", help="Only articles that name this strategy.")
@click.option("--theme", metavar="NAME", help="Only articles that address this theme.")
@click.option("--province", metavar="NAME", help="Only articles that name this province, or events there.")
@click.option("--event-type", metavar="NAME", help="Only events of this type, such as symposium, or articles on one.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="timeline, ladder: leave out facts below this.")
@click.option("--role", metavar="NAME", help="ladder: lists of those who attended (the default), spoke, met, reported, …")
@click.option("--since", metavar="DATE", help="First day.")
@click.option("--until", metavar="DATE", help="Last day.")
@click.option("--rows", type=click.Choice(["strategy", "theme", "province"]), help="What the heat map or stream is of.")
@click.option(
    "--columns", type=click.Choice(["province", "strategy", "theme", "year"]), help="What the heat map sets it against."
)
@click.option("--top", type=click.IntRange(1), help="At most so many rows, bands, lines or people.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language at first.")
@STORE
def draw(figure: str, out: str, data: str | None, language: str, store_path: str, **choice: Any) -> None:
    """Draw a figure for a report as one page that needs no network: both languages, light and dark, PNG and SVG.

    map: provinces and which are named together. timeline: offices and events of a person, or events of a strategy or
    theme. heat: strategies by province, themes by year, and the like. stream: themes over time. ladder: who is named
    before whom. Needs plotly: pip install 'policy-kg[pictures]'.

    \b
    kg draw map --strategy "Belt and Road Initiative" -o map.html --data map.csv
    kg draw timeline --person 丁薛祥 -o ding.html --language zh
    kg draw heat --rows theme --columns year -o themes.html
    kg draw ladder --since 2023 -o ladder.html
    kg draw ladder --role spoke --event-type symposium -o speakers.png
    """
    from kg import figures

    with _reading(store_path) as store:
        drawn = figures.draw(store, figure, out, data=data, language=language, **choice)
    click.echo(f"wrote {out}: {drawn.title[language]}, {len(drawn.rows)} rows", err=True)


@main.command()
@click.argument("what", type=click.Choice(["themes", "strategies", "formulations", "pairs", "communities", "order"]))
@click.option("--before", metavar="PERIOD", help="The earlier period: 2023, 2023-06 or 2021..2023.")
@click.option("--after", metavar="PERIOD", help="The later period.")
@click.option("--by", metavar="month|quarter|year|DATES", help="Cut time so; dates are parted by commas.")
@click.option("--view", metavar="VIEW", help="communities: of which network (`kg graph --list`) [default: attendance].")
@click.option("--person", help="order: only pairs with this person.")
@click.option("--seed", default=0, show_default=True, help="communities: where they start from.")
@click.option("--since", metavar="DATE", help="First day.")
@click.option("--until", metavar="DATE", help="Last day.")
@click.option("--province", help="Only events in this province (name or ISO code).")
@click.option("--event-type", help="Only events of this type, such as symposium.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out facts below this.")
@click.option(
    "--count", type=click.Choice(["statement", "article", "event", "week", "month", "year"]), help="What repeats count once in."
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "tsv", "json"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@STORE
def change(what: str, form: str, limit: int | None, store_path: str, **options: Any) -> None:
    """Tell what changed: what rose and fell, first and last mentions, groups that last, who stands before whom.

    \b
    kg change themes --before 2023 --after 2024      what rose and fell, with significance
    kg change strategies --by quarter                how often in each quarter
    kg change formulations                           first and last mention
    kg change pairs --before 2020..2022 --after 2023..2025
    kg change communities --by year                  which groups of people go on
    kg change communities --view organisations       the same of any other network
    kg change order --person 丁薛祥                   who stood before whom, and since when not
    """
    from kg import change as changing
    from kg import tabular

    with _reading(store_path) as store:
        table = changing.tell(store, what, **{name: value for name, value in options.items() if value})
    tabular.show(tabular.readable(table) if form == "table" else tabular.rows(table), form, limit)


@main.command()
@click.argument("out", type=click.Path(file_okay=False), metavar="FOLDER")
@click.option("--title", default="", help="Title of the site.")
@STORE
def site(out: str, title: str, store_path: str) -> None:
    """Write the whole graph as a static site: open FOLDER/index.html from disk, or put it on any web server.

    \b
    kg site public
    kg site public --title "Regional policy 2023 to 2026"
    """
    from kg import site as writer

    with _reading(store_path) as store:
        made = writer.build(store, out, title=title)
    for reason in made.missing:
        click.echo(f"left out {reason}", err=True)
    click.echo(f"wrote {made.path}: {made.pages} pages; open {made.path / 'index.html'}", err=True)


@main.command()
@click.argument("article")
@click.option("-o", "--out", type=click.Path(dir_okay=False), metavar="PAGE.html", help="Write a page instead of the terminal.")
@click.option("--facts/--no-facts", "with_facts", default=True, show_default=True, help="The facts below the text.")
@click.option("--reader", default="rules", show_default=True, help="Whose reading: the extractor's name.")
@STORE
def show(article: str, out: str | None, with_facts: bool, reader: str, store_path: str) -> None:
    """Show an article's text with its mentions marked, and what was read in it.

    \b
    kg show sample-2024-03-20-changsha-en
    kg show sample-2024-03-20-changsha-zh -o article.html
    """
    from kg import showing

    with _reading(store_path) as store:
        if out:
            showing.page(store, article, out, reader=reader)
            click.echo(f"wrote {out}", err=True)
        else:
            showing.terminal(store, article, reader=reader, with_facts=with_facts)


@main.command()
@click.argument("articles", nargs=-1, required=True)
@CURATION
@STORE
def drop(articles: tuple[str, ...], folder: str | None, store_path: str) -> None:
    """Take articles out of the store with all that follows from them.

    \b
    kg drop sample-2024-03-20-changsha-en
    """
    from kg import curation, pipeline
    from kg.stores import opened

    _reading(store_path).close()
    with opened(store_path, writable=True) as store:
        pipeline.drop(articles, store, decisions=curation.load(folder))
    click.echo(f"dropped {', '.join(articles)}", err=True)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False))
def authority(folder: str) -> None:
    """Copy the tables of people, offices, places and names to a folder, to be edited in a spreadsheet.

    \b
    kg authority my-tables
    KG_AUTHORITY=my-tables kg build data/articles --store my-store
    """
    from pathlib import Path

    from kg.authority import write_tables

    written = write_tables(Path(folder))
    click.echo(f"wrote {len(written)} tables to {folder}; set KG_AUTHORITY={folder} to use them", err=True)


@main.command()
@STORE
def info(store_path: str) -> None:
    """Tell what the store holds: articles, people, events, period, size, versions.

    \b
    kg info
    """
    from kg import tabular
    from kg.census import info as look

    with _reading(store_path) as store:
        tabular.pairs(look(store))


@main.command()
@click.option("--readers", nargs=2, default=("rules", "llm"), show_default=True, metavar="A B", help="The two readers.")
@click.option("--article", default="", metavar="NAME", help="Only this article, with every difference.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Leave out facts below this.")
@STORE
def compare(readers: tuple[str, str], article: str, form: str, min_confidence: float, store_path: str) -> None:
    """Show where two readers of the same articles differ, and how far they agree.

    \b
    kg build data/articles --reader rules --reader llm
    kg compare
    kg compare --readers rules llm --article sample-2024-03-20-changsha-en
    """
    from kg import comparison

    with _reading(store_path) as store:
        result = comparison.compare(store, readers, article=article, min_confidence=min_confidence)
    click.echo(comparison.as_json(result) if form == "json" else comparison.as_text(result, single=bool(article)))


@main.command()
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind, by its first letters, such as `same event`."
)
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option("--decide", is_flag=True, help="Go through the list with keys; each decision is kept at once.")
@CURATION
@STORE
def review(kinds: tuple[str, ...], limit: int, as_json: bool, decide: bool, folder: str | None, store_path: str) -> None:
    """List what is unresolved or doubtful, most frequent first; decide it key by key.

    \b
    kg review
    kg review --decide --kind ambiguous
    kg review --json --limit 1000 > doubts.json
    """
    from kg import curation, reviewing
    from kg import review as doubts
    from kg.authority import load

    chosen = doubts.kinds_of(kinds)
    if kinds and not chosen:
        raise click.BadParameter(f"no kind begins so; kinds are: {', '.join(doubts.KINDS)}", param_hint="--kind")
    place = curation.place(folder)
    with _reading(store_path) as store:
        found = [item for item in doubts.items(store, load(), curation.load(folder)) if not kinds or item.kind in chosen]
    if as_json:
        click.echo(doubts.as_json(found[:limit]))
    elif decide:
        reviewing.decide([item for item in found if item.decidable][:limit], place)
    else:
        reviewing.table(found, limit)


@main.command()
@STORE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; beyond loopback, others can read.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one.")
@click.option("--writable", is_flag=True, help="Allow updates and graph writes to those who know the token.")
@click.option("--token", envvar="KG_TOKEN", default="", metavar="TOKEN", help="The bearer token for writing (also KG_TOKEN).")
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="Let pages of this origin ask, or * for all; may be repeated."
)
@click.option("--allow-service", "services", multiple=True, metavar="HOST", help="Let SERVICE call this host; may be repeated.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds that a query may take.")
@click.option("--limit", default=100_000, show_default=True, type=click.IntRange(1), help="Rows that an answer may have.")
@click.option(
    "--workers",
    default=0,
    type=click.IntRange(0),
    help="Quick queries answered at a time; long ones step aside [default: one for each core].",
)
def serve(store_path: str, writable: bool, token: str, **given: Any) -> None:
    """Serve the store: pages for people, SPARQL and RDF for programs, from one address.

    \b
    kg serve
    kg serve --store demo/store --port 9000
    kg serve --writable --token "$KG_TOKEN" --cors https://example.org
    """
    from kg.web.app import serve as run
    from kg.web.settings import settings

    if store_path.startswith(("http://", "https://")):
        raise KgError(f"{store_path} is a server that answers SPARQL by itself; kg serve takes a store's folder")
    if writable and not token:
        raise click.UsageError("--writable needs --token (or KG_TOKEN): whoever knows it may change the store")
    run(
        settings(store_path, token=token if writable else "", **given),
        on_ready=lambda address: click.echo(f"serving {store_path} at {address}", err=True),
    )


@main.command()
@STORE
@click.option("--http", metavar="PORT", default=0, type=click.IntRange(0, 65535), help="Serve over HTTP on this loopback port.")
@click.option("--timeout", metavar="SECONDS", default=20.0, show_default=True, help="The time that one query may take.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 500), help="Rows shown where none are asked for.")
def mcp(store_path: str, http: int, timeout: float, limit: int) -> None:
    """Let a language model ask the graph, by the Model Context Protocol.

    Without --http a client starts this command itself and talks to it over standard input and output.

    \b
    kg mcp --store ./kg-store
    kg mcp --store ./kg-store --http 8766        then http://127.0.0.1:8766/mcp
    """
    from kg.mcp.server import run

    if store_path.startswith(("http://", "https://")):
        raise KgError(f"{store_path} is a server; kg mcp takes a store's folder")
    run(store_path, http=http, timeout=timeout, limit=limit)


def _reading(path: str) -> OxigraphStore:
    from kg.stores import opened

    return opened(path)


def _spinner(what: str) -> Any:
    from rich.console import Console

    return Console(stderr=True).status(what)


class _progress:
    """A bar on standard error while articles are read; nothing where there is no terminal."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> Callable[..., None] | None:
        if self._quiet:
            return None
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed} articles"),
            TextColumn("{task.fields[speed]}"),
            TimeElapsedColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            transient=True,
            refresh_per_second=5,
        )
        self._task = self._bar.add_task("build", total=None, speed="", name="")
        self._bar.start()
        return self._tick

    def _tick(self, article: Any, report: BuildReport) -> None:
        self._bar.update(self._task, advance=1, name=article.label[:60], speed=f"{report.skipped_count} skipped")

    def __exit__(self, *_: object) -> None:
        if not self._quiet:
            self._bar.stop()


def _print_report(report: BuildReport, store: str) -> None:
    from kg import tabular

    tabular.pairs(report.summary())
    _print_list("skipped", [s for s in report.skipped if s.kind != "note"])
    _print_list("notes", [s for s in report.skipped if s.kind == "note"])
    if report.undated:
        click.echo(f"{report.undated} articles have no date of publication; give one with --published", err=True)
    if report.stopped:
        click.echo(f"stopped; {report.articles} articles are whole in {store}; run the same command to go on", err=True)


def _print_list(heading: str, found: list[Skipped]) -> None:
    """What was skipped or noted, with the reason; many of one reason in one line."""
    if found:
        click.echo(f"{heading} {len(found)}:", err=True)
    by_reason: dict[str, list[str]] = {}
    for skipped in found:
        by_reason.setdefault(skipped.why, []).append(skipped.where)
    for why, places in by_reason.items():
        click.echo(f"  {', '.join(places)}: {why}", err=True)
