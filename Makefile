# Two commands: `make app` serves the assistant, `make test` runs every check. `make` alone lists the rest.

PORT ?= 8501
PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV ?= .venv
# A further package index, such as https://download.pytorch.org/whl/cpu for a torch without CUDA.
# It is added to what pip's own configuration says, which stays in force.
INDEX ?=
# More words for pytest: make test PYTEST="-k parsing", or PYTEST="-n 0" for one process instead of three.
PYTEST ?=
# Gigabytes free before an installation: with torch's CUDA libraries 6.5 for the environment and 3 for the
# downloads, without them 2.5 and 0.7.
NEED_GB ?= $(if $(INDEX),4,10)

# The environment of the benchmarks' peers; more words for the benchmarks: make bench BENCH=--quick
PEERS ?= .venv-peers
BENCH ?=
# The environment of the tools that look at the suite of tests; more words for them: make mutants MUTANTS=corpus/cells.py
SUITE ?= .venv-suite
MUTANTS ?= --sample 80
# The fuzzer's, and what it is asked for: make fuzz FUZZ="dates 200000 7"
FUZZERS ?= .venv-fuzz
FUZZ ?= all

BIN := $(VENV)/bin
APP := $(VENV)/installed-app
DEV := $(VENV)/installed-dev
LOCK := requirements.lock
PIP = $(BIN)/python -m pip --disable-pip-version-check install
EXTRA = $(if $(INDEX),--extra-index-url "$(INDEX)")
# The lock has the SHA-256 of every file: pip refuses any other, and whatever the lock does not name.
HERE = $(VENV)/requirements.lock
LOCKED = --constraint $(HERE) --build-constraint $(HERE) $(EXTRA)
PROJECT = "$(PYTHON)" -c 'import tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	print(*project["dependencies"], *project["optional-dependencies"]["dev"] * $(1), sep="\n")'
# Every check ends in one sentence that says what to do.
FAIL = fail() { printf 'odplan: %s\n' "$$*" >&2; exit 1; };

# Once installed, nothing is fetched: not a model, not a page's font, not a usage count.
export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help app install test lint coverage shuffled mutants bench fuzz lock sbom clean python port

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  with      PORT=$(PORT)  PYTHON=$(PYTHON)  VENV=$(VENV)  NEED_GB=$(NEED_GB)  PYTEST='-k words'"
	@echo "            INDEX=https://download.pytorch.org/whl/cpu  for a smaller torch, without CUDA"

app: python port $(APP) ## install, build the index and serve http://localhost:8501 (Ctrl-C ends it)
	@$(BIN)/odplan build
	@exec $(BIN)/odplan serve --port $(PORT)

install: python $(APP) ## install only

test: lint ## ruff, mypy and the whole suite of tests
	@# Once, not by each of the processes that the tests are shared among.
	@$(BIN)/odplan build
	$(BIN)/python -m pytest -n 3 --dist loadfile $(PYTEST)

lint: python $(DEV) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

# By the tools' own interpreter, so that the processes which tests start are measured too.
coverage: python $(DEV) $(SUITE) ## which lines and branches of the product the whole suite runs (half an hour)
	@$(BIN)/odplan build
	$(SUITE)/bin/python -m pytest -n 2 --dist loadfile -p no:randomly --cov --cov-report=term $(PYTEST)

shuffled: python $(DEV) $(SUITE) ## the tests in two random orders, under two hash seeds, side by side
	@$(BIN)/odplan build
	PYTHONHASHSEED=1 $(SUITE)/bin/python -m pytest -n 2 --dist loadfile -p randomly --randomly-seed=1 $(PYTEST)
	PYTHONHASHSEED=2 $(SUITE)/bin/python -m pytest -n 2 --dist loadfile -p randomly --randomly-seed=2 $(PYTEST)

mutants: python $(DEV) $(SUITE) ## break the product in small ways, count what the tests notice (an hour; MUTANTS=MODULE...)
	$(SUITE)/bin/python -m benchmarks.suite.mutants $(MUTANTS)

bench: python $(APP) $(PEERS) ## measure speed and quality, write docs/performance.md and docs/evaluation.md (hours; BENCH=--quick: minutes)
	$(BIN)/python -m benchmarks.programme --python $(PEERS)/bin/python $(BENCH)
	$(BIN)/python -m benchmarks.evaluate $(if $(findstring --quick,$(BENCH)),--no-write)

fuzz: python $(DEV) $(FUZZERS) ## give every reader a million bad inputs, findings to build/fuzzing (hours; FUZZ="dates 9999")
	$(FUZZERS)/bin/python -m benchmarks.fuzzing $(FUZZ)

# Peers, tools and fuzzer see odplan's environment and add theirs to it; nothing of them comes into it.
$(PEERS): benchmarks/peers/requirements.txt | $(APP)
$(SUITE): benchmarks/suite/requirements.txt | $(DEV)
$(FUZZERS): benchmarks/fuzzing/requirements.txt | $(DEV)
$(PEERS) $(SUITE) $(FUZZERS):
	@$(FAIL) test ! -e "$@" || test -f "$@/pyvenv.cfg" \
	|| fail "$@ is no virtual environment: move it away or name another with PEERS=, SUITE= or FUZZERS=FOLDER."; \
	rm -rf "$@" && $(BIN)/python -m venv "$@" \
	&& $(BIN)/python -c 'import site; print("import site; site.addsitedir(%r)" % site.getsitepackages()[0])' > "$@/odplan.pth" \
	&& mv "$@/odplan.pth" "$$("$@"/bin/python -c 'import site; print(site.getsitepackages()[0])')/" \
	&& "$@/bin/python" -m pip --disable-pip-version-check install --quiet --requirement $< \
	|| { rm -rf "$@"; fail "$< could not be installed, pip's message stands above: the next make tries again."; }
	@# Tests call the command beside their interpreter.
	@sed '1s|.*|#!$(abspath $@)/bin/python|' $(BIN)/odplan > "$@/bin/odplan" && chmod +x "$@/bin/odplan" && touch $@

# For all platforms, whichever this is. The hash of the torch that this machine would get is added: with INDEX, or a
# folder of wheels, it is another file than PyPI's.
lock: python ## write requirements.lock anew from pyproject.toml; UPGRADE=1 for the newest versions
	@$(FAIL) rm -rf build/lock && mkdir -p build && "$(PYTHON)" -m venv build/lock \
	&& build/lock/bin/python -m pip --disable-pip-version-check install --quiet --upgrade pip uv \
	&& { cat pyproject.toml; printf '\n[tool.uv]\nenvironments = ["python_version == %s"]\n' "'3.11'"; } \
		> build/lock/pyproject.toml \
	&& cp $(LOCK) build/lock/new \
	&& printf 'pip\nsetuptools\nwheel\n' | build/lock/bin/uv pip compile - build/lock/pyproject.toml --extra dev \
		--universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet \
		$(if $(UPGRADE),--upgrade) --output-file build/lock/new \
	&& build/lock/bin/python -m pip install --dry-run --ignore-installed --no-deps --quiet $(EXTRA) \
		--report build/lock/report "$$(grep -o '^torch==[^ ]*' build/lock/new)" \
	&& "$(PYTHON)" -m supply.lock build/lock/new $(LOCK) build/lock/report > build/lock/text && mv build/lock/text $(LOCK) \
	|| fail "no new lock: a message stands above, $(LOCK) is as it was."
	@rm -rf build/lock

sbom: $(APP) ## list what is installed, with licences, as CycloneDX: build/sbom.cdx.json
	@mkdir -p build
	@$(BIN)/python -m supply.bill > build/sbom.cdx.json
	@echo "build/sbom.cdx.json"

clean: ## remove the environment, builds and caches
	@$(FAIL) test ! -e "$(VENV)" || test -f "$(VENV)/pyvenv.cfg" \
	|| fail "$(VENV) is no virtual environment and stays: name another with VENV=FOLDER."
	rm -rf "$(VENV)" .venv-peers .venv-suite .venv-fuzz build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@$(FAIL) version=$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) \
	|| fail "cannot run $(PYTHON): install Python 3.11 (Debian: apt-get install python3.11-venv)" \
		"or name one with make PYTHON=/path/to/python3.11."; \
	test "$$version" = 3.11 \
	|| fail "needs Python 3.11, but $(PYTHON) is $$version: name another with make PYTHON=/path/to/python3.11."

# Asked before the minutes of installing and building, not after.
port:
	@$(FAIL) "$(PYTHON)" -c 'import socket, sys; s = socket.socket(); \
	s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null \
	|| fail "port $(PORT) cannot be had, something else may be serving there: choose another with make app PORT=8502."

# The stamp is written last. Without it whatever stands there is half an installation, and goes.
$(APP): $(LOCK) pyproject.toml | python
	@$(FAIL) test ! -e "$(VENV)" || test -f "$(VENV)/pyvenv.cfg" \
	|| fail "$(VENV) is no virtual environment: move it away or name another with VENV=FOLDER."; \
	free=$$(df -Pk . | awk 'NR == 2 { print int($$4 / 1048576) }'); test "$$free" -ge "$(NEED_GB)" \
	|| fail "needs $(NEED_GB) GB free here, there are $$free: make room, use a torch without CUDA (see make help)" \
		"or lower the need with NEED_GB=$$free."; \
	test "$$(uname -sm)" = "Linux x86_64" || command -v "$(firstword $(CC))" >/dev/null \
	|| fail "needs a C compiler, as the model's package has no ready build for $$(uname -sm):" \
		"install one (Debian: apt-get install build-essential; macOS: xcode-select --install)."; \
	"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null \
	|| fail "$(PYTHON) cannot make virtual environments: apt-get install python3.11-venv (Debian leaves it out)."; \
	test -f $@ || rm -rf "$(VENV)"; rm -f $(APP) $(DEV); \
	"$(PYTHON)" -m venv "$(VENV)" \
	&& sed -nE '/^(pip|setuptools)==/,/[^\\]$$/p' $(LOCK) > "$(VENV)/first.txt" && $(call PROJECT,0) > "$(VENV)/wanted.txt" \
	&& $(PIP) --quiet --require-hashes --no-deps --requirement "$(VENV)/first.txt" \
	&& $(PIP) --quiet --dry-run --no-deps --ignore-installed $(EXTRA) --report - "$$(grep -o '^torch==[^ ]*' $(LOCK))" \
		| "$(PYTHON)" -m supply.here > $(HERE) \
	&& $(PIP) --require-hashes $(LOCKED) --requirement "$(VENV)/wanted.txt" \
	&& $(PIP) --quiet --no-deps --no-build-isolation --editable . \
	&& $(BIN)/python -m compileall -q corpus index assistant \
	|| fail "the installation stopped half-way, pip's message stands above; the next make starts it over."
	@touch $@

$(DEV): $(APP)
	@$(FAIL) $(call PROJECT,1) > "$(VENV)/wanted.txt" \
	&& $(PIP) --quiet --require-hashes $(LOCKED) --requirement "$(VENV)/wanted.txt" \
	|| fail "the installation stopped half-way, pip's message stands above; the next make takes it up again."
	@touch $@
