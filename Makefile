# make run    the dashboard on http://localhost:8501
# make test   everything that the tests need, the browser included, and all tests
# make test-long  the tests that take longest: hostile datasets, sign-in, nginx, faults; before a release
# make snapshots  what pages and exhibits look like now becomes what the tests compare with; look at build/snapshots first
# make lint   ruff, the type checker, and a linter of the scripts
# make engines  the same questions on Spark and PostgreSQL, in an environment of their own
# make growth how answers grow with the records; takes a while
# make check  what the dataset holds, or all that is wrong with it
# make audit  whether what is installed fits together, and a known vulnerability stands in what is pinned
# make wheelhouse       all that make run installs, gathered in build/wheelhouse for a machine without a network
# make install-offline  the environment of make run, from build/wheelhouse alone
# make bench-exports  what each export takes, and whether that is within its goal, docs/bench/exports.md
# make bench  the dashboard and its peers side by side, docs/bench/bench.md; make bench BENCH=--short for a sign of life
# make soak   a hundred readers and ten browsers for SOAK seconds, on one replica behind nginx and on two: docs/bench/soak.md;
#             on a server that runs already with URL=address
# Another dataset: make run POLICY_DATASET=path/to/folder; a folder of several: make run POLICY_DATASETS=path/to/folders

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
ifdef POLICY_DATASET
export POLICY_DATASET
endif

WHEELHOUSE ?= build/wheelhouse
BENCH ?=
SOAK ?= 600
URL ?=
BENCH_BIN := .venv-bench/bin


.PHONY: run test test-long snapshots lint check audit browser nginx wheelhouse install-offline bench-exports engines growth bench soak bench-ci bench-short clean

run: $(VENV)/run.stamp
	@echo "The dashboard opens at http://localhost:$(PORT)"
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: $(VENV)/test.stamp browser nginx
	$(BIN)/python -m pytest -n 2 --ignore=tests/browser --ignore=tests/hosting
	$(BIN)/python -m pytest tests/hosting -m "not long"
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser -m "not long"

# What takes longer than a change can wait: hostile datasets page by page, the sign-in, nginx and two replicas, faults.
test-long: $(VENV)/test.stamp browser nginx
	$(BIN)/python -m pytest tests/hosting tests/browser -m long

snapshots: $(VENV)/test.stamp browser
	rm -rf build/snapshots tests/snapshots
	$(BIN)/python -m pytest tests/app/test_pictures.py -k fills_a_slide tests/browser/test_snapshots.py --renew-snapshots
	@echo "Look at the pictures in build/snapshots, then commit tests/snapshots."

lint: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/oxlint --deny-warnings components bench

audit: $(VENV)/test.stamp
	$(BIN)/python -m pip check
	$(BIN)/python .ci/audit.py

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

# An nginx for the tests of how the dashboard stands behind it; where none can be had, they are skipped.
nginx:
	@if command -v nginx || [ -x /usr/sbin/nginx ]; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq nginx-light; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq nginx-light; \
	else echo "No nginx could be had: its tests will be skipped."; fi

# For machines like this one: the same system, processor and Python.
wheelhouse: | $(BIN)/python
	rm -rf $(WHEELHOUSE)
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --wheel-dir $(WHEELHOUSE) -r requirements.txt
	@ls $(WHEELHOUSE) | wc -l | xargs printf '%s wheels in $(WHEELHOUSE)\n'

install-offline: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --find-links $(WHEELHOUSE) -r requirements.txt
	@touch $(VENV)/run.stamp

bench-exports: $(VENV)/test.stamp
	$(BIN)/python -m bench.exports --report docs/bench/exports.md

# Of their own, as the dashboard's environment shouldn't carry what only some need (Spark alone is 400 MB).
engines: | $(BIN)/python
	test -x .venv-engines/bin/python || $(PYTHON) -m venv .venv-engines
	.venv-engines/bin/python -m pip install --quiet --disable-pip-version-check \
		-r requirements-dev.txt -r requirements-ibis.txt -r requirements-spark.txt
	.venv-engines/bin/python -m pytest tests/engines

growth: $(VENV)/test.stamp
	$(BIN)/python -m bench.growth

.venv-bench/stamp: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	$(BENCH_BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

bench: $(VENV)/run.stamp .venv-bench/stamp browser
	$(BENCH_BIN)/python -m bench $(BENCH) --report docs/bench/bench.md

soak: $(VENV)/run.stamp .venv-bench/stamp browser nginx
	$(BENCH_BIN)/python -m bench.soak --seconds $(SOAK) --readers 100 --browsers 10 \
		$(if $(URL),--url $(URL),--replicas 1 2) --report docs/bench/soak.md

# For every change, in CI: the goals that a change is likeliest to move, printed and not kept.
bench-ci: $(VENV)/run.stamp .venv-bench/stamp browser
	$(BENCH_BIN)/python -m bench --short --parts clicks cells hover memory

# Both in short, printed and not kept.
bench-short: $(VENV)/run.stamp .venv-bench/stamp browser nginx
	$(BENCH_BIN)/python -m bench --short
	$(BENCH_BIN)/python -m bench.soak --seconds 30 --readers 20 --browsers 1 --replicas 1 2

clean:
	rm -rf $(VENV) $(WHEELHOUSE) .venv-engines .venv-bench .mypy_cache .pytest_cache .ruff_cache
