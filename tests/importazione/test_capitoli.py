"""The narrative chapters in the workbook: out, in, what the preview says of them, what is written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from indicatori.esportazione.capitoli import CARATTERI_DI_UN_PEZZO, a_pezzi
from indicatori.esportazione.formati import in_formato
from indicatori.esportazione.json_piano import in_json
from indicatori.esportazione.righe import in_pagine
from indicatori.importazione.anteprima import esamina_fogli
from indicatori.importazione.composizione import componi
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.documento import riconosci
from indicatori.importazione.selectors import impronta_dati
from indicatori.importazione.services import importa_piano
from indicatori.motore.documento import CapitoloDati, PianoDati
from indicatori.rimodulazione.dati import da_json
from indicatori.selectors import piano_in_dati
from obiettivi.models import Capitolo, Piano
from pianoperf.organizzazione.models import Ente
from tests.importazione.conftest import ADESSO
from tests.importazione.documenti_di_prova import Stile, in_documento
from tests.importazione.fogli_di_prova import piano_piccolo
from tests.importazione.piani_generati import LUNGHI

CAPITOLI = [
    CapitoloDati("1", "Premessa", "Il **piano**.\n\n- uno\n- due"),
    CapitoloDati("2.1", "Pianificazione", "[tavola]\n\nPoi.", "triennale"),
    CapitoloDati("", "Nota", "Senza numero."),
]

# of the small plan, made by the release that had no chapters
IMPRONTA_DI_PRIMA = "cc2d46fb4b34274e0d6d3cad24b110a1f903c69dd86c664378f5ebe5fc868eaf"


def con_capitoli(*capitoli: CapitoloDati) -> PianoDati:
    return replace(piano_piccolo(), capitoli=list(capitoli or CAPITOLI))


def foglio_capitoli(*righe: tuple[str, str, str, str]) -> Foglio:
    foglio = Foglio("Capitoli")
    for numero, celle in enumerate([("Numero", "Titolo", "Testo", "Tavola"), *righe], start=1):
        for colonna, testo in enumerate(celle, start=1):
            foglio.scrivi(numero, colonna, testo)
    return foglio


def letti(*righe: tuple[str, str, str, str]) -> tuple[list[CapitoloDati], list[str]]:
    attuale = piano_piccolo()
    lettura = componi([foglio_capitoli(*righe)], Anagrafe(attuale.ente), attuale=attuale)
    assert lettura.piano is not None
    return lettura.piano.capitoli, [r.codice for r in lettura.rilievi if r.foglio == "Capitoli"]


@pytest.mark.parametrize("testo", ["", "breve", *LUNGHI], ids=range(len(LUNGHI) + 2))
def test_i_pezzi_stanno_in_una_cella_e_riuniti_danno_il_testo(testo: str) -> None:
    assert max(len(pezzo) for pezzo in a_pezzi(testo)) <= CARATTERI_DI_UN_PEZZO + len("(segue) ")
    dati = con_capitoli(CapitoloDati("1", "Lungo", testo), CapitoloDati("2", "Breve", "x"))
    letta = componi(leggi_contenuto(in_formato("xlsx", dati), "piano.xlsx"), Anagrafe(dati.ente))
    assert letta.piano is not None
    assert letta.piano.capitoli == dati.capitoli


def test_un_testo_lungo_si_taglia_tra_due_paragrafi() -> None:
    pezzi = a_pezzi("Un paragrafo di prova.\n\n" * 1_000 + "Fine.")
    assert len(pezzi) == 2
    assert "\n\n".join(pezzi) == "Un paragrafo di prova.\n\n" * 1_000 + "Fine."


def test_una_riga_senza_titolo_continua_il_capitolo() -> None:
    capitoli, rilievi = letti(
        ("1", "Premessa", "Primo.", ""),
        ("1", "", "Secondo.", "annuale"),
        ("", "", "(segue)  E ancora.", ""),
        ("", "Nota", "", ""),
        ("", "", "Testo della nota.", ""),
    )
    assert rilievi == []
    assert capitoli == [
        CapitoloDati("1", "Premessa", "Primo.\n\nSecondo. E ancora.", "annuale"),
        CapitoloDati("", "Nota", "Testo della nota."),
    ]


@pytest.mark.parametrize(
    ("righe", "codice"),
    [
        ([("1", "", "Testo", "")], "IMP-VALORE-MANCANTE"),
        ([("1", "Uno", "", ""), ("2", "", "Testo", "")], "IMP-VALORE-MANCANTE"),
        ([("1", "Uno", "", ""), ("2", "Due", "", ""), ("1", "Tre", "", "")], "IMP-CHIAVE-RIPETUTA"),
        ([("", "Nota", "", ""), ("2", "Due", "", ""), ("", "Nota", "x", "")], "IMP-CHIAVE-RIPETUTA"),
        ([("1", "Uno", "", "trimestrale")], "IMP-VALORE-NON-AMMESSO"),
        ([("1", "T" * 301, "", "")], "IMP-TESTO-LUNGO"),
        ([("1", "Uno", "x" * 30_000, ""), ("1", "", "x" * 30_001, "")], "IMP-TESTO-DEL-CAPITOLO"),
        ([("1", "Uno", ">" * 200, "")], "IMP-TESTO-DEL-CAPITOLO"),
    ],
)
def test_ciò_che_non_si_può_prendere_è_un_errore(righe: list[tuple[str, str, str, str]], codice: str) -> None:
    assert letti(*righe)[1] == [codice]


def test_senza_la_colonna_del_testo_i_testi_restano() -> None:
    attuale = con_capitoli()
    foglio = Foglio("Capitoli", {1: {1: "Numero", 2: "Titolo"}, 2: {1: "1", 2: "Introduzione"}})
    lettura = componi([foglio], Anagrafe(attuale.ente), attuale=attuale)
    assert lettura.piano is not None
    assert lettura.piano.capitoli == [replace(CAPITOLI[0], titolo="Introduzione")]


def test_un_piano_senza_capitoli_ha_il_json_di_prima() -> None:
    senza, con = piano_piccolo(), con_capitoli()
    assert list(in_json(senza)) == [
        "codice", "ente", "famiglia", "titolo", "triennio", "obiettivi_strategici", "schede"
    ]  # fmt: skip
    assert impronta_dati(senza) == IMPRONTA_DI_PRIMA
    assert list(in_json(con))[:7] == list(in_json(senza))
    assert da_json(json.loads(json.dumps(in_json(con)))).capitoli == CAPITOLI
    assert da_json(in_json(senza)) == senza


@pytest.fixture
def piano(asc: Ente) -> Piano:
    return importa_piano(dati=con_capitoli(), utente=None, adesso=ADESSO).piano


def test_l_anteprima_dice_che_cosa_succede_ai_capitoli(asc: Ente, piano: Piano) -> None:
    nuovi = [
        replace(CAPITOLI[1], testo="Cambiato."),
        CAPITOLI[0],
        CapitoloDati("3", "Altro", "Nuovo."),
    ]
    contenuto = in_formato("ods", con_capitoli(*nuovi))
    radice = esamina_fogli(leggi_contenuto(contenuto, "piano.ods"), asc, codice=piano.codice).radice
    assert radice is not None
    esiti = {voce.chiave: voce.esito for voce in radice.figli if voce.genere == "capitolo"}
    assert esiti == {"2.1": "modificato", "3": "nuovo", "Nota": "scompare"}
    voce = radice.figlio("capitolo", "2.1")
    assert voce is not None
    assert [(c.etichetta, c.prima, c.dopo) for c in voce.campi] == [("Testo", "[tavola]\n\nPoi.", "Cambiato.")]
    assert [campo.etichetta for campo in radice.campi] == ["Ordine (capitolo)"]


def test_ciò_che_il_foglio_non_nomina_resta_in_coda_o_se_ne_va_se_lo_si_chiede(asc: Ente, piano: Piano) -> None:
    nuovi = con_capitoli(CapitoloDati("3", "Altro", "Nuovo."), CAPITOLI[1])
    importa_piano(dati=nuovi, utente=None, adesso=ADESSO)
    assert [voce.chiave for voce in piano_in_dati(piano).capitoli] == ["3", "2.1", "1", "Nota"]
    chiavi = dict(Capitolo.objects.values_list("numero", "pk"))
    importa_piano(dati=nuovi, utente=None, adesso=ADESSO, elimina_assenti=True)
    assert piano_in_dati(piano).capitoli == nuovi.capitoli
    assert dict(Capitolo.objects.values_list("numero", "pk")) == {n: chiavi[n] for n in ("3", "2.1")}


def test_un_documento_così_com_è_lascia_i_capitoli(asc: Ente, piano: Piano) -> None:
    letto = riconosci(in_documento(con_capitoli(), Stile()), Anagrafe(asc.codice), attuale=piano_in_dati(piano)).lettura
    assert letto.piano is not None
    assert letto.piano.capitoli == CAPITOLI


def test_un_foglio_senza_capitoli_li_lascia_come_sono(asc: Ente, piano: Piano) -> None:
    pagine = [pagina for pagina in in_pagine(con_capitoli()) if pagina.modello.nome != "Capitoli"]
    fogli = [foglio for foglio in leggi_contenuto(in_formato("xlsx", con_capitoli()), "piano.xlsx")
             if foglio.nome in {pagina.modello.nome for pagina in pagine}]  # fmt: skip
    esame = esamina_fogli(fogli, asc, codice=piano.codice)
    assert esame.in_json()["cambiamenti"] == 0
    assert esame.dati is not None
    importa_piano(dati=esame.dati, utente=None, adesso=ADESSO, elimina_assenti=True)
    assert piano_in_dati(piano).capitoli == CAPITOLI
