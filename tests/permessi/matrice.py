"""The matrix of addresses: every URL of the project with a name stands here, or the suite fails."""

from __future__ import annotations

from typing import Any

from tests.permessi.scena import Regola, Scena

TUTTI = frozenset({"amministratrice", "direttore", "responsabile", "nucleo", "organo"})
VEDONO = TUTTI - {"responsabile"}
AMMINISTRA = frozenset({"amministratrice"})
COMPILA = frozenset({"amministratrice", "direttore", "responsabile"})

# Without a body in the address: no role decides.
SENZA_ENTE = {
    "salute",
    "accessibilita",
    "scrivania",
    "accedi",
    "esci",
    "cambia_password",
    "lavoro",
    "riprova_lavoro",
}


def _piano(scena: Scena) -> dict[str, Any]:
    return {"piano": scena.piano}


def _anno(scena: Scena) -> dict[str, Any]:
    return {"piano": scena.piano, "anno": scena.anno.anno}


def _scheda(scena: Scena) -> dict[str, Any]:
    return {"piano": scena.piano, "scheda": "1"}


def _previsione(scena: Scena) -> dict[str, Any]:
    return {"piano": scena.piano, "previsione": scena.previsione}


def _importazione(scena: Scena) -> dict[str, Any]:
    return {"importazione": scena.importazione}


def _risultato(scena: Scena) -> dict[str, Any]:
    return {"risultato": scena.risultato()}


def _altrui(scena: Scena) -> dict[str, Any]:
    return {"risultato": scena.risultato("2.1")}


MATRICE: dict[str, list[Regola]] = {
    "strumenti": [Regola(TUTTI)],
    "deleghe": [Regola(COMPILA), Regola(COMPILA, metodo="post")],
    "delega_ritira": [Regola(frozenset({"amministratrice", "direttore"}), lambda s: {"delega": s.delega}, "post")],
    "registro": [Regola(TUTTI - {"organo", "responsabile"})],
    "registro_csv": [Regola(TUTTI - {"organo", "responsabile"})],
    "piani": [Regola(TUTTI)],
    "piano": [Regola(TUTTI, _piano)],
    "approva_piano": [Regola(AMMINISTRA, _piano, "post")],
    "scheda": [Regola(TUTTI, _scheda)],
    "indicatori_scheda": [Regola(TUTTI, _scheda)],
    "letture": [Regola(TUTTI, _piano)],
    "conferma_certe": [Regola(AMMINISTRA, _piano, "post")],
    "lettura": [Regola(TUTTI, _previsione), Regola(AMMINISTRA, _previsione, "post")],
    "importazioni": [Regola(AMMINISTRA), Regola(AMMINISTRA, metodo="post")],
    "importazione_anteprima": [Regola(AMMINISTRA, _importazione)],
    "importazione_stato": [Regola(AMMINISTRA, _importazione)],
    "rilevazioni": [Regola(TUTTI)],
    "rilevazione_apri": [Regola(AMMINISTRA), Regola(AMMINISTRA, metodo="post")],
    "rilevazione": [Regola(TUTTI, _risultato), Regola(VEDONO, _altrui), Regola(COMPILA, _risultato, "post")],
    "rilevazioni_anno": [Regola(TUTTI, _anno)],
    "completamento": [Regola(VEDONO - {"organo"}, _anno)],
    "quadri": [Regola(VEDONO)],
    "quadro": [Regola(VEDONO, _anno)],
    "esame": [Regola(VEDONO, _risultato)],
    "documenti": [Regola(TUTTI)],
}
