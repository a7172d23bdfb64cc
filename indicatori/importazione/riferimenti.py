"""What rows say of each other: repeated keys, unknown schede, azioni, objectives, people and strutture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from indicatori.importazione.campi import elenco
from indicatori.importazione.modello import AZIONI, INDICATORI, NESSUNA_AZIONE, RISULTATI, SCHEDE
from indicatori.importazione.persone import Anagrafe, riconosci_persone
from indicatori.importazione.tabelle import RigaLetta, Tabella
from indicatori.motore.documento import PianoDati

SUGGERITI = 100


def senza_doppioni(tabella: Tabella, *chiave: str) -> Iterator[RigaLetta]:
    """The rows whose key has not been seen above; a repeated key is an error that names both cells."""
    viste: dict[tuple[str, ...], RigaLetta] = {}
    for riga in tabella.righe:
        valori = tuple(riga.testo(campo) for campo in chiave)
        if all(valori) and valori in viste:
            prima = viste[valori].cella(chiave[-1])
            messaggio = f"«{' '.join(valori)}» è già nella cella {prima}."
            riga.rilievo("IMP-CHIAVE-RIPETUTA", "E", chiave[-1], messaggio, "Ogni riga deve avere un codice suo.")
            continue
        viste.setdefault(valori, riga)
        yield riga


def controlla(tabelle: dict[str, Tabella], piano: PianoDati, anagrafe: Anagrafe) -> None:
    """Adds a finding for each reference of the rows that leads nowhere in the plan they describe."""
    indicatori = tabelle[INDICATORI.nome]
    schede = {scheda.codice for scheda in piano.schede}
    azioni = {(scheda.codice, azione.numero) for scheda in piano.schede for azione in scheda.azioni}
    noti = {(scheda.codice, indicatore.codice) for scheda in piano.schede for indicatore in scheda.indicatori}
    for tabella in (tabelle[AZIONI.nome], indicatori):
        _controlla_schede(tabella, schede)
    _controlla_azioni(indicatori, azioni, schede)
    _controlla_premesse(indicatori, piano)
    _controlla_obiettivi(tabelle[SCHEDE.nome], {obiettivo.codice for obiettivo in piano.obiettivi_strategici})
    _controlla_risultati(tabelle[RISULTATI.nome], noti)
    _controlla_persone(indicatori, anagrafe)
    _controlla_strutture(indicatori, anagrafe)


def _controlla_schede(tabella: Tabella, note: set[str]) -> None:
    forse = _Forse(note)
    for riga in tabella.righe:
        scheda = riga.testo("scheda")
        if scheda and scheda not in note:
            messaggio = f"La scheda «{scheda}» non c'è nel foglio Schede."
            riga.rilievo("IMP-SCHEDA-SCONOSCIUTA", "E", "scheda", messaggio, forse(scheda))


def _controlla_azioni(indicatori: Tabella, azioni: set[tuple[str, str]], schede: set[str]) -> None:
    for riga in indicatori.righe:
        scheda, azione = riga.testo("scheda"), riga.testo("azione")
        if azione and azione != NESSUNA_AZIONE and scheda in schede and (scheda, azione) not in azioni:
            messaggio = f"L'azione «{azione}» non c'è nella scheda {scheda}."
            rimedio = "Aggiungila nel foglio Azioni o correggi il numero."
            riga.rilievo("IMP-AZIONE-SCONOSCIUTA", "E", "azione", messaggio, rimedio)


def _controlla_premesse(indicatori: Tabella, piano: PianoDati) -> None:
    """The step that another hangs on is of the same scheda, and a chain of them has an end."""
    premesse = {
        (scheda.codice, voce.codice): voce.condizionato_da for scheda in piano.schede for voce in scheda.indicatori
    }
    for riga in indicatori.righe:
        scheda, codice, premessa = (riga.testo(campo) for campo in ("scheda", "codice", "condizionato_da"))
        if not premessa or (scheda, codice) not in premesse:
            continue
        if (scheda, premessa) not in premesse:
            messaggio = f"Lo step «{premessa}» non c'è nella scheda {scheda}."
            riga.rilievo("IMP-PREMESSA-SCONOSCIUTA", "E", "condizionato_da", messaggio, "Correggi il codice.")
        elif _torna_su_se_stesso(scheda, codice, premesse):
            messaggio = f"Lo step «{codice}» finisce per dipendere da se stesso."
            riga.rilievo("IMP-PREMESSA-CIRCOLARE", "E", "condizionato_da", messaggio, "Togli una delle premesse.")


def _torna_su_se_stesso(scheda: str, codice: str, premesse: dict[tuple[str, str], str]) -> bool:
    visti, premessa = {codice}, premesse.get((scheda, codice), "")
    while premessa:
        if premessa in visti:
            return True
        visti.add(premessa)
        premessa = premesse.get((scheda, premessa), "")
    return False


def _controlla_obiettivi(schede: Tabella, noti: set[str]) -> None:
    forse = _Forse(noti)
    for riga in schede.righe:
        for codice in elenco(riga, "obiettivi_strategici"):
            if codice not in noti:
                messaggio = f"L'obiettivo strategico «{codice}» non c'è nel foglio Obiettivi strategici."
                riga.rilievo("IMP-OBIETTIVO-SCONOSCIUTO", "E", "obiettivi_strategici", messaggio, forse(codice))


def _controlla_risultati(risultati: Tabella, noti: set[tuple[str, str]]) -> None:
    for riga in risultati.righe:
        scheda, codice = riga.testo("scheda"), riga.testo("codice")
        if scheda and codice and (scheda, codice) not in noti:
            messaggio = f"L'indicatore «{codice}» della scheda {scheda} non c'è nel foglio Indicatori."
            riga.rilievo("IMP-INDICATORE-SCONOSCIUTO", "E", "codice", messaggio, "Correggi il codice o togli la riga.")


def _controlla_persone(indicatori: Tabella, anagrafe: Anagrafe) -> None:
    """One finding for each unknown name, at its first cell: a plan repeats the same few surnames."""
    prime: dict[str, tuple[RigaLetta, int]] = {}
    for riga in indicatori.righe:
        for nome in riconosci_persone(riga.testo("responsabili"), anagrafe).ignoti:
            prima, volte = prime.get(nome, (riga, 0))
            prime[nome] = (prima, volte + 1)
    for posto, (nome, (riga, volte)) in enumerate(prime.items()):
        simili = anagrafe.simili(nome) if posto < SUGGERITI else []
        rimedio = f"Forse {' o '.join(f'«{nome}»' for nome in simili)}. " if simili else ""
        rimedio += "Aggiungi la persona o un suo alias nell'anagrafe dell'ente."
        messaggio = f"«{nome}» non è tra le persone dell'ente{_volte(volte)}: il testo resta, nessuno è incaricato."
        riga.rilievo("IMP-PERSONA-SCONOSCIUTA", "W", "responsabili", messaggio, rimedio)


def _controlla_strutture(indicatori: Tabella, anagrafe: Anagrafe) -> None:
    prime: dict[str, RigaLetta] = {}
    for riga in indicatori.righe:
        for nome in elenco(riga, "strutture"):
            if len(nome) > 200:
                riga.rilievo(
                    "IMP-TESTO-LUNGO", "E", "strutture", f"Il nome «{nome[:40]}…» è troppo lungo.", "Accorcialo."
                )
            elif nome not in anagrafe.strutture:
                prime.setdefault(nome, riga)
    forse = _Forse(anagrafe.strutture)
    for nome, riga in prime.items():
        messaggio = f"La struttura «{nome}» non è dell'ente: sarà creata con l'importazione."
        riga.rilievo("IMP-STRUTTURA-NUOVA", "W", "strutture", messaggio, forse(nome))


class _Forse:
    """The known name most like one that is not: sought once for each, and for no more than SUGGERITI of them."""

    def __init__(self, noti: Iterable[str]) -> None:
        self.noti = list(noti)
        self.trovati: dict[str, str] = {}

    def __call__(self, cercato: str) -> str:
        if cercato not in self.trovati:
            if len(self.trovati) >= SUGGERITI:
                return ""
            simili = get_close_matches(cercato, self.noti, n=1, cutoff=0.7)
            self.trovati[cercato] = f"Forse è «{simili[0]}»." if simili else ""
        return self.trovati[cercato]


def _volte(volte: int) -> str:
    return f" ({volte} indicatori)" if volte > 1 else ""
