# make demo    take a firm's files through the whole job; all it writes lies below build/
# make test    what CI runs: make check, the tests, and the notebooks against their outputs
# make check   lint, format, types and layers
# make bench   measure the figures that the README states
# make lab     open the notebooks
# make widget  make the segment builder's JavaScript of its modules, after they changed (needs npm)
# make lock    bring requirements.lock up to pyproject.toml (UPGRADE=--upgrade for newer versions)
# make clean   remove what all of these made
#
# Each makes .venv first, once, and from the lock alone. With another Python: make test PYTHON=python3.13

PYTHON ?= python3
UPGRADE ?=

BIN := .venv/bin
READY := .venv/ready
TOO_OLD := accounts_kit needs Python 3.11 or newer, and $(PYTHON) is older. Write: make PYTHON=python3.11
WIDGET := widget
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test check bench lab lock widget clean
.DEFAULT_GOAL := demo
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

demo: $(READY)
	@$(BIN)/accounts-kit demo

test: check
	@$(BIN)/python -m pytest --quiet --numprocesses=2 --dist=loadfile \
	    --nbval --nbval-current-env --nbval-cell-timeout=120

check: $(READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo 'Bring the files into form: .venv/bin/ruff format .'; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@echo 'Lint, format, types and layers hold.'

bench: $(READY)
	@$(BIN)/python -m benchmarks

lab: $(READY)
	@$(BIN)/python -m jupyterlab notebooks

lock: $(READY)
	@$(BIN)/uv pip compile pyproject.toml --quiet --output-file requirements.lock \
	    --all-extras --universal --only-binary :all: --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' $(UPGRADE)

widget:
	@npm --prefix $(WIDGET) install --silent --no-fund --no-audit --no-package-lock
	@npm --prefix $(WIDGET) run --silent types
	@npm --prefix $(WIDGET) run --silent bundle
	@$(BIN)/python -m widget.bundle

clean:
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Nothing unpinned comes in: no wheel is built but our own, and that one with the hatchling of the lock.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("$(TOO_OLD)" if sys.version_info < (3, 11) else 0)'
	@echo 'Installing into .venv (once, a minute or two) ...' >&2
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --only-binary :all: --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(READY)
