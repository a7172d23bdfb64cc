"""Why a backup or a restore stopped, in a sentence for who keeps the machine."""

from __future__ import annotations

from pianoperf.web.rifiuti import Rifiuto


class CopiaNonFatta(Rifiuto):
    """The backup could not be made; nothing was left behind."""


class CopiaIllegibile(Rifiuto):
    """The archive is cut short, altered, of another kind, or the key is not the right one."""


class RipristinoNegato(Rifiuto):
    """The restore was not begun, or was undone; what was there is there still."""
