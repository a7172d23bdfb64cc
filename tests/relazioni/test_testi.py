"""Every word of a plan is in its PDF: titles, targets, actions, annotations, results."""

from __future__ import annotations

from collections import Counter

import pytest

from rendicontazione.relazioni.vista import Vista
from tests.fixtures.lettura import PIANI
from tests.relazioni.lettura_pdf import compatto, pagine_di, scritto_in
from tests.relazioni.piani import pdf_di, vista, vista_con_risultati

CON_RISULTATI = [("asc-insieme-2023-2025", 2023), ("cssm-2023-2025", 2023), ("coeso-2021-2023", 2021)]


@pytest.mark.parametrize("codice", PIANI.values())
def test_the_plan_prints_every_title_target_and_action(codice: str) -> None:
    letta = vista(codice)
    testo = scritto_in(pdf_di(codice))
    _tutti_presenti(testo, _testi_del_piano(letta))


@pytest.mark.parametrize(("codice", "anno"), CON_RISULTATI)
def test_the_plan_with_results_prints_targets_results_and_notes(codice: str, anno: int) -> None:
    letta = vista_con_risultati(codice, anno)
    testo = scritto_in(pdf_di(codice, anno))
    _tutti_presenti(testo, _testi_del_piano(letta))
    _tutti_presenti(testo, [e.testo for e in letta.esiti.values()] + [e.nota for e in letta.esiti.values()])


@pytest.mark.parametrize(("codice", "anno"), CON_RISULTATI)
def test_the_relazione_lists_every_objective_and_every_missing_result(codice: str, anno: int) -> None:
    letta = vista_con_risultati(codice, anno)
    testo = scritto_in(pdf_di(codice, anno, "relazione"))
    _tutti_presenti(testo, [scheda.titolo for scheda in letta.piano.schede])
    con_target = [v for s in letta.piano.schede for v in s.indicatori if v.previsioni.get(anno)]
    _tutti_presenti(testo, [voce.descrizione for voce in con_target])
    mancanti = [esito for esito in letta.esiti.values() if not esito.rendicontato]
    assert compatto(f"senza un risultato trasmesso: {len(mancanti)}.") in testo


def test_the_weights_of_the_year_are_printed_as_the_body_printed_them() -> None:
    testo = scritto_in(pdf_di("cssm-2023-2025"))
    for peso in ("16,67%", "83,33%", "41,67%", "5,88%", "23,53%", "52,94%", "11,76%", "17,65%"):
        assert peso in testo


def test_the_cross_table_is_generated_from_the_links() -> None:
    testo = scritto_in(pdf_di("cssm-2023-2025"))
    for riga in ("A-B-D-E-F-G-H2", "comunitàA-D2", "corruttivoC"):
        assert riga in testo


def test_every_page_of_a_document_with_demo_results_says_so() -> None:
    pagine = pagine_di(pdf_di("asc-insieme-2023-2025", 2023))
    assert all("Datidimostrativi:irisultati" in pagina for pagina in pagine)
    piano = pagine_di(pdf_di("asc-insieme-2023-2025"))
    assert not any("Datidimostrativi" in pagina for pagina in piano)


def _testi_del_piano(letta: Vista) -> list[str]:
    testi = []
    for scheda in letta.piano.schede:
        testi += [scheda.titolo, scheda.responsabile, scheda.altri_servizi, *scheda.testi.values()]
        testi += [testo for azione in scheda.azioni for testo in (azione.descrizione, azione.risultato_atteso)]
        for voce in scheda.indicatori:
            testi += [voce.descrizione, voce.algoritmo, voce.baseline, voce.note, voce.responsabili, *voce.strutture]
            testi += [*voce.previsioni.values(), *voce.annotazioni.values()]
    return testi


def _tutti_presenti(testo: str, attesi: list[str]) -> None:
    """Each text as many times at least as the plan has it."""
    for atteso, volte in Counter(compatto(parte) for parte in attesi if parte).items():
        assert testo.count(atteso) >= volte, (atteso, volte, testo.count(atteso))
