# The two commands: `make run` sets everything up and serves the site, `make test` checks everything that can be checked here.
SHELL := /bin/sh
BIN := .venv/bin
PIP = $(BIN)/pip install -q --disable-pip-version-check
PORT ?= 8000
export PORT

run: .venv/installed
	@DEBUG=$${DEBUG-1} $(BIN)/python manage.py setup
	@DEBUG=$${DEBUG-1} exec $(BIN)/python manage.py serve

test: .venv/installed-for-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	@$(BIN)/pytest -q -ra -n auto
	@if [ -n "$$POSTGRES_URL" ]; then \
	  echo "Once more, on PostgreSQL:"; DATABASE_URL="$$POSTGRES_URL" $(BIN)/pytest -q -ra -n auto; \
	else \
	  echo "Skipped: the same tests on PostgreSQL; set POSTGRES_URL=postgres://user:password@127.0.0.1/name to run them."; \
	fi

format: .venv/installed-for-tests
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

# Collect what is said on screen for translation, and compile the translations. Needs gettext.
messages: .venv/installed
	@DEBUG=1 $(BIN)/python manage.py makemessages -l tr --ignore .venv --ignore var --ignore tests --ignore benchmarks --ignore docs --no-wrap --add-location file
	@DEBUG=1 $(BIN)/python manage.py compilemessages --ignore .venv

.venv/installed: pyproject.toml constraints.txt
	@python="$$(sh .ci/find-python)" || exit 1; \
	  rm -rf .venv; "$$python" -m venv .venv 2>/dev/null || { rm -rf .venv; \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Installing, once…"
	@{ $(PIP) --upgrade "pip>=25.1" && $(PIP) -c constraints.txt -e . --group pdf; } >.venv/install.log 2>&1 || \
	  { tail -n 5 .venv/install.log; echo "Installing failed. Is the network there? Then run the command again."; exit 1; }
	@touch $@

.venv/installed-for-tests: .venv/installed
	@$(PIP) -c constraints.txt --group test --group lint >.venv/install.log 2>&1 || \
	  { tail -n 5 .venv/install.log; echo "Installing failed. Is the network there? Then run the command again."; exit 1; }
	@touch $@

.PHONY: run test format messages
