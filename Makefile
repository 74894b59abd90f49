# make run    the dashboard on http://localhost:8501
# make test   everything that the tests need, the browser included, and all tests
# make lint   ruff and the type checker
# make check  what the dataset holds, or all that is wrong with it
# make bench  the dashboard and its peers side by side, docs/bench/bench.md; make bench BENCH=--short for a sign of life
# make soak   a hundred readers and ten browsers for SOAK seconds, docs/bench/soak.md; on a running server with URL=address
# Another dataset: make run POLICY_DATASET=path/to/folder

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
POLICY_DATASET ?= data/psw
export POLICY_DATASET

BENCH ?=
SOAK ?= 600
URL ?=
BENCH_BIN := .venv-bench/bin

.PHONY: run test lint check browser bench soak bench-short clean

run: $(VENV)/run.stamp
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: $(VENV)/test.stamp browser
	$(BIN)/python -m pytest -n 2 --ignore=tests/browser
	$(BIN)/python -m pytest tests/browser

lint: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(VENV)/run.stamp
	$(BIN)/python -m data check $(POLICY_DATASET)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements.txt requirements-dev.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

# A Chromium for the browser tests: the system's, else Debian's package, else the one of Playwright.
browser: $(VENV)/test.stamp
	@if command -v chromium || command -v chromium-browser || command -v google-chrome || [ -n "$$CHROMIUM" ]; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq chromium; \
	else $(BIN)/playwright install chromium || echo "No browser could be had: the browser tests will be skipped."; fi

.venv-bench/stamp: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	$(BENCH_BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

bench: $(VENV)/run.stamp .venv-bench/stamp browser
	$(BENCH_BIN)/python -m tests.bench $(BENCH) --report docs/bench/bench.md

soak: $(VENV)/run.stamp .venv-bench/stamp browser
	$(BENCH_BIN)/python -m tests.bench.soak --seconds $(SOAK) $(if $(URL),--url $(URL)) --report docs/bench/soak.md

# For CI: both in short, printed and not kept.
bench-short: $(VENV)/run.stamp .venv-bench/stamp browser
	$(BENCH_BIN)/python -m tests.bench --short
	$(BENCH_BIN)/python -m tests.bench.soak --seconds 30 --readers 30 --browsers 2

clean:
	rm -rf $(VENV) .venv-bench .mypy_cache .pytest_cache .ruff_cache
