# Một Cửa needs Python >= 3.11 and make; everything else is fetched into .venv, by hash.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Byte code is kept whatever the machine says: without it every process starts three times as slowly.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help audit demo drill test check fix lint types imports migrations lock clean

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

demo: $(VENV)/.run ## start the whole stack: three sites, database, workers
	@exec $(BIN)/motcua demo

test: $(VENV)/.dev ## run every test on the embedded PostgreSQL
	@$(BIN)/python -m tests.run

drill: $(VENV)/.run ## do faults to a demo of its own and say what is left; about ten minutes
	@$(BIN)/motcua drill

check: lint types imports audit migrations test ## everything that CI runs

audit: $(VENV)/.dev ## known holes in the packages that a site runs on
	@$(BIN)/python -m tools.audit_dependencies

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	PYTHONPATH=. $(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

migrations: $(VENV)/.dev
	$(BIN)/python -m pytest -q -p no:randomly tests/architecture/test_migrations.py

fix: $(VENV)/.dev ## format, and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.run ## resolve the locks anew; no download addresses enter them
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 requirements/uv.in -o requirements/uv.txt -q
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --extra build -o requirements/run.txt -q
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --extra build --extra dev -c requirements/run.txt -o requirements/dev.txt -q

clean: ## remove what was built and fetched; the data in .motcua stays
	rm -rf $(VENV) build node_modules

$(BIN)/uv: requirements/uv.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements/uv.txt
	@touch $@

# uv is several times faster; pip knows package sources that only pip was told of.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/uv
	@echo "Fetching packages …"
	@$(BIN)/uv pip install -q --require-hashes -r requirements/run.txt || $(BIN)/python -m pip install -q --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install -q --no-deps --no-build-isolation --offline -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Fetching test tools …"
	@$(BIN)/uv pip install -q --require-hashes -r requirements/dev.txt || $(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	@touch $@
