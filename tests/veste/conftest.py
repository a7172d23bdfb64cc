"""The cast and its open year, and a way in."""

from tests.rendicontazione.conftest import anno, cast, entra

__all__ = ["anno", "cast", "entra"]
