"""Stores that the tests of several modules share."""

from __future__ import annotations

import shutil

import pytest

from kg import foundation
from kg.stores.oxigraph import OxigraphStore


@pytest.fixture(scope="session")
def _ground(tmp_path_factory):
    path = tmp_path_factory.mktemp("ground") / "store"
    with OxigraphStore(path, writable=True) as made:
        foundation.refresh(made)
    return path


@pytest.fixture
def grounded(_ground, tmp_path):
    """A store on disk that has ontology and authority, open for writing."""
    with OxigraphStore(shutil.copytree(_ground, tmp_path / "store"), writable=True) as opened:
        yield opened


@pytest.fixture
def store(tmp_path):
    """An empty store on disk, open for writing."""
    with OxigraphStore(tmp_path / "store", writable=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory):
    """A folder with a store of the sample corpus, for reading only."""
    from kg import pipeline
    from kg.resources import resource

    path = tmp_path_factory.mktemp("sample") / "store"
    with OxigraphStore(path, writable=True) as made:
        pipeline.build([resource("data/articles")], made)
    return path


@pytest.fixture(scope="session")
def sample(sample_path):
    """The store of the sample corpus, open for reading."""
    with OxigraphStore(sample_path) as opened:
        yield opened
