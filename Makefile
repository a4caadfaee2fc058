# The locks name every package, so pip resolves nothing (--no-deps): a newer release cannot change what is installed.
# Two commands on a fresh machine that has Python (3.11 or newer), make and the package index:
#   make demo   installs into .venv and reads an example article
#   make test   installs what the tests need and runs them all
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint types layers gate check docs bench crash fuzz fuzz-minute scale lock clean

demo: $(VENV)/core.done
	$(BIN)/detente read examples/strait-talks.txt --published 2024-05-16 --outlet "Meridian Dispatch"

# One process more than there are cores, for some tests wait for servers and browsers; each loads the parser: a gigabyte.
PROCESSES := $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')
test: $(VENV)/dev.done
	$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist worksteal

lint: $(VENV)/dev.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/dev.done
	$(BIN)/mypy

layers: $(VENV)/dev.done
	$(BIN)/lint-imports

# The pinned floors of gate.toml, on every gold set that is at hand.
gate: $(VENV)/dev.done
	$(BIN)/detente gate

check: test lint types layers gate docs

# The documentation as a site in site/; a link that leads nowhere fails it.
docs: $(VENV)/dev.done
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/dev.done
	$(BIN)/python bench/speed.py

# Two hundred kills with signal 9 at random moments: nothing that was acknowledged is lost, and the bytes are the same.
crash: $(VENV)/dev.done
	$(BIN)/python tests/scale/crash.py --rounds 200

# Every reader against hostile bytes, a minute each; `make fuzz` for hours, and what it finds new joins the corpus.
fuzz-minute: $(VENV)/fuzz.done
	$(BIN)/python fuzz/run.py --seconds 60

fuzz: $(VENV)/fuzz.done
	$(BIN)/python fuzz/run.py --seconds 3600 --keep

# One corpus coded in four ways, which must come to the same rows: an hour for 4,052 articles on two cores.
scale: $(VENV)/dev.done
	$(BIN)/python bench/scale.py ../shared/data/news_2006_2013.parquet

# Rewrites the lock files after a change of the dependencies in pyproject.toml or locks/*.in.
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: $(VENV)/dev.done
	$(COMPILE) -o locks/core.txt pyproject.toml locks/build.in
	$(COMPILE) -o locks/dev.txt locks/dev.in
	$(COMPILE) -o locks/fuzz.txt locks/fuzz.in
	$(COMPILE) --extra cluster --extra places --extra frames --extra changes --extra notebook -c locks/core.txt -o locks/extras.txt pyproject.toml

$(VENV)/core.done: locks/core.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Détente needs Python 3.11 or newer; name one: make PYTHON=python3.12 demo" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --no-deps --require-hashes -r locks/core.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.done: $(VENV)/core.done locks/dev.txt
	$(PIP) install --no-deps --require-hashes -r locks/core.txt -r locks/dev.txt
	touch $@

$(VENV)/fuzz.done: $(VENV)/dev.done locks/fuzz.txt
	$(PIP) install --no-deps --require-hashes -r locks/fuzz.txt
	touch $@

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
