# Two commands: `make demo` shows what varlik does, `make test` proves it. `make check` is the rest of what CI asks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What the wheel is made of: the stamp is older than a change in any of these.
SOURCES := $(shell find crates python Cargo.toml Cargo.lock pyproject.toml README.md -type f \
	-not -path '*/__pycache__/*' -not -name '*.so' 2>/dev/null)

.PHONY: demo test test-rust test-python check stubs tables clean prerequisites

demo: $(VENV)/.wheel
	@$(BIN)/varlik resolve examples/news --out varlik-out
	@echo "open varlik-out/report.html in a browser"

test: test-rust test-python

test-rust: prerequisites
	cargo test --workspace --features varlik/cli

test-python: $(VENV)/.wheel $(VENV)/.tools
	$(BIN)/python -m pytest

check: stubs tables
	cargo fmt --all --check
	cargo clippy --workspace --features varlik/cli --all-targets -- -D warnings

# The stubs say what the compiled module says, and the package and its callers hold against them.
stubs: $(VENV)/.wheel $(VENV)/.tools
	$(BIN)/python -m mypy.stubtest varlik._varlik --mypy-config-file pyproject.toml
	cd python && ../$(BIN)/python -m mypy --config-file ../pyproject.toml
	$(BIN)/python -m mypy --strict tests/python

# The committed tables are those that data/ gives.
tables: prerequisites
	cargo run --quiet -p varlik-dev -- tables --check

clean:
	rm -rf $(VENV) target varlik-out

# One line for whatever is missing, before anything is built.
prerequisites:
	@command -v cargo >/dev/null || { echo "missing: cargo, the Rust toolchain; install it from https://rustup.rs" >&2; exit 1; }
	@command -v cc >/dev/null || { echo "missing: cc, the C linker that Rust calls; install gcc or clang" >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo "missing: $(PYTHON); install Python 3.10 or later, or name it: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "missing: Python 3.10 or later ($(PYTHON) is $$($(PYTHON) -V 2>&1)); name another: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "missing: the venv module of $(PYTHON); install it (Debian: apt install python3-venv)" >&2; exit 1; }

$(BIN)/python: | prerequisites
	$(PYTHON) -m venv $(VENV)

# A release wheel, built by maturin through pip as a user's `pip install .` builds it.
$(VENV)/.wheel: $(SOURCES) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps .
	@touch $@

$(VENV)/.tools: tests/python/requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/python/requirements.txt
	@touch $@
