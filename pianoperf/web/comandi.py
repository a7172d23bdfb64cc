"""A command of manage.py whose writes tell the history where they came from."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core.management import BaseCommand


class ComandoTracciato(BaseCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        with pghistory.context(comando=type(self).__module__.rsplit(".", 1)[-1]):
            return super().execute(*args, **options)
