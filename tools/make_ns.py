"""Write kg/ns.py from ontology/, so that an IRI is written once and a typo stops the program.

python tools/make_ns.py            write kg/ns.py
python tools/make_ns.py --check    exit 1 when kg/ns.py differs from what ontology/ gives
"""

from __future__ import annotations

import argparse
import keyword
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = "https://w3id.org/policy-kg/ontology#"
ID = "https://w3id.org/policy-kg/id/"
_SHAPES = "shapes.ttl"
_HEAD = '''"""Every IRI that we write, by name: generated from ontology/ by tools/make_ns.py, so do not edit.

A name that is a Python keyword takes a trailing underscore. An unknown name stops the program and the type checker.
"""

from __future__ import annotations

from typing import Final, final
'''


def terms(folder: Path) -> dict[str, list[str]]:
    """The local names of each prefix that the Turtle files of a folder mention, both sorted; shapes only use them."""
    prefixes = _prefixes(folder)
    _refuse_undefined(folder)
    mentioned = set(_iris(_parsed(path for path in folder.glob("*.ttl") if path.name != _SHAPES)))
    return {prefix: list(_locals(namespace, mentioned)) for prefix, namespace in sorted(prefixes.items())}


def _refuse_undefined(folder: Path) -> None:
    graph = _parsed(folder.glob("*.ttl"))
    undefined = {iri for iri in _iris(graph) if iri.startswith(ONTOLOGY)} - {str(s) for s in graph.subjects()}
    if undefined:
        raise SystemExit(f"used in {folder} but not defined in policy.ttl: {', '.join(sorted(undefined))}")


def module(folder: Path) -> str:
    """The text of kg/ns.py for the ontology in a folder."""
    prefixes = _prefixes(folder)
    return "\n".join([_HEAD, *_constants(prefixes), *_classes(terms(folder), prefixes)]) + "\n"


def _prefixes(folder: Path) -> dict[str, str]:
    """The prefixes that policy.ttl declares."""
    return {prefix: str(namespace) for prefix, namespace in _parsed([folder / "policy.ttl"]).namespaces()}


def _parsed(paths: Iterable[Path]) -> Graph:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path)
    return graph


def _iris(graph: Graph) -> Iterator[str]:
    from rdflib import Literal, URIRef

    for triple in graph:
        for node in triple:
            if isinstance(node, URIRef):
                yield str(node)
            elif isinstance(node, Literal) and node.datatype:
                yield str(node.datatype)


def _locals(namespace: str, mentioned: Iterable[str]) -> Iterator[str]:
    """The names that are Python identifiers, sorted."""
    names = sorted(iri.removeprefix(namespace) for iri in mentioned if iri.startswith(namespace))
    return (name for name in names if name.isidentifier())


def _constants(prefixes: Mapping[str, str]) -> Iterator[str]:
    yield f'ONTOLOGY: Final = "{ONTOLOGY}"'
    yield f'ID: Final = "{ID}"  # the default base of the identifiers of data'
    yield "PREFIXES: Final[dict[str, str]] = {"
    yield f'    "id": "{ID}",'
    yield from (f'    "{prefix}": "{namespace}",' for prefix, namespace in sorted(prefixes.items()))
    yield "}"


def _classes(names: Mapping[str, Iterable[str]], prefixes: Mapping[str, str]) -> Iterator[str]:
    for prefix, local in names.items():
        yield f'\n\n@final\nclass {prefix.upper()}:\n    """`{prefixes[prefix]}`."""\n'
        yield from (f'    {_attribute(name)}: Final = "{prefixes[prefix]}{name}"' for name in local)


def _attribute(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit 1 when kg/ns.py is out of date; write nothing")
    parser.add_argument("--ontology", type=Path, default=ROOT / "ontology")
    parser.add_argument("--output", type=Path, default=ROOT / "kg" / "ns.py")
    options = parser.parse_args(arguments)
    text = module(options.ontology)
    if not options.check:
        options.output.write_text(text, encoding="utf-8")
        return 0
    if options.output.exists() and options.output.read_text(encoding="utf-8") == text:
        return 0
    print(f"{options.output} is not what {options.ontology} gives; run python tools/make_ns.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
