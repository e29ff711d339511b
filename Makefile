# Everything a reader or a contributor types. `make help` lists the targets.
#
#   make reports                       on a bare machine: sets up .venv, then makes the reports
#   make reports PYTHON=python3.12     the same with another Python (3.11, 3.12 or 3.13)
#
# Stamps in .venv remember what is installed, so a second call installs nothing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

# The locks are complete, so pip resolves nothing; every file is checked against its hash. pip would compile byte
# code one file at a time: compileall does it on all cores, and leaves out test suites that nobody imports. What
# does not compile (templates, code of other Pythons) is in the log and would fail at its import, not here.
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
	--no-deps --no-compile --require-hashes
COMPILE := $(BIN)/python -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib > $(VENV)/compileall.log || true

VENV_STAMP := $(VENV)/.stamp-venv
RUN_STAMP := $(VENV)/.stamp-run
TEST_STAMP := $(VENV)/.stamp-test

# How the locks are made: from pyproject.toml, for every supported Python and system, with hashes and no index address.
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-annotate \
	--no-emit-index-url --no-header --python-version 3.11

.PHONY: help
help:  ## List the targets
	@echo 'Hindsight: read old policy commentary in hindsight.'
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) \
		| while IFS=$$'\t' read -r target what; do printf '  make %-10s %s\n' "$$target" "$$what"; done
	@echo 'With another Python: make reports PYTHON=python3.12'

.PHONY: reports
reports: $(RUN_STAMP)  ## Set up if needed, then run the notebooks and write reports/ (only what is stale)
	@$(BIN)/hindsight run

.PHONY: lab
lab: $(RUN_STAMP)  ## Set up if needed, then open the notebooks in JupyterLab
	@$(BIN)/hindsight lab

# All checks run, even when the first ones fail; pytest comes last, so that its closing line says how it went.
# The quick tests run side by side; those that start kernels and browsers of their own run one after the other.
.PHONY: test
test: $(TEST_STAMP)  ## Set up if needed, then run all checks: format, lint, types, tests, notebooks, browser
	@failed=; $(MAKE) check || failed=1; \
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow and not browser" || failed=1; \
	$(BIN)/python -m pytest -q -m "slow or browser" || failed=1; \
	[ -z "$$failed" ]

.PHONY: check
check: $(TEST_STAMP)  ## The quick checks alone: format, lint, types
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy

.PHONY: benchmarks
benchmarks: $(TEST_STAMP)  ## Measure the runner against plain papermill (minutes; wants a quiet machine)
	@$(BIN)/python -m pytest -q -s tests/benchmarks

.PHONY: format
format: $(TEST_STAMP)  ## Format the code and mend what the linter can mend
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

.PHONY: docs
docs: $(RUN_STAMP)  ## Write what is generated: docs/columns.md, docs/timeline.svg, the tables of figures
	@$(BIN)/python docs/generate.py

.PHONY: lock
lock: $(TEST_STAMP)  ## Write the locks and environment.yml anew from pyproject.toml (UPGRADE=1: newest versions)
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements.lock
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra test \
		--constraint requirements.lock --output-file requirements-test.lock
	@$(UV_COMPILE) $(if $(UPGRADE),--upgrade) --group installer --output-file requirements-pip.lock
	@{ sed '/^  - pip:/q' environment.yml; \
	   sed -nE 's/^([a-z0-9][^\\]*[^\\ ]) *\\?$$/      - "\1"/p' requirements.lock; \
	   echo '      - -e .'; } > environment.yml.new
	@mv environment.yml.new environment.yml

.PHONY: clean
clean:  ## Remove .venv, caches and generated frames (not the reports, not your corrections)
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist lib/*.egg-info \
		data/processed reports/.partial
	find lib tests notebooks -name __pycache__ -prune -exec rm -rf {} + -o -name .ipynb_checkpoints -prune -exec rm -rf {} +

# A named Python must be the one in .venv: silently running another one would make every version test worthless.
.PHONY: same-python
same-python:
ifneq ($(origin PYTHON),file)
	@if [ -x $(BIN)/python ]; then \
		show='import sys; print("%d.%d" % sys.version_info[:2])'; \
		named=$$($(PYTHON) -c "$$show"); there=$$($(BIN)/python -c "$$show"); \
		[ "$$named" = "$$there" ] || { \
			echo "$(VENV) holds Python $$there, not $$named: run 'make clean' first, or add VENV=.venv-$$named" >&2; exit 2; }; \
	fi
endif

$(VENV_STAMP): requirements-pip.lock | same-python
	@command -v $(PYTHON) > /dev/null || { echo "no $(PYTHON) here: install python3 (3.11, 3.12 or 3.13)" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "Hindsight needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version): try make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
		exit 2; }
	@[ -x $(BIN)/python ] || { echo "Setting up $(VENV) (about a minute, once) ..." >&2; $(PYTHON) -m venv $(VENV); } || { \
		rm -rf $(VENV); echo "venv is missing: on Debian, apt-get install python3-venv" >&2; exit 2; }
	@$(PIP_INSTALL) -r requirements-pip.lock
	@touch $@

# The package itself: editable, so that notebooks see the code in lib/; nothing is resolved or downloaded for it.
INSTALL_SELF = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
	--no-deps --no-build-isolation --no-index --editable .

$(RUN_STAMP): $(VENV_STAMP) requirements.lock pyproject.toml | same-python
	@$(PIP_INSTALL) -r requirements.lock
	@$(INSTALL_SELF)
	@$(COMPILE)
	@touch $@

# requirements-test.lock holds all of requirements.lock in the same versions: one installation serves both.
$(TEST_STAMP): $(VENV_STAMP) requirements-test.lock pyproject.toml | same-python
	@$(PIP_INSTALL) -r requirements-test.lock
	@$(INSTALL_SELF)
	@$(COMPILE)
	@touch $(RUN_STAMP) $@
