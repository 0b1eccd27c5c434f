# The two commands: `make run` does the main job, `make test` runs everything. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

BIN := .venv/bin
PY := $(BIN)/python
# node, npm and the Python tools of the virtual environment come before the system's.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE :=
unexport PYTHONPATH PYTHONHOME

# Each stands beside a package.json, and is installed from the package-lock.json there.
NODE_FOLDERS := node_modules tests/interop/node_modules
NODE_STAMPS := $(addsuffix /.keystow-installed,$(NODE_FOLDERS))
VENV_STAMP := .venv/.keystow-installed
BROWSER_TESTS := tests/browser
COVERED := keystore protocol storage

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## Setting up

.PHONY: setup env desktop
setup: env desktop ## install everything: .venv, node packages, browsers where the system lets us

env: $(VENV_STAMP) $(NODE_STAMPS)

$(VENV_STAMP): requirements/dev.txt pyproject.toml tools/venv tools/find-python
	@tools/venv
	@touch $@

.SECONDEXPANSION:
$(NODE_STAMPS): $$(dir $$(@D))package.json $$(dir $$(@D))package-lock.json $(VENV_STAMP)
	@echo "Installing node packages into $(@D)"
	@cd $(dir $(@D)) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

desktop:
	@tools/system desktop

## Doing

.PHONY: run test test-units coverage test-node test-browser lint format bench fuzz shots generate vectors lock clean
run: setup ## the main job: a browser with Keystow, or the whole story on a virtual screen
	@$(PY) -m tests.browser.story

test: setup test-units ## every check and every test
	@# Browsers mostly wait: what only computes goes beside them.
	@$(MAKE) --no-print-directory lint test-node & beside=$$!; \
	  $(MAKE) --no-print-directory test-browser && browsers=0 || browsers=$$?; \
	  wait $$beside && exit $$browsers

test-units: env ## everything but browsers
	@# Half as many workers again as cores: many a test waits for a window or a process.
	@PYTEST_XDIST_AUTO_NUM_WORKERS=$$(( $$(nproc) * 3 / 2 )) \
	  $(PY) -m pytest tests --ignore=$(BROWSER_TESTS) --numprocesses=auto --dist=loadfile --durations=15

coverage: env ## the unit tests again, with the branches they reach
	@rm -f .coverage .coverage.*
	@$(PY) -m pytest tests --ignore=$(BROWSER_TESTS) \
	  --numprocesses=auto --cov --cov-report=
	@tools/coverage $(COVERED)

test-node: env ## the extension's modules under node
	@tools/node-test

test-browser: setup ## the stories in real browsers and windows
	@# Three side by side, however few the cores: they mostly wait.
	@$(PY) -m pytest $(BROWSER_TESTS) --numprocesses=3 --dist=worksteal --durations=10

lint: env ## formatting, types, layers, dependencies, the extension's own checks
	@tools/lint

format: env ## lay out the Python code, and mend what ruff can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup ## the budgets, as ratios measured in one run
	@$(PY) -m tests.bench $(ROWS)

fuzz: env ## each reader of foreign files a million times; `make fuzz RUNS=1000 TARGETS=web3-v3`
	@$(PY) -m tests.fuzz $(or $(RUNS),1000000) $(TARGETS)

shots: setup ## screenshots of every screen and window page into docs/gallery
	@mkdir -p docs/gallery
	@$(PY) -m tests.shots.extension_shots docs/gallery
	@$(PY) -m tests.shots.window_shots docs/gallery
	@$(PY) -m tests.browser.portraits docs/gallery

generate: env ## write what is generated from the protocol's schemas
	@$(PY) -m keystow.protocol.generate

vectors: env ## write the vectors of the file formats, and freeze what is new among them
	@$(PY) tests/vectors/make_keystore_vectors.py
	@$(PY) tests/vectors/make_age_vectors.py
	@$(PY) tests/vectors/freeze.py

lock: env ## resolve the requirements and write their locks
	@tools/lock

clean: ## remove what is built or installed here
	rm -rf .venv build dist .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf $(NODE_FOLDERS)
	find . -name __pycache__ -prune -exec rm -rf {} +
