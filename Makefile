# Everything happens in .venv and in var: nothing is installed on the machine.
.PHONY: setup run test copertura bench check lock sbom stop screenshots

PY := .venv/bin/python

setup:
	@sh requirements/installa.sh

run: setup
	@$(PY) manage.py avvia

stop: setup
	@$(PY) -m pianoperf.incorporati

test: setup
	@$(PY) -m pytest -n auto --dist loadfile

# The engine alone, branch by branch. What compares times is left out: the tracer would be timed, not the engine.
copertura: setup
	@$(PY) -m coverage run -m pytest -q tests/motore \
	  --deselect tests/motore/test_proprieta.py::test_il_tempo_cresce_con_la_lunghezza
	@$(PY) -m coverage report

bench: setup
	@$(PY) manage.py misura

# Every page at two widths into var/schermate (PIANOPERF_SCHERMATE); MANUALE=1 takes the pictures of the manual again.
screenshots: setup
	@$(PY) -m pytest -q -s -rs -n 0 tests/schermate/fotografa.py

# What a service that others reach is started with; nothing answers there, and nothing is asked.
PRODUZIONE = env -u PIANOPERF_INCORPORATO -u PIANOPERF_DEBUG DATABASE_URL=postgresql://p@localhost:1/p \
	REDIS_URL=redis://localhost:1/0 PIANOPERF_HOSTS=piani.ente.example.it \
	PIANOPERF_ORIGINI=https://piani.ente.example.it PIANOPERF_SECRET_KEY=$$($(PY) -c "import secrets; print(secrets.token_hex(32))")

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	PIANOPERF_INCORPORATO=1 $(PY) -m mypy
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-cache
	find templates -name '*.html' -exec .venv/bin/djade --check {} +
	$(PY) manage.py check
	$(PRODUZIONE) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py permessi --controlla
	$(PY) -m bandit -q -c pyproject.toml -r pianoperf obiettivi indicatori rendicontazione requirements manage.py
	$(PY) requirements/esamina.py

# The libraries of a release, as CycloneDX.
sbom: setup
	@$(PY) requirements/esamina.py sbom

# The hash-locked requirements, for every supported Python; names no index.
lock: setup
	@$(PY) -m pip install --quiet --disable-pip-version-check uv
	@for nome in base dev; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    requirements/$$nome.in -o requirements/$$nome.txt || exit 1; \
	done
