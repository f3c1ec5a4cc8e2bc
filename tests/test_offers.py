"""What `import kg` offers to notebooks is there, lazily, and does what its module does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kg


def test_everything_offered_is_there_and_known_to_type_checkers():
    stub = ast.parse(Path(kg.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    told = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told == set(kg._OFFERED)
    assert all(callable(getattr(kg, name)) for name in told)
    assert told <= set(dir(kg))


def test_no_module_hides_what_is_offered():
    folder = Path(kg.__file__).parent
    assert not [name for name in kg._OFFERED if (folder / f"{name}.py").exists() or (folder / name).is_dir()]


def test_a_wrong_name_names_the_right_ones():
    with pytest.raises(AttributeError, match=r"offers .*project"):
        _ = kg.projekt


def test_words_make_a_network(grounded):
    import networkx as nx

    graph = kg.project(grounded, "succession", around="毛伟明", province="湖南", until="2024")
    assert isinstance(graph, nx.DiGraph) and "Mao Weiming" in nx.get_node_attributes(graph, "label_en").values()
    assert kg.measure(graph, "degree")[0]["label_en"] == "Mao Weiming"
    assert kg.matrix(graph)[0][0] == ""


def test_a_name_that_nothing_has_is_told(grounded):
    from kg.errors import UnknownName

    with pytest.raises(UnknownName, match="nothing is named 'Nobody At All'"):
        kg.project(grounded, "succession", around="Nobody At All")
