# From a fresh clone to a result: `make compare`. To a verdict: `make test`. `make help` lists the rest.
#
# Everything is installed into .venv, from the hashed locks and nothing else; the stamps in .venv remember what was
# installed, so it is done once, and again only when a lock or pyproject.toml changes.

PYTHON ?= python3
UV ?= uv

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
LOCK := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help compare test slow lint imports bench sample docs verify ablation relations lock clean

help: ## list what can be made
	@echo "make <target>, with PYTHON=<python 3.11 or newer> if python3 is older:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

compare: .venv/run.stamp ## install what a run needs, then compare all structures on the sample scenario
	@$(BIN)/orgsim compare beauty_group

test: .venv/dev.stamp ## install what the tests need, then run all but the slow ones
	@$(BIN)/python -m pytest -n 2

slow: .venv/dev.stamp ## run the slow tests: long verification, many random worlds
	@$(BIN)/python -m pytest -n 2 -m slow

lint: .venv/dev.stamp ## check style, formatting and types
	@echo "ruff: style"; $(BIN)/ruff check
	@echo "ruff: formatting"; $(BIN)/ruff format --check
	@echo "mypy: types of sim"; $(BIN)/mypy sim

imports: .venv/dev.stamp ## check who may import whom, and that light commands stay light
	@$(BIN)/python -m pytest --quiet tests/test_imports.py

sample: .venv/dev.stamp ## make the committed sample result again, after a rule has changed
	@PYTHONPATH=. $(BIN)/python tests/study/remake_sample.py

docs: .venv/dev.stamp ## renew the generated tables, then build the manual into build/site (no network)
	@$(BIN)/python docs/generate
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

verify: .venv/run.stamp ## hold the engine against known answers of theory, in full (twenty minutes)
	@$(BIN)/orgsim verify

ablation: .venv/dev.stamp ## switch every rule off in turn and make the page of the manual anew (three minutes)
	@$(BIN)/python docs/generate/remake.py ablation

relations: .venv/dev.stamp ## hold the directions that theories expect against the model and make the page anew (three minutes)
	@$(BIN)/python docs/generate/remake.py relations

bench: .venv/dev.stamp ## run every script in benchmarks/
	@set -e; found=; for script in benchmarks/*.py; do \
		if [ -e "$$script" ]; then found=yes; echo "$$script"; $(BIN)/python "$$script"; fi; \
	done; [ -n "$$found" ] || echo "benchmarks/ holds no script yet."

# The versions already locked are kept where they still fit; `make lock UPGRADE=--upgrade` takes the newest ones.
lock: ## resolve pyproject.toml anew into both locks (needs uv)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv; name yours with UV=<path>."; exit 1; }
	@echo "Resolving requirements.lock and requirements-dev.lock"
	@$(LOCK) $(UPGRADE) --group build pyproject.toml --output-file requirements.lock >/dev/null
	@$(LOCK) $(UPGRADE) --group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock >/dev/null

clean: ## remove the environment, caches and builds; results stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find sim tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/python.stamp:
	@command -v $(PYTHON) >/dev/null || { \
		echo "orgsim needs Python 3.11 or newer, and '$(PYTHON)' is not there. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "orgsim needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -c 'import platform; print(platform.python_version())'). Name another: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making .venv with Python $$($(PYTHON) -c 'import platform; print(platform.python_version())')"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/python.stamp requirements.lock pyproject.toml
	@echo "Installing what a run needs (requirements.lock) and orgsim itself into .venv"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	@echo "Adding what the tests need (requirements-dev.lock) to .venv"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
