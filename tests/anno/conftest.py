"""The cast with its open year, and a way in."""

from __future__ import annotations

from tests.rendicontazione.conftest import anno, cast, entra

__all__ = ["anno", "cast", "entra"]
