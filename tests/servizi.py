"""The pytest plugin that comes before pytest-django: embedded services of the tests' own, under `var/test`.

With DATABASE_URL and REDIS_URL set, the tests use those servers instead.
"""

import os

from pianoperf import ambiente, incorporati

os.environ.setdefault("PIANOPERF_VAR", str(ambiente.RADICE / "var" / "test"))
os.environ.setdefault("PIANOPERF_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
incorporati.prepara(effimero=True)

# Every xdist process has a test database of its own: its doorbell must be its own too.
_processo = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
if _processo.isdigit():
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].split("?")[0] + f"?db={int(_processo) % 12 + 1}"
