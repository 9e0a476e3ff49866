# `make check` while working; `make test` is all of it, as CI runs it
PYTHON = .venv/bin/python
QUICK = not slow and not process and not tensorflow and not browser

.PHONY: check test
check: # format, lint, types, layers, the floor plan, and the quick tests
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON:python=lint-imports)
	$(PYTHON) -m benchmarks.floor_plan --check
	$(PYTHON) -m pytest -q -n auto -m "$(QUICK)"

test: check # then the rest of the tests
	$(PYTHON) -m pytest -m "not ($(QUICK))"
