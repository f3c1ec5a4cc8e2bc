# Set-up, demonstration, tests, checks, documentation and figures; needs Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check docs fix bench clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(READY)
	rm -rf demo/store
	$(BIN)/kg build data/articles --store demo/store
	$(BIN)/kg query co-attendance --least 3 --limit 10 --store demo/store
	$(BIN)/kg graph overview -o demo/overview.html --store demo/store
	@echo "open demo/overview.html in a browser"

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/make_ns.py --check
	$(BIN)/python tools/make_query_list.py --check

docs: $(READY)
	$(BIN)/sphinx-build -W --keep-going -q -b html -d docs/_build/doctrees docs docs/_build/html
	@echo "open docs/_build/html/index.html in a browser"

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/building.py
	$(BIN)/python benchmarks/projections.py --events 200 1000
	$(BIN)/python benchmarks/pages.py --nodes 500 2000
	$(BIN)/python benchmarks/stores.py data/articles
	$(BIN)/python benchmarks/peers.py

clean:
	rm -rf $(VENV) demo build dist docs/_build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
