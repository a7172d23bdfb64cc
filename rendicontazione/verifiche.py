"""Does every stored grade still come out of what it was made from? (DESIGN.md 8, `ricalcola`)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from obiettivi.enums import StatoRimodulazione
from rendicontazione.calcolo import da_conservare, grado_calcolato
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.congelata import istantanee_di
from rendicontazione.selectors.istantanea import fotografia
from rendicontazione.selectors.ricalcolo import valutazione_ricalcolata


@dataclass(frozen=True)
class Differenza:
    dove: str
    conservato: str
    ricalcolato: str


def differenze() -> Iterator[Differenza]:
    """Compare every stored grade, and the snapshot of every closed year, with a fresh computation.

    A snapshot that a re-opening superseded has no rows left to be computed from: it is only kept. Of a plan that
    was changed after the validation only the indicators are compared: names and weights are of the plan of today.
    """
    for rendicontazione in Rendicontazione.objects.select_related("piano__ente", "profilo"):
        yield from _risultati(rendicontazione)
        if rendicontazione.chiusa:
            yield from _istantanea(rendicontazione)


def _risultati(rendicontazione: Rendicontazione) -> Iterator[Differenza]:
    profilo = rendicontazione.profilo.letto
    for risultato in rendicontazione.risultati.select_related("previsione__indicatore__scheda"):
        atteso = da_conservare(grado_calcolato(risultato, profilo)) if risultato.aggiornato_il else None
        if risultato.grado != atteso:
            dove = f"{rendicontazione.piano.codice} {rendicontazione.anno} {risultato.previsione.indicatore.codice}"
            yield Differenza(dove, str(risultato.grado), str(atteso))


def _istantanea(rendicontazione: Rendicontazione) -> Iterator[Differenza]:
    """The first difference of each part of the last snapshot: profile, body, every scheda."""
    dove = f"{rendicontazione.piano.codice} {rendicontazione.anno}"
    istantanee = istantanee_di(rendicontazione)
    if not istantanee:
        yield Differenza(f"{dove} istantanea", "nessuna", "l'anno è chiuso")
        return
    prima, adesso = istantanee[-1].dati, fotografia(valutazione_ricalcolata(rendicontazione))
    if _rimodulato_dopo(rendicontazione):
        prima, adesso = _soli_risultati(prima), _soli_risultati(adesso)
    parti = [("profilo", prima["profilo"], adesso["profilo"]), ("ente", prima["ente"], adesso["ente"])]
    vecchie, nuove = _per_codice(prima["schede"]), _per_codice(adesso["schede"])
    parti += [(f"scheda {codice}", vecchie.get(codice), nuove.get(codice)) for codice in {**vecchie, **nuove}]
    for nome, vecchia, nuova in parti:
        if trovata := _prima_differenza(vecchia, nuova):
            passi, conservato, ricalcolato = trovata
            yield Differenza(" ".join([dove, nome, *passi]), str(conservato), str(ricalcolato))


def _rimodulato_dopo(rendicontazione: Rendicontazione) -> bool:
    approvate = rendicontazione.piano.rimodulazioni.filter(stato=StatoRimodulazione.APPROVATA)
    return approvate.filter(chiusa_il__gte=rendicontazione.validata_il).exists()


def _soli_risultati(dati: dict[str, Any]) -> dict[str, Any]:
    """What a validated year measured: targets, values, states and grades, without words and weights of the plan."""
    schede = [
        {"codice": scheda["codice"], "indicatori": [_solo_risultato(voce) for voce in scheda["indicatori"]]}
        for scheda in dati["schede"]
        if scheda["indicatori"]
    ]
    return {"profilo": dati["profilo"], "ente": {}, "schede": schede}


def _solo_risultato(voce: dict[str, Any]) -> dict[str, Any]:
    solo = {nome: voce.get(nome) for nome in ("codice", "target", "condizioni", "valori", "stato")}
    return solo | {"grado": {nome: voce["grado"].get(nome) for nome in ("stato", "valore")}}


def _per_codice(voci: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {voce["codice"]: voce for voce in voci}


def _prima_differenza(prima: Any, adesso: Any) -> tuple[list[str], Any, Any] | None:
    """Where two snapshots part, and how. What the stored one does not know (older format) is not compared."""
    if isinstance(prima, dict) and isinstance(adesso, dict):
        coppie = [(chiave, prima[chiave], adesso.get(chiave)) for chiave in prima]
    elif isinstance(prima, list) and isinstance(adesso, list) and len(prima) == len(adesso):
        coppie = [(_nome(n, voce), voce, altra) for n, (voce, altra) in enumerate(zip(prima, adesso, strict=True), 1)]
    else:
        return None if prima == adesso else ([], prima, adesso)
    for nome, vecchia, nuova in coppie:
        if trovata := _prima_differenza(vecchia, nuova):
            passi, conservato, ricalcolato = trovata
            return [nome, *passi], conservato, ricalcolato
    return None


def _nome(numero: int, voce: Any) -> str:
    return str(voce["codice"]) if isinstance(voce, dict) and "codice" in voce else str(numero)
