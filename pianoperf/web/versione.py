"""The version of the product."""

from __future__ import annotations

import tomllib
from functools import cache

from pianoperf import ambiente


@cache
def versione_del_prodotto() -> str:
    """The `version` of pyproject.toml, "" when the file is not there."""
    progetto = ambiente.RADICE / "pyproject.toml"
    if not progetto.exists():
        return ""
    return str(tomllib.loads(progetto.read_text())["project"].get("version", ""))
