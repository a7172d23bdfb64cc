"""Documents spoiled at random: always an answer, never an exception."""

from __future__ import annotations

import random

import pytest

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura import leggi_percorso
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.documento import e_un_documento, riconosci
from tests.importazione.test_riconoscimento import DOCUMENTI, ORIGINALI, con_originali

PEZZI = (
    "X", "●", "Scheda 9", "AZIONI", "INDICATORI", "N", "2024", "Previsione 2024", "Previsione 2025", "99", "--", "<ul>",
    r"$\text{a}$", "AO X AO Y", "OBIETTIVO OPERATIVO: Z", "Obiettivo di PEG", "31/02/2023", "150%", "x" * 500, "step",
    "Target (2021)", "KPI", "termine", "- a - b C d", "situazione attuale", "criticità", "Risultato 2023",
    "Piano 2021-2023",
)  # fmt: skip
MODIFICHE = 12


@pytest.fixture(scope="module")
def originali() -> list[Foglio]:
    return [leggi_percorso(ORIGINALI / f"{codice}.xlsx")[0] for codice in DOCUMENTI]


def rovinato(foglio: Foglio, caso: random.Random) -> Foglio:
    righe = {numero: dict(celle) for numero, celle in foglio.righe.items()}
    for _ in range(MODIFICHE):
        uno, altro = caso.choices(list(righe), k=2)
        colonna = caso.choice(list(righe[uno]))
        modifica = caso.randrange(5)
        if modifica == 0:
            righe[uno], righe[altro] = righe[altro], righe[uno]
        elif modifica == 1:
            righe[uno] = {posto + caso.randint(1, 2): testo for posto, testo in righe[uno].items()}
        elif modifica == 2:
            righe[uno + 1] = dict(righe[uno])
        elif modifica == 3:
            righe[uno] = {**righe[uno], colonna: righe[uno][colonna][: caso.randint(1, 20)]}
        else:
            righe[uno] = {**righe[uno], colonna: caso.choice(PEZZI)}
    return Foglio(foglio.nome, righe)


@con_originali
@pytest.mark.parametrize("seme", range(24))
def test_un_documento_rovinato_ha_sempre_una_risposta(seme: int, originali: list[Foglio]) -> None:
    caso = random.Random(seme)
    foglio = rovinato(originali[seme % len(originali)], caso)
    assert e_un_documento([foglio])
    letto = riconosci([foglio], Anagrafe("ente"))
    assert letto.lettura.rilievi
    risposte = {scelta.chiave: caso.choice(scelta.alternative)[0] for scelta in letto.scelte}
    assert riconosci([foglio], Anagrafe("ente"), risposte=risposte).lettura.rilievi
