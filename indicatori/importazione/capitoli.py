"""The sheet Capitoli to the chapters of a plan: a row without a title goes on with the chapter above."""

from __future__ import annotations

from indicatori.importazione import campi
from indicatori.importazione.modello import SEGUE
from indicatori.importazione.tabelle import RigaLetta, Tabella
from indicatori.motore.documento import CapitoloDati
from obiettivi.enums import TavolaGenerata
from obiettivi.markdown import difetti


def leggi_capitoli(tabella: Tabella) -> list[CapitoloDati]:
    """The chapters in the order of the rows, with a finding for each that cannot be taken."""
    letti: list[tuple[RigaLetta, CapitoloDati]] = []
    for riga in tabella.righe:
        if letti and _continua(riga, letti[-1][1]):
            _aggiungi(riga, letti[-1][1])
        else:
            letti.append((riga, _capitolo(riga)))
    _controlla_testi(letti)
    return _senza_doppioni(letti)


def _continua(riga: RigaLetta, capitolo: CapitoloDati) -> bool:
    return not riga.testo("titolo") and riga.testo("numero") in ("", capitolo.numero)


def _aggiungi(riga: RigaLetta, capitolo: CapitoloDati) -> None:
    """A new paragraph, or the same one where the cell says so."""
    pezzo = riga.testo("testo")
    if pezzo.startswith(SEGUE):
        capitolo.testo += pezzo.removeprefix(SEGUE)
    elif pezzo:
        capitolo.testo += f"\n\n{pezzo}" if capitolo.testo else pezzo
    capitolo.tavola = capitolo.tavola or _tavola(riga)


def _capitolo(riga: RigaLetta) -> CapitoloDati:
    numero, titolo = (campi.testo(riga, campo) for campo in ("numero", "titolo"))
    return CapitoloDati(numero, titolo, riga.testo("testo"), _tavola(riga))


def _tavola(riga: RigaLetta) -> str:
    return campi.scelta(riga, "tavola", dict(TavolaGenerata.choices))


def _controlla_testi(letti: list[tuple[RigaLetta, CapitoloDati]]) -> None:
    for riga, capitolo in letti:
        for frase in difetti(capitolo.testo):
            riga.rilievo("IMP-TESTO-DEL-CAPITOLO", "E", "testo", frase)


def _senza_doppioni(letti: list[tuple[RigaLetta, CapitoloDati]]) -> list[CapitoloDati]:
    """By number, or by title where there is none; a repeated one is an error that names both cells."""
    visti: dict[str, tuple[RigaLetta, CapitoloDati]] = {}
    for riga, capitolo in letti:
        campo = "numero" if capitolo.numero else "titolo"
        if capitolo.chiave and capitolo.chiave in visti:
            prima = visti[capitolo.chiave][0].cella(campo)
            messaggio = f"Il capitolo «{capitolo.chiave}» è già nella cella {prima}."
            rimedio = "Ogni capitolo ha un numero suo, o un titolo suo se non ha numero."
            riga.rilievo("IMP-CHIAVE-RIPETUTA", "E", campo, messaggio, rimedio)
            continue
        visti.setdefault(capitolo.chiave, (riga, capitolo))
    return [capitolo for _, capitolo in visti.values()]
