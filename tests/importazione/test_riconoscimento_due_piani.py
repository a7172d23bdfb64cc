"""Two plans in one file are never mixed: the preview asks which, or says that there are two."""

from __future__ import annotations

import pytest

from indicatori.importazione.fogli import Foglio
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.documento import Riconoscimento, riconosci
from tests.importazione.documenti_di_prova import Stile, in_documento
from tests.importazione.test_riconoscimento import celle, letto_dalle_fixture

PRIMO, SECONDO = "asc-insieme-2021-2023", "asc-insieme-2023-2025"
UN_FOGLIO = Stile(un_foglio_a_scheda=True)


def fogli_di(codice: str, stile: Stile, nome: str = "") -> list[Foglio]:
    fogli = in_documento(letto_dalle_fixture(codice), stile)
    for foglio in fogli:
        foglio.nome = f"{nome}{foglio.nome}"
    return fogli


def leggi(fogli: list[Foglio], **risposte: str) -> Riconoscimento:
    return riconosci(fogli, Anagrafe("asc-insieme"), risposte=risposte)


def gravi(letto: Riconoscimento) -> set[str]:
    return {rilievo.codice for rilievo in letto.lettura.rilievi if rilievo.gravita == "E"}


@pytest.mark.parametrize("stile", [Stile(), UN_FOGLIO])
def test_due_piani_su_fogli_diversi_si_chiede_quale(stile: Stile) -> None:
    fogli = fogli_di(PRIMO, stile, "vecchio ") + fogli_di(SECONDO, stile, "nuovo ")
    chiave = f"{fogli[0].nome}!A1:piano"
    letto = leggi(fogli)
    scelta = next(scelta for scelta in letto.scelte if scelta.chiave == chiave)
    assert [valore for valore, _ in scelta.alternative] == ["2023-2025", "2021-2023"]
    assert dict(celle(letto.lettura.piano)) == dict(celle(leggi(fogli_di(SECONDO, stile)).lettura.piano))
    altri = {rilievo.foglio for rilievo in letto.lettura.rilievi if rilievo.codice == "IMP-ALTRO-PIANO"}
    assert altri == {foglio.nome for foglio in fogli if foglio.nome.startswith("vecchio")}
    vecchio = leggi(fogli, **{chiave: "2021-2023"}).lettura.piano
    assert dict(celle(vecchio)) == dict(celle(leggi(fogli_di(PRIMO, stile)).lettura.piano))


def test_due_piani_in_un_foglio_non_entrano() -> None:
    (uno,), (due,) = fogli_di(PRIMO, Stile()), fogli_di(SECONDO, Stile())
    ultima = max(uno.righe)
    insieme = Foglio("Foglio1", uno.righe | {ultima + 1 + numero: righe for numero, righe in due.righe.items()})
    letto = leggi([insieme])
    assert "IMP-CHIAVE-RIPETUTA" in gravi(letto)
    ripetuta = next(r for r in letto.lettura.rilievi if r.codice == "IMP-CHIAVE-RIPETUTA")
    assert ripetuta.messaggio == "Scheda 1: c'è già in Foglio1!A1."
    assert (ripetuta.foglio, ripetuta.cella) == ("Foglio1", f"A{ultima + 2}")
    assert "caricane uno alla volta" in ripetuta.rimedio


def test_due_alberi_in_un_foglio_non_entrano() -> None:
    (uno,) = fogli_di("coeso-2021-2023", Stile())
    ultima = max(uno.righe)
    altro = {
        ultima + 1 + numero: {colonna: testo.replace("202", "203") for colonna, testo in righe.items()}
        for numero, righe in uno.righe.items()
    }
    altro = {n: {c: t.replace("203", "202").replace("2021", "2024").replace("2022", "2025").replace("2023", "2026")
                 for c, t in righe.items()} for n, righe in altro.items()}  # fmt: skip
    assert "IMP-DUE-PIANI" in gravi(leggi([Foglio("Foglio1", uno.righe | altro)]))


def test_due_famiglie_nello_stesso_file_si_chiede_quale() -> None:
    fogli = fogli_di("cssm-2023-2025", Stile(), "piao ") + fogli_di(SECONDO, Stile(), "schede ")
    letto = leggi(fogli)
    scelta = next(scelta for scelta in letto.scelte if scelta.chiave.endswith(":famiglia"))
    assert {valore for valore, _ in scelta.alternative} == {"piao", "schede"}
    piano = leggi(fogli, **{scelta.chiave: "schede"}).lettura.piano
    assert piano is not None
    assert piano.famiglia == "schede"


def test_trienni_diversi_delle_schede_di_un_piano_restano_un_piano() -> None:
    letto = leggi(fogli_di("asc-insieme-2025-2027", UN_FOGLIO))
    assert not [scelta for scelta in letto.scelte if scelta.chiave.endswith(":piano")]
