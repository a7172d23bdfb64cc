"""What a document does not say of its plan: code, body and title, from the plan as it is or generated, and reported."""

from __future__ import annotations

from copy import deepcopy

from indicatori.importazione.completamento import prendi_colonne_assenti
from indicatori.importazione.modello import AZIONI, INDICATORI, OBIETTIVI, PIANO, SCHEDE
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.esito import Bozza
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.rilievi import Gravita, Rilievo
from indicatori.motore.documento import TESTI_PIAO, ObiettivoStrategicoDati, PianoDati

_NIENTE: frozenset[str] = frozenset()
_DEGLI_STEP = ("ciclico", "condizionato_da")
_NON_DETTI: dict[str, dict[str, frozenset[str]]] = {
    "schede": {
        OBIETTIVI.nome: _NIENTE,
        SCHEDE.nome: frozenset({"incidenza", "obiettivi_strategici", *TESTI_PIAO}),
        AZIONI.nome: _NIENTE,
        INDICATORI.nome: frozenset({"strutture", "algoritmo", "baseline", "termine", "peso", "verso", *_DEGLI_STEP}),
    },
    "piao": {
        OBIETTIVI.nome: _NIENTE,
        SCHEDE.nome: frozenset({"triennio_dichiarato", "responsabile", "altri_servizi"}),
        AZIONI.nome: _NIENTE,
        INDICATORI.nome: frozenset(
            {"responsabili", "strutture", "algoritmo", "baseline", "verso", "note", "condizionato_da"}
        ),
    },
    "albero": {
        OBIETTIVI.nome: frozenset({"area"}),
        SCHEDE.nome: frozenset({"triennio_dichiarato", "responsabile", "altri_servizi", "incidenza", *TESTI_PIAO}),
        AZIONI.nome: frozenset({"innovazione", "risultato_atteso"}),
        INDICATORI.nome: frozenset({"responsabili", "termine", "peso", "verso", "note", *_DEGLI_STEP}),
    },
}


def componi_piano(
    bozza: Bozza, anagrafe: Anagrafe, attuale: PianoDati | None, codice: str, registro: Registro
) -> PianoDati | None:
    """The plan of a draft; None when the document does not even tell its years."""
    primo = attuale.triennio[0] if attuale else bozza.primo_anno
    if primo is None:
        messaggio = "Il documento non dice a quali anni si riferisce."
        _aggiungi(registro, "IMP-PIANO-MANCANTE", "E", messaggio, "Scrivi il triennio nel titolo o usa il modello.")
        return None
    triennio = (primo, primo + 1, primo + 2)
    if bozza.primo_anno not in (None, primo):
        messaggio = f"Il documento parla di un triennio dal {bozza.primo_anno}; il piano comincia nel {primo}."
        rimedio = "Valgono gli anni del piano: controlla che il piano sia quello."
        _aggiungi(registro, "IMP-TRIENNIO-DIVERSO", "W", messaggio, rimedio)
    scelto = codice or (attuale.codice if attuale else "") or _codice(anagrafe, triennio, registro)
    titolo = _titolo(bozza, attuale, triennio, registro)
    piano = PianoDati(scelto, anagrafe.ente, bozza.famiglia, titolo, triennio)
    piano.obiettivi_strategici, piano.schede = bozza.obiettivi_strategici, bozza.schede
    _obiettivi_mancanti(piano, attuale, registro)
    if attuale is not None:
        piano.capitoli = deepcopy(attuale.capitoli)
        _stessa_famiglia(bozza, attuale, registro)
        assenti = dict(_NON_DETTI[bozza.famiglia])
        assenti[INDICATORI.nome] = assenti[INDICATORI.nome] | bozza.campi_assenti
        prendi_colonne_assenti(piano, attuale, assenti)
    return piano


def _obiettivi_mancanti(piano: PianoDati, attuale: PianoDati | None, registro: Registro) -> None:
    """Strategic objectives named and not listed: from the plan as it is, else without a title of their own."""
    di_prima = {voce.codice: voce for voce in attuale.obiettivi_strategici} if attuale else {}
    if not piano.obiettivi_strategici:
        piano.obiettivi_strategici = deepcopy(list(di_prima.values()))
    noti = {voce.codice for voce in piano.obiettivi_strategici}
    nominati = dict.fromkeys(codice for scheda in piano.schede for codice in scheda.obiettivi_strategici)
    for codice in (codice for codice in nominati if codice not in noti):
        trovato = di_prima.get(codice)
        piano.obiettivi_strategici.append(trovato or ObiettivoStrategicoDati(codice, f"Obiettivo {codice}"))
        if trovato is None:
            messaggio = f"L'obiettivo strategico «{codice}» è nominato ma il documento non ne dice il titolo."
            _aggiungi(registro, "IMP-OBIETTIVO-SENZA-TITOLO", "W", messaggio, "Scrivilo nel piano dopo l'importazione.")


def _stessa_famiglia(bozza: Bozza, attuale: PianoDati, registro: Registro) -> None:
    if bozza.famiglia != attuale.famiglia:
        messaggio = (
            f"Il documento è della famiglia «{bozza.famiglia}», il piano «{attuale.codice}» è «{attuale.famiglia}»."
        )
        _aggiungi(registro, "IMP-PIANO-DIVERSO", "E", messaggio, "Scegli il piano giusto o correggi il codice.")


def _codice(anagrafe: Anagrafe, triennio: tuple[int, int, int], registro: Registro) -> str:
    codice = f"{anagrafe.ente}-{triennio[0]}-{triennio[2]}"
    messaggio = f"Il documento non ha un codice di piano: è «{codice}», dall'ente e dagli anni."
    _aggiungi(registro, "IMP-CODICE-GENERATO", "I", messaggio)
    return codice


def _titolo(bozza: Bozza, attuale: PianoDati | None, triennio: tuple[int, int, int], registro: Registro) -> str:
    if attuale is not None and attuale.titolo:
        return attuale.titolo
    titolo = (bozza.titolo or f"Piano {triennio[0]}-{triennio[2]}")[: PIANO.colonna("titolo").massimo]
    _aggiungi(registro, "IMP-TITOLO-DEL-PIANO", "I", f"Il titolo del piano è «{titolo}».", "Si può cambiare poi.")
    return titolo


def _aggiungi(registro: Registro, codice: str, gravita: Gravita, messaggio: str, rimedio: str = "") -> None:
    registro.rilievi.append(Rilievo(codice, gravita, "", "", messaggio, rimedio))
