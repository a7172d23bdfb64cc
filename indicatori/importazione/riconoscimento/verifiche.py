"""Checks of a recognised plan before it is shown: keys, lengths, people and strutture that the body does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from indicatori.importazione.modello import AZIONI, INDICATORI, OBIETTIVI, SCHEDE, FoglioModello
from indicatori.importazione.persone import Anagrafe, riconosci_persone
from indicatori.importazione.riconoscimento.esito import Bozza
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.rilievi import Gravita, Rilievo
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati


def verifica(piano: PianoDati, bozza: Bozza, anagrafe: Anagrafe, registro: Registro) -> None:
    """Adds to the register what the template's reader says of the same data."""
    voci = list(_voci(piano))
    for foglio, dove, voce in voci:
        registro.rilievi += _misure(foglio, dove, voce)
    registro.rilievi += _doppioni(voci)
    for scheda in piano.schede:
        registro.rilievi += _azioni_sconosciute(scheda, bozza.righe.get(scheda.codice))
    indicatori = [voce for _, _, voce in voci if isinstance(voce, IndicatoreDati)]
    registro.rilievi += _persone(indicatori, anagrafe)
    registro.rilievi += _strutture(indicatori, anagrafe)


def _voci(piano: PianoDati) -> Iterator[tuple[FoglioModello, str, object]]:
    for obiettivo in piano.obiettivi_strategici:
        yield OBIETTIVI, f"obiettivo strategico {obiettivo.codice}", obiettivo
    for scheda in piano.schede:
        yield SCHEDE, f"scheda {scheda.codice}", scheda
        yield from ((AZIONI, f"scheda {scheda.codice}, azione {voce.numero}", voce) for voce in scheda.azioni)
        yield from ((INDICATORI, f"scheda {scheda.codice}, indicatore {v.codice}", v) for v in scheda.indicatori)


def _misure(foglio: FoglioModello, dove: str, voce: object) -> Iterator[Rilievo]:
    """What is missing or too long for the field it goes to."""
    for colonna in foglio.colonne:
        testo = getattr(voce, colonna.campo, None)
        if not isinstance(testo, str):
            continue
        if colonna.richiesta and not testo:
            yield _rilievo("IMP-VALORE-MANCANTE", "E", f"{dove}: manca «{colonna.titolo}».", "Scrivilo nel documento.")
        if colonna.massimo and len(testo) > colonna.massimo:
            messaggio = f"{dove}: «{colonna.titolo}» è di {len(testo)} caratteri, al massimo {colonna.massimo}."
            yield _rilievo("IMP-TESTO-LUNGO", "E", messaggio, "Accorcialo.")


def _doppioni(voci: Iterable[tuple[FoglioModello, str, object]]) -> Iterator[Rilievo]:
    for dove, volte in Counter(dove for _, dove, _ in voci).items():
        if volte > 1:
            messaggio = f"{dove}: compare {volte} volte."
            yield _rilievo("IMP-CHIAVE-RIPETUTA", "E", messaggio, "Ogni voce deve avere un codice suo.")


def _azioni_sconosciute(scheda: SchedaDati, riga: Riga | None) -> Iterator[Rilievo]:
    """At the head of the scheda: the azione is missing from its table, not from one cell."""
    note = {azione.numero for azione in scheda.azioni}
    for indicatore in scheda.indicatori:
        if indicatore.azione and indicatore.azione not in note:
            messaggio = (
                f"scheda {scheda.codice}, indicatore {indicatore.codice}: l'azione «{indicatore.azione}» non c'è."
            )
            rimedio = "Aggiungila tra le azioni o correggi il numero."
            rilievo = _rilievo("IMP-AZIONE-SCONOSCIUTA", "E", messaggio, rimedio)
            yield replace(rilievo, foglio=riga.foglio, cella=riga.dove()) if riga else rilievo


def _persone(indicatori: Iterable[IndicatoreDati], anagrafe: Anagrafe) -> Iterator[Rilievo]:
    ignote = Counter(
        nome for indicatore in indicatori for nome in riconosci_persone(indicatore.responsabili, anagrafe).ignoti
    )
    for nome, volte in ignote.items():
        simili = " o ".join(f"«{simile}»" for simile in anagrafe.simili(nome))
        rimedio = f"Forse {simili}. " if simili else ""
        rimedio += "Aggiungi la persona o un suo alias nell'anagrafe dell'ente."
        messaggio = (
            f"«{nome}» ({volte} indicatori) non è tra le persone dell'ente: il testo resta, nessuno è incaricato."
        )
        yield _rilievo("IMP-PERSONA-SCONOSCIUTA", "W", messaggio, rimedio)


def _strutture(indicatori: Iterable[IndicatoreDati], anagrafe: Anagrafe) -> Iterator[Rilievo]:
    nomi = dict.fromkeys(nome for indicatore in indicatori for nome in indicatore.strutture)
    for nome in nomi:
        if len(nome) > 200:
            yield _rilievo(
                "IMP-TESTO-LUNGO", "E", f"Il nome di struttura «{nome[:40]}…» è troppo lungo.", "Accorcialo."
            )
        elif nome not in anagrafe.strutture:
            messaggio = f"La struttura «{nome}» non è dell'ente: sarà creata con l'importazione."
            yield _rilievo("IMP-STRUTTURA-NUOVA", "W", messaggio)


def _rilievo(codice: str, gravita: Gravita, messaggio: str, rimedio: str = "") -> Rilievo:
    return Rilievo(codice, gravita, "", "", messaggio[0].upper() + messaggio[1:], rimedio)
