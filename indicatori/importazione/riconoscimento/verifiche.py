"""Checks of a recognised plan before it is shown: keys, lengths, people and strutture that the body does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indicatori.importazione.modello import AZIONI, INDICATORI, OBIETTIVI, SCHEDE, FoglioModello
from indicatori.importazione.persone import Anagrafe, riconosci_persone
from indicatori.importazione.riconoscimento.esito import Bozza, Posto
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.rilievi import Gravita, Rilievo
from indicatori.motore.documento import IndicatoreDati, PianoDati

# The column of a table that a field of the plan comes from, where the two have different names.
_COLONNE = {"codice": "numero"}
LUNGHEZZA_DI_UNA_STRUTTURA = 200


@dataclass(frozen=True, slots=True)
class Voce:
    """A thing of the plan: how a person calls it, the template's sheet it is of, and where the document has it."""

    nome: str
    foglio: FoglioModello
    dati: object
    posto: Posto | None

    def rilievo(self, codice: str, gravita: Gravita, messaggio: str, rimedio: str = "", campo: str = "") -> Rilievo:
        """A finding at the cell of the field; without a place, of the plan as a whole."""
        messaggio = messaggio[0].upper() + messaggio[1:]
        if self.posto is None:
            return Rilievo(codice, gravita, "", "", messaggio, rimedio)
        cella = self.posto.dove(_COLONNE.get(campo, campo))
        return Rilievo(codice, gravita, self.posto.riga.foglio, cella, messaggio, rimedio)


def verifica(piano: PianoDati, bozza: Bozza, anagrafe: Anagrafe, registro: Registro) -> None:
    """Adds to the register what the template's reader says of the same data."""
    voci = list(_voci(piano, bozza))
    for voce in voci:
        registro.rilievi += _misure(voce)
    registro.rilievi += _doppioni(voci)
    registro.rilievi += _azioni_sconosciute(piano, bozza)
    registro.rilievi += _persone(voci, anagrafe)
    registro.rilievi += _strutture(voci, anagrafe)


def _voci(piano: PianoDati, bozza: Bozza) -> Iterator[Voce]:
    """An azione of which only the scheda is known to have a place stands there."""
    for obiettivo in piano.obiettivi_strategici:
        yield Voce(f"obiettivo strategico {obiettivo.codice}", OBIETTIVI, obiettivo, None)
    for scheda in piano.schede:
        nome, posto = f"scheda {scheda.codice}", bozza.posti.get(id(scheda))
        yield Voce(nome, SCHEDE, scheda, posto)
        for azione in scheda.azioni:
            yield Voce(f"{nome}, azione {azione.numero}", AZIONI, azione, bozza.posti.get(id(azione), posto))
        for voce in scheda.indicatori:
            yield Voce(f"{nome}, indicatore {voce.codice}", INDICATORI, voce, bozza.posti.get(id(voce), posto))


def _misure(voce: Voce) -> Iterator[Rilievo]:
    """What is missing or too long for the field it goes to."""
    for colonna in voce.foglio.colonne:
        testo = getattr(voce.dati, colonna.campo, None)
        if not isinstance(testo, str):
            continue
        if colonna.richiesta and not testo:
            messaggio = f"{voce.nome}: manca «{colonna.titolo}»."
            yield voce.rilievo("IMP-VALORE-MANCANTE", "E", messaggio, "Scrivilo nel documento.", colonna.campo)
        if colonna.massimo and len(testo) > colonna.massimo:
            messaggio = f"{voce.nome}: «{colonna.titolo}» è di {len(testo)} caratteri, al massimo {colonna.massimo}."
            yield voce.rilievo("IMP-TESTO-LUNGO", "E", messaggio, "Accorcialo.", colonna.campo)


def _doppioni(voci: Iterable[Voce]) -> Iterator[Rilievo]:
    viste: dict[str, Voce] = {}
    for voce in voci:
        prima = viste.setdefault(voce.nome, voce)
        if prima is not voce:
            dove = f" in {prima.posto.riga.foglio}!{prima.posto.dove()}" if prima.posto else ""
            rimedio = "Ogni voce deve avere un codice suo. Se il file contiene due piani, caricane uno alla volta."
            yield voce.rilievo("IMP-CHIAVE-RIPETUTA", "E", f"{voce.nome}: c'è già{dove}.", rimedio)


def _azioni_sconosciute(piano: PianoDati, bozza: Bozza) -> Iterator[Rilievo]:
    """At the head of the scheda: the azione is missing from its table, not from one cell."""
    for scheda in piano.schede:
        note = {azione.numero for azione in scheda.azioni}
        voce = Voce(f"scheda {scheda.codice}", SCHEDE, scheda, bozza.posti.get(id(scheda)))
        for indicatore in scheda.indicatori:
            if indicatore.azione and indicatore.azione not in note:
                messaggio = f"{voce.nome}, indicatore {indicatore.codice}: l'azione «{indicatore.azione}» non c'è."
                rimedio = "Aggiungila tra le azioni o correggi il numero."
                yield voce.rilievo("IMP-AZIONE-SCONOSCIUTA", "E", messaggio, rimedio)


def _persone(voci: Iterable[Voce], anagrafe: Anagrafe) -> Iterator[Rilievo]:
    """One finding for each unknown name, at its first cell: a plan repeats the same few surnames."""
    ignoti: dict[str, list[Voce]] = {}
    for voce in voci:
        if isinstance(voce.dati, IndicatoreDati):
            for nome in riconosci_persone(voce.dati.responsabili, anagrafe).ignoti:
                ignoti.setdefault(nome, []).append(voce)
    for nome, sue in ignoti.items():
        simili = " o ".join(f"«{simile}»" for simile in anagrafe.simili(nome))
        rimedio = f"Forse {simili}. " if simili else ""
        rimedio += "Aggiungi la persona o un suo alias nell'anagrafe dell'ente."
        volte = f" ({len(sue)} indicatori)" if len(sue) > 1 else ""
        messaggio = f"«{nome}»{volte} non è tra le persone dell'ente: il testo resta, nessuno è incaricato."
        yield sue[0].rilievo("IMP-PERSONA-SCONOSCIUTA", "W", messaggio, rimedio, "responsabili")


def _strutture(voci: Iterable[Voce], anagrafe: Anagrafe) -> Iterator[Rilievo]:
    """One finding for each new name, at its first cell."""
    prime: dict[str, Voce] = {}
    for voce in voci:
        if isinstance(voce.dati, IndicatoreDati):
            for nome in voce.dati.strutture:
                prime.setdefault(nome, voce)
    for nome, voce in prime.items():
        if len(nome) > LUNGHEZZA_DI_UNA_STRUTTURA:
            messaggio = f"Il nome di struttura «{nome[:40]}…» è troppo lungo."
            yield voce.rilievo("IMP-TESTO-LUNGO", "E", messaggio, "Accorcialo.", "strutture")
        elif nome not in anagrafe.strutture:
            messaggio = f"La struttura «{nome}» non è dell'ente: sarà creata con l'importazione."
            yield voce.rilievo("IMP-STRUTTURA-NUOVA", "W", messaggio, campo="strutture")
