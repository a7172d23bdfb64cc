"""Does every stored grade still come out of what it was made from? (DESIGN.md 8, `ricalcola`)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rendicontazione.calcolo import da_conservare, grado_calcolato
from rendicontazione.models import Istantanea, Rendicontazione
from rendicontazione.selectors.valutazione import fotografia, valutazione


@dataclass(frozen=True)
class Differenza:
    dove: str
    conservato: str
    ricalcolato: str


def differenze() -> Iterator[Differenza]:
    """Compare every stored grade and every snapshot with a fresh computation."""
    for rendicontazione in Rendicontazione.objects.select_related("piano__ente", "profilo"):
        yield from _risultati(rendicontazione)
        yield from _istantanea(rendicontazione)


def _risultati(rendicontazione: Rendicontazione) -> Iterator[Differenza]:
    profilo = rendicontazione.profilo.letto
    for risultato in rendicontazione.risultati.select_related("previsione__indicatore__scheda"):
        atteso = da_conservare(grado_calcolato(risultato, profilo)) if risultato.aggiornato_il else None
        if risultato.grado != atteso:
            dove = f"{rendicontazione.piano.codice} {rendicontazione.anno} {risultato.previsione.indicatore.codice}"
            yield Differenza(dove, str(risultato.grado), str(atteso))


def _istantanea(rendicontazione: Rendicontazione) -> Iterator[Differenza]:
    conservata = Istantanea.objects.filter(rendicontazione=rendicontazione).first()
    if conservata is None:
        return
    adesso = fotografia(valutazione(rendicontazione))
    prima = {scheda["codice"]: scheda for scheda in conservata.dati["schede"]}
    dove = f"{rendicontazione.piano.codice} {rendicontazione.anno}"
    for scheda in adesso["schede"]:
        vecchia = prima.get(scheda["codice"])
        if vecchia != scheda:
            yield Differenza(
                f"{dove} scheda {scheda['codice']}",
                str(vecchia and vecchia["grado"]["valore"]),
                str(scheda["grado"]["valore"]),
            )
    if conservata.dati["ente"] != adesso["ente"]:
        valore = conservata.dati["ente"]["grado"]["valore"]
        yield Differenza(f"{dove} ente", str(valore), str(adesso["ente"]["grado"]["valore"]))
