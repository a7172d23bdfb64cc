"""A question that names one thing by its code: "3.6", "scheda 5", "azione 2.1", "capitolo 4"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rendicontazione.ricerca.tipi import Tipo

NOMI = {
    "scheda": Tipo.SCHEDE,
    "obiettivo": Tipo.SCHEDE,
    "azione": Tipo.AZIONI,
    "indicatore": Tipo.INDICATORI,
    "step": Tipo.INDICATORI,
    "capitolo": Tipo.CAPITOLI,
    "paragrafo": Tipo.CAPITOLI,
}
_CON_NOME = re.compile(rf"({'|'.join(NOMI)})\s+(?:n\.?\s*)?([\w.\-/]{{1,20}})", re.IGNORECASE)
_SOLO = re.compile(r"[a-z]{0,3}[.\-]?\d+(?:[.\-/]\w+)*\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Codice:
    """`tipi` are the kinds in which a thing with this code is looked for."""

    codice: str
    tipi: frozenset[Tipo]


def codice_in(testo: str) -> Codice | None:
    """The code asked for, when the whole question is one."""
    testo = testo.strip()
    if con_nome := _CON_NOME.fullmatch(testo):
        return Codice(con_nome[2].rstrip("."), frozenset({NOMI[con_nome[1].lower()]}))
    if len(testo) <= 20 and _SOLO.fullmatch(testo):
        # alone, "2" is the number of an azione in every scheda: nobody is looking for all of them
        tipi = {Tipo.SCHEDE, Tipo.INDICATORI, Tipo.CAPITOLI}
        return Codice(testo.rstrip("."), frozenset(tipi | {Tipo.AZIONI} if "." in testo else tipi))
    return None
