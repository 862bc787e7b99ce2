# make run    the event table of the sample corpus, into outputs/
# make test   install what tests need, run the tests
# make check  the same as continuous integration: lint, types, tests, score floors, the built wheel

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
BUILD = build
GOLD = ../shared/eval/gold
FLOORS = --floors tests/eval_floors.json

.PHONY: run test check venv lint types floors wheel clean

run: $(VENV)/.run
	$(BIN)/pipeline run corpus --out outputs

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: lint types test floors wheel
	@echo "check: all passed"

venv: $(VENV)/.test

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or later is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/pip install -qq --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/pip install -qq --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.run

lint: $(VENV)/.test
	$(BIN)/ruff check pipeline tests
	$(BIN)/ruff format --check pipeline tests

types: $(VENV)/.test
	$(BIN)/mypy pipeline

# the sample corpus always; the larger gold where it lies beside the checkout
floors: $(VENV)/.test
	$(BIN)/pipeline run corpus --out $(BUILD)/eval/sample --quiet
	$(BIN)/pipeline eval --gold tests/gold --out $(BUILD)/eval/sample $(FLOORS)
	@if [ -d $(GOLD) ]; then \
	  $(BIN)/pipeline run ../shared/corpus --out $(BUILD)/eval/shared --quiet && \
	  $(BIN)/pipeline eval --gold $(GOLD) --out $(BUILD)/eval/shared $(FLOORS); \
	else echo "no $(GOLD): only the sample corpus is scored"; fi

# what is published works on its own: a new environment, another folder, nothing of the checkout on its path
wheel: $(VENV)/.test
	rm -rf $(BUILD)/dist $(BUILD)/smoke $(BUILD)/lib
	$(BIN)/pip wheel -qq --disable-pip-version-check --no-deps --wheel-dir $(BUILD)/dist .
	$(PYTHON) -m venv $(BUILD)/smoke
	$(BUILD)/smoke/bin/pip install -qq --disable-pip-version-check $(BUILD)/dist/*.whl
	cd $(BUILD)/smoke && bin/pipeline run ../../corpus --out tables --quiet && \
	  bin/pipeline explain "On 3 May 2021 the two ministers met in Seoul." > /dev/null && \
	  test -s tables/events.csv && test -s tables/events.xlsx && test -s tables/events.sqlite && echo "wheel: works"

clean:
	rm -rf $(BUILD) outputs/cache
