# `make check` while working; `make test` is all of it, as CI runs it
PYTHON = .venv/bin/python
QUICK = not slow and not process and not tensorflow and not browser
LIGHT = --ignore=tests/training --ignore=tests/browser # what imports Keras is not even collected
# files that take long have few tests: in the order of their names they do not all come last
FILES = -n 4 --dist loadfile --no-loadscope-reorder
unexport PYTHONDONTWRITEBYTECODE # each of hundreds of processes would compile the studio anew

MAKEFLAGS += --jobs=2

.PHONY: check modules scripts test
check: modules scripts # and then the quick tests
	$(PYTHON) -m pytest -q -n auto $(LIGHT) -m "$(QUICK)"

modules: # format, lint, types, layers and the floor plan
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON:python=lint-imports)
	$(PYTHON) -m benchmarks.floor_plan --check

scripts: # format, lint, types and tests of the JavaScript, where there is Node
	@if command -v npm > /dev/null; then $(MAKE) -s node_modules/.package-lock.json && npm run --silent check; \
	else echo "The JavaScript is not checked: there is no Node (apt install nodejs npm)"; test "$$CI" != true; fi

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund

test: check # then the slow ones, and those in browsers: more at once than cores, for they wait
	$(PYTHON) -m pytest -q $(FILES) -m "not ($(QUICK))"
