"""Two people on the same result: what is stored beside what was being typed."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import leggi_valore, scrivi_valore
from rendicontazione.enums import Causa
from rendicontazione.models import Risultato
from rendicontazione.selectors.misure import maiuscola


@dataclass(frozen=True)
class RigaConfronto:
    """`campo` is the name of the form's field: "parte_<n>", nota, causa or fonte."""

    campo: str
    etichetta: str
    salvato: str
    tuo: str

    @property
    def diverso(self) -> bool:
        return self.salvato.strip() != self.tuo.strip()


def confronto(risultato: Risultato, scritti: list[str], testi: dict[str, str]) -> list[RigaConfronto]:
    """`scritti` is what was typed for each condition; `testi` the typed nota, causa and fonte."""
    righe = [
        RigaConfronto(
            f"parte_{n}",
            maiuscola(descrivi(condizione)),
            scrivi_valore(condizione, valore) if valore else "",
            _come_si_stampa(condizione, scritto),
        )
        for n, (condizione, valore, scritto) in enumerate(
            zip(risultato.previsione.lette, risultato.letti, scritti, strict=True)
        )
    ]
    cause = dict(Causa.choices)
    return [
        *righe,
        RigaConfronto("nota", "Nota", risultato.nota, testi.get("nota", "")),
        RigaConfronto("causa", "Causa", cause.get(risultato.causa, ""), cause.get(testi.get("causa", ""), "")),
        RigaConfronto("fonte", "Fonte", risultato.fonte, testi.get("fonte", "")),
    ]


def _come_si_stampa(condizione: Condizione, scritto: str) -> str:
    """What was typed as it would be printed once saved ("60" is "60%"); word for word what cannot be read."""
    try:
        return scrivi_valore(condizione, leggi_valore(condizione, scritto)) or scritto
    except ValueError:
        return scritto
