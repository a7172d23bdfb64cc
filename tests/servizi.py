"""The pytest plugin that comes before pytest-django: embedded services of the tests' own, under `var/test`.

With DATABASE_URL and REDIS_URL set, the tests use those servers instead.
"""

import os

from pianoperf import ambiente, incorporati

os.environ.setdefault("PIANOPERF_VAR", str(ambiente.RADICE / "var" / "test"))
os.environ.setdefault("PIANOPERF_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
incorporati.prepara(effimero=True)
