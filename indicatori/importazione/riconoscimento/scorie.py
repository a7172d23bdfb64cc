"""What was taken off the cells of a copied page, told cell by cell (domain.md 3.7): tags and formulas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.testi import ha_formule, ha_tag

ESEMPIO = 40


def rileva_scorie(fogli: Iterable[Sequence[Riga]], registro: Registro) -> None:
    """Adds an information for each cell that is read without its scraps; rows of dashes are told by the reader."""
    for righe in fogli:
        for riga in righe:
            for colonna, testo in sorted(riga.celle.items()):
                _rileva_cella(riga, colonna, testo, registro)


def _rileva_cella(riga: Riga, colonna: int, testo: str, registro: Registro) -> None:
    inizio = " ".join(testo.split())[:ESEMPIO]
    if ha_tag(testo):
        messaggio = f"Tolti i segni di HTML rimasti nella cella che comincia con «{inizio}»."
        registro.rileva("IMP-HTML-TOLTO", "I", riga, messaggio, colonna=colonna)
    if ha_formule(testo):
        messaggio = f"La formula scritta in LaTeX è letta come testo, nella cella che comincia con «{inizio}»."
        registro.rileva("IMP-LATEX-TOLTO", "I", riga, messaggio, colonna=colonna)
