# The commands of the house; each sets up what it needs first.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

export FLIP_ENVIRONMENT ?= local
export HOST ?= 127.0.0.1
export PORT ?= 5000
export SANDBOX_PORT ?= 5001
export INSTANCE ?= instance
# honcho gives each process a PORT of its own; the Procfile puts ours back.
export WEB_PORT := $(PORT)
export PUBLIC_URL ?= http://$(HOST):$(PORT)
export PYTHONUNBUFFERED := 1

.PHONY: help run setup setup-test assets translations test lint words bench screens docs lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | sort

$(VENV)/run.stamp: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

assets: $(VENV)/run.stamp
	@$(BIN)/python -m app.web.assets

translations: $(VENV)/run.stamp
	@$(BIN)/pybabel -q compile -d app/translations

setup: assets translations

setup-test: setup $(VENV)/test.stamp

run: setup ## start web, worker and sandbox; Ctrl-C stops all
	@$(BIN)/flask --app wsgi db upgrade
	@$(BIN)/flask --app wsgi demo
	@echo "Dashboard  http://$(HOST):$(PORT)"
	@echo "Sandbox    http://127.0.0.1:$(SANDBOX_PORT)/panel"
	@exec $(BIN)/honcho start

test: setup-test ## the whole test suite, on SQLite and, where it runs, on PostgreSQL
	@$(BIN)/python -m tests.run

lint: setup-test ## ruff, mypy --strict, templates, translations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m tests.house.catalogues

words: setup-test ## brings the Indonesian catalogue up to the source; then fill in what `make lint` names
	@$(BIN)/pybabel -q extract -F babel.cfg -k mark -k _l -k lazy_gettext --no-location --no-wrap --sort-output --project bendahara --version 1 -o .words.pot .
	@$(BIN)/pybabel -q update -i .words.pot -d app/translations -l id --no-wrap --no-fuzzy-matching --ignore-obsolete
	@rm -f .words.pot

bench: setup-test ## the benchmarks, each printing a ratio
	@$(BIN)/python -m benchmarks

screens: setup-test ## photographs every page into screens/
	@$(BIN)/python -m tests.browser_real.screens

docs: setup-test ## writes the generated pages: permissions and statuses
	@$(BIN)/python -m app.generated_docs

lock: $(VENV)/test.stamp ## renews the lock files
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --all-extras -o requirements-test.lock pyproject.toml
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund

clean: ## removes what was installed and built, never an instance
	rm -rf $(VENV) node_modules static/vendor screens
