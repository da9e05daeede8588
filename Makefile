# Everything here needs python3 (3.11 or later), its venv and pip, and make. Nothing asks for root.

PYTHON ?= python3
LANGUAGES ?= fr
ARGS ?=

# Where Python is told to keep nothing compiled, each of the many commands that the tests start would compile us again.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
CATALOGS := $(wildcard simulator/locale/*/LC_MESSAGES/badbuzz.po)
SETUP := pyproject.toml constraints.txt hatch_build.py
# As a variable and not as `-c`: pip then pins the tools it builds with as well.
INSTALL := PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install -q --disable-pip-version-check
POT := simulator/locale/badbuzz.pot

.PHONY: help run test lint check test-all bench pictures messages constraints

help:
	@echo "make run       play (ARGS=... goes to the command: make run ARGS=--help)"
	@echo "make test      the tests, without the slow ones"
	@echo "make lint      format, style, types and import contracts"
	@echo "make check     lint, then test"
	@echo "make test-all  the tests, with the slow ones"
	@echo "make bench     the measurements"
	@echo "make pictures  draw the README's pictures from the running app"
	@echo "make messages  bring the translations up to date (LANGUAGES=\"fr\")"

run: .venv/.core
	@$(BIN)/badbuzz $(ARGS)

test: .venv/.test
	$(BIN)/python -m pytest -n 2 -q -m "not slow" --ignore=tests/bench $(ARGS)

test-all: .venv/.test
	$(BIN)/python -m pytest -n 2 -q --ignore=tests/bench $(ARGS)

bench: .venv/.test
	$(BIN)/python -m tests.bench

pictures: .venv/.core
	$(BIN)/python docs/pictures/make.py

lint: .venv/.dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

check:
	$(MAKE) lint
	$(MAKE) test

# The test of the catalog names the messages that pybabel does not see, argparse's among them.
messages: .venv/.dev
	$(BIN)/pybabel -q extract -o $(POT) --project=badbuzz --copyright-holder="The Bad Buzz authors" \
		--no-default-keywords -k _ -k n:1,2 -k N_ --add-comments="Translators:" \
		--add-location=file --sort-by-file simulator tests/unit/test_catalog.py
	for language in $(LANGUAGES); do \
		$(BIN)/pybabel -q update -D badbuzz -i $(POT) -d simulator/locale -l $$language \
			--init-missing --no-fuzzy-matching --ignore-pot-creation-date || exit 1; \
	done

# Wants uv in .venv, which nothing else does: run it when a dependency changes, and read the difference.
constraints: .venv/.core
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(BIN)/uv pip compile -q --universal --no-header --no-annotate --extra all --extra dev \
		pyproject.toml -o constraints.txt

# A translation newer than the stamp is compiled again by the install (hatch_build.py).
.venv/.core: $(SETUP) $(CATALOGS)
	$(PYTHON) -m venv .venv
	$(INSTALL) -e .
	@touch $@

.venv/.test: $(SETUP) | .venv/.core
	$(INSTALL) -e ".[test]"
	@touch $@

.venv/.dev: $(SETUP) | .venv/.core
	$(INSTALL) -e ".[dev]"
	@touch $@
