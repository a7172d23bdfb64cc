"""What the law wants every plan to contain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicatori.motore.controlli.rilievo import Rilievo, avvertenza
from indicatori.motore.documento import PianoDati, SchedaDati
from indicatori.motore.grammatica.gettoni import senza_accenti

# D.L. 13/2023, art. 4-bis, in force from 2023
_PRIMO_ANNO = 2023
_TEMPI = r"(?:temp[io]|tempestiv\w*|ritard[io]|puntualita|entro \d+ (?:giorni|gg))"
_PAGAMENTI = r"(?:pagament[io]|liquidazion[ei] (?:di |delle |dei )?(?:fattur[ae]|debiti)|fatture|debiti commerciali)"
_TEMPI_DI_PAGAMENTO = re.compile(rf"{_TEMPI}\b.{{0,60}}\b{_PAGAMENTI}|{_PAGAMENTI}\b.{{0,60}}\b{_TEMPI}")


def controlla_obblighi(piano: PianoDati) -> Iterator[Rilievo]:
    """The objective on payment times that managers must have (D.L. 13/2023, art. 4-bis, paragraph 2)."""
    if piano.schede and piano.triennio[0] >= _PRIMO_ANNO and not any(map(_parla_di_pagamenti, piano.schede)):
        frase = (
            "Nessun obiettivo riguarda i tempi di pagamento: dal 2023 i dirigenti responsabili devono averne uno "
            "(D.L. 13/2023, art. 4-bis). Se l'ente non vi è tenuto, la segnalazione si può ignorare."
        )
        yield avvertenza("W-SENZA-TEMPI-PAGAMENTO", "Piano", frase)


def _parla_di_pagamenti(scheda: SchedaDati) -> bool:
    testi = [
        scheda.titolo,
        *scheda.testi.values(),
        *(f"{azione.descrizione} {azione.risultato_atteso}" for azione in scheda.azioni),
        *(f"{i.descrizione} {i.algoritmo} {' '.join(i.previsioni.values())}" for i in scheda.indicatori),
    ]
    return any(_TEMPI_DI_PAGAMENTO.search(senza_accenti(" ".join(testo.split()))) for testo in testi)
