"""Two people on the same result: what is stored beside what was being typed."""

from __future__ import annotations

from dataclasses import dataclass

from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import scrivi_valore
from rendicontazione.enums import Causa
from rendicontazione.models import Risultato
from rendicontazione.selectors.misure import maiuscola


@dataclass(frozen=True)
class RigaConfronto:
    etichetta: str
    salvato: str
    tuo: str

    @property
    def diverso(self) -> bool:
        return self.salvato.strip() != self.tuo.strip()


def confronto(risultato: Risultato, scritti: list[str], testi: dict[str, str]) -> list[RigaConfronto]:
    """`scritti` is what was typed for each condition; `testi` the typed nota, causa and fonte."""
    righe = [
        RigaConfronto(maiuscola(descrivi(condizione)), scrivi_valore(condizione, valore) if valore else "", scritto)
        for condizione, valore, scritto in zip(risultato.previsione.lette, risultato.letti, scritti, strict=True)
    ]
    cause = dict(Causa.choices)
    return [
        *righe,
        RigaConfronto("Nota", risultato.nota, testi.get("nota", "")),
        RigaConfronto("Causa", cause.get(risultato.causa, ""), cause.get(testi.get("causa", ""), "")),
        RigaConfronto("Fonte", risultato.fonte, testi.get("fonte", "")),
    ]
