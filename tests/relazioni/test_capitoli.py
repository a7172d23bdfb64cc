"""The narrative chapters among the tables of a document: all there, in order, with their headings."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from indicatori.motore.documento import CapitoloDati
from rendicontazione.relazioni.produci import produci, sezioni_di
from tests.relazioni.lettura_pdf import compatto, lettore, pagine_di, scritto_in
from tests.relazioni.piani import pdf_di, vista

CODICE = "coeso-2021-2023"


def test_every_word_of_the_chapters_is_in_the_document() -> None:
    testo = scritto_in(pdf_di(CODICE))
    for capitolo in vista(CODICE).piano.capitoli:
        parole = re.findall(r"\w{5,}", re.sub(r"https?://\S+|\[tavola\]", "", capitolo.testo))
        assert parole or not capitolo.testo
        assert not [parola for parola in parole if parola not in testo], capitolo.numero


def test_the_chapters_come_in_their_order_and_the_tables_where_they_ask() -> None:
    testo = scritto_in(pdf_di(CODICE))
    corpo = testo[testo.index("Ilpresentedocumento,dicuiall'art.10") :]
    punti = [
        "2PRESENTAZIONEDELL'ENTE",
        "3.1AMBITISTRATEGICIDIINTERVENTO",
        "3.2.1PIANIFICAZIONETRIENNALE",
        "Conferimentoincarichifunzionali",
        "ComeancheanticipatonelSVMP",
        "3.2.2PROGRAMMAZIONEANNUALE",
        "Adozioneatticonferimentoincarichientroladata",
        "4DALLAPERFORMANCEORGANIZZATIVAAQUELLAINDIVIDUALE",
    ]
    posti = [corpo.index(punto) for punto in punti]
    assert all(prima < dopo for prima, dopo in pairwise(posti)), dict(zip(punti, posti, strict=True))


def test_the_headings_of_the_chapters_are_the_bookmarks_by_level() -> None:
    sommario = lettore(pdf_di(CODICE)).outline
    primi = [voce.title for voce in sommario if not isinstance(voce, list)]
    assert primi == [
        "1 PREMESSA",
        "2 PRESENTAZIONE DELL'ENTE",
        "3 PIANIFICAZIONE E PROGRAMMAZIONE",
        "4 DALLA PERFORMANCE ORGANIZZATIVA A QUELLA INDIVIDUALE",
    ]
    del_secondo = sommario[sommario.index(next(v for v in sommario if getattr(v, "title", "") == primi[1])) + 1]
    assert next(voce.title for voce in del_secondo if not isinstance(voce, list)) == "2.1 CONTESTO ESTERNO"


@pytest.mark.parametrize("codice", ["asc-insieme-2023-2025", "cssm-2023-2025"])
def test_a_chapter_of_any_family_may_hold_the_schede(codice: str) -> None:
    con = vista(codice)
    prima = sezioni_di(con, "piano")
    con.piano.capitoli = [
        CapitoloDati("1", "Premessa", "Prima delle **schede**."),
        CapitoloDati("2", "Gli obiettivi", "Ecco le schede.", "obiettivi"),
        CapitoloDati("3", "Conclusioni", "Dopo le schede."),
    ]
    dopo = sezioni_di(con, "piano")
    assert [sezione.modello for sezione in dopo] == [
        "capitoli", "capitoli", *(sezione.modello for sezione in prima), "capitoli"
    ]  # fmt: skip
    pagine = pagine_di(produci(con, "piano"))
    assert compatto("Prima delle schede.") in pagine[1]
    assert compatto("Dopo le schede.") in pagine[-1]


def test_a_table_that_no_chapter_asks_for_comes_at_the_end() -> None:
    con = vista(CODICE)
    con.piano.capitoli = [replace(capitolo, tavola="") for capitolo in con.piano.capitoli]
    modelli = [sezione.modello for sezione in sezioni_di(con, "piano")]
    assert modelli[-2:] == ["albero_triennale", "albero_annuale"]
    assert set(modelli[:-2]) == {"capitoli"}
