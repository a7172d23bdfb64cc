"""The Relazione: every heading of LG DFP 3/2018 filled from the data, charts that say what the tables say."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from django.template.loader import render_to_string

from indicatori.motore.documento import IndicatoreDati, SchedaDati
from indicatori.motore.inserimento import leggi_valore
from rendicontazione.calendario.services import fissa_intermedio
from rendicontazione.enums import EsitoGiudizio, Periodo
from rendicontazione.models import Rendicontazione, Richiesta, Risultato
from rendicontazione.nucleo.services.richieste import accogli_richiesta, chiedi_al_nucleo, respingi_richiesta
from rendicontazione.relazioni.produci import produci, sezioni_di
from rendicontazione.relazioni.relazione import PARTI
from rendicontazione.relazioni.relazione_grafici import (
    BARRE_MASSIME,
    TACCHE,
    grafico_anni,
    grafico_fasce,
    grafico_schede,
)
from rendicontazione.relazioni.relazione_righe import obiettivo_annuale, per_fascia, schede_per_fascia
from rendicontazione.relazioni.relazione_vista import AnnoChiusoVista, RelazioneVista
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import GradoVista, Vista
from rendicontazione.selectors.valutazione import valutazione
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.risultati import invia_risultato, salva_bozza
from tests import scenari
from tests.relazioni.lettura_pdf import compatto, scritto_in, segnalibri
from tests.relazioni.piani import pdf_di, vista_con_risultati
from tests.scenari import ADESSO, Cast

SVG = "{http://www.w3.org/2000/svg}"
FAMIGLIE = [("asc-insieme-2023-2025", 2023), ("cssm-2023-2025", 2023), ("coeso-2021-2023", 2021)]


def parole_di(vista: Vista) -> str:
    """What the sections of the Relazione say, without markup and without white space."""
    comune = {"vista": vista, "tipo": "relazione"}
    html = "".join(
        render_to_string(f"relazioni/{sezione.modello}.html", comune | sezione.contesto)
        for sezione in sezioni_di(vista, "relazione")
    )
    return compatto(unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.mark.parametrize(("codice", "anno"), FAMIGLIE)
def test_every_heading_is_there_in_the_index_and_in_the_outline(codice: str, anno: int) -> None:
    pdf = pdf_di(codice, anno, "relazione")
    testo, segni = scritto_in(pdf), segnalibri(pdf)
    for _, titolo, livello in PARTI:
        assert testo.count(compatto(titolo)) >= 2, titolo
        assert livello == 2 or titolo in segni


def test_a_year_with_nothing_to_tell_says_so_part_by_part(cast: Cast) -> None:
    aperta = scenari.anno_aperto(cast)
    testo = parole_di(vista_di(aperta.piano, "relazione", 2023))
    for frase in (
        "i gradi di questo documento sono provvisori",
        "Nessuna rimodulazione approvata riguarda il 2023.",
        "Nessun indicatore rendicontato ha un grado inferiore al 100 %.",
        "senza un risultato trasmesso: 5.",
        "Nessuna richiesta di forzatura o di neutralizzazione.",
        "Il Nucleo non ha espresso giudizi diversi dalla conferma",
        "Nessun target del 2023 è meno ambizioso",
        "non c’è un anno precedente chiuso",
        "Nel 2023 non è stato previsto un monitoraggio intermedio.",
        "La validazione del Nucleo non è ancora conclusa.",
    ):
        assert compatto(frase) in testo, frase


def test_a_plan_without_targets_in_the_year_is_still_a_relazione() -> None:
    vuota = vista_con_risultati("asc-insieme-2023-2025", 2023)
    for scheda in vuota.piano.schede:
        scheda.indicatori = []
    vuota.esiti, vuota.schede = {}, {}
    vuota.totale = GradoVista(motivo="non valutabile")
    assert compatto("Il piano non ha target per il 2023.") in scritto_in(produci(vuota, "relazione"))


def test_requests_and_opinions_stand_beside_the_computed_grade(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    for codice, testo in (("1.1", "NO"), ("1.3", "40"), ("2.1", "2")):
        scenari.inviato(cast, codice, testo)
    neutralizzare = _chiedi(cast, "1.1", "neutralizzazione", "Lo sportello è passato al Comune.")
    forzare = _chiedi(cast, "1.3", "forzatura", "Corso annullato dal fornitore.", Decimal(1))
    scenari.porta_al_nucleo(cast, anno)
    accogli_richiesta(richiesta=neutralizzare, utente=cast.nucleo, adesso=ADESSO)
    respingi_richiesta(richiesta=forzare, risposta="Il dato basta.", utente=cast.nucleo, adesso=ADESSO)
    scenari.giudicato(
        cast, "2.1", EsitoGiudizio.RETTIFICATO, "Contati tre progetti.", grado_rettificato=Decimal("0.75")
    )
    vista = vista_di(anno.piano, "relazione", 2023)
    assert vista.relazione is not None
    per_codice = {voce.codice: voce for voce in vista.relazione.richieste}
    assert per_codice["1.1"].grado is None
    assert per_codice["1.1"].calcolato == 0
    assert per_codice["1.3"].grado == per_codice["1.3"].calcolato == Fraction(1, 2)
    testo = parole_di(vista)
    for frase in (
        "Lo sportello è passato al Comune.",
        "Corso annullato dal fornitore.",
        "Il dato basta.",
        "escluso",
        "Contati tre progetti.",
        "Rettificato: 75,00 %",
    ):
        assert compatto(frase) in testo, frase


def _chiedi(cast: Cast, codice: str, tipo: str, motivo: str, grado: Decimal | None = None) -> Richiesta:
    return chiedi_al_nucleo(
        risultato=scenari.risultato_di(codice),
        tipo=tipo,
        motivo=motivo,
        grado_chiesto=grado,
        utente=cast.direttore,
        adesso=ADESSO,
    )


def test_a_deviation_has_its_sign_its_cause_and_its_note(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60", nota="Due corsi rinviati.")
    vista = vista_di(anno.piano, "relazione", 2023)
    assert vista.esiti["1", "1.3", 2023].scostamento == "-20 punti percentuali"
    testo = parole_di(vista)
    for frase in ("-20 punti percentuali", "Due corsi rinviati.", "Esterna all'ente (esogena)", "75,00 %"):
        assert compatto(frase) in testo, frase


def test_the_interim_stands_beside_the_end_of_the_year(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    fissa_intermedio(
        rendicontazione=anno,
        dal=ADESSO - timedelta(days=5),
        al=ADESSO + timedelta(days=5),
        utente=cast.amministratrice,
    )
    _a_meta(cast, "1.3", "30")
    _finale(cast, "1.3", "85")
    vista = vista_di(anno.piano, "relazione", 2023)
    assert vista.relazione is not None
    (meta,) = vista.relazione.intermedi
    assert (meta.codice, meta.testo, meta.grado) == ("1.3", "30%", Fraction(3, 8))
    assert compatto("37,50 % 85% 100,00 %") in parole_di(vista)


def _a_meta(cast: Cast, codice: str, valore: str) -> None:
    _manda(cast, codice, valore, Periodo.INTERMEDIO)


def _finale(cast: Cast, codice: str, valore: str) -> None:
    _manda(cast, codice, valore, Periodo.FINALE)


def _manda(cast: Cast, codice: str, valore: str, periodo: str) -> None:
    risultato = Risultato.objects.select_related(
        "rendicontazione__piano__ente", "rendicontazione__profilo", "previsione__indicatore__scheda"
    ).get(previsione__indicatore__codice=codice, periodo=periodo)
    salvato = salva_bozza(
        risultato=risultato,
        valori=[leggi_valore(c, valore) for c in risultato.previsione.lette],
        nota="Nota",
        causa="endogena",
        fonte="",
        versione=risultato.versione,
        utente=cast.direttore,
        adesso=ADESSO,
    )
    invia_risultato(risultato=salvato, utente=cast.direttore, adesso=ADESSO)


def test_a_target_that_asks_less_than_the_year_before_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dati = scenari.dati_di_prova()
    dati.schede[0].indicatori[2].previsioni = {2023: "almeno 80%", 2024: "almeno 70%"}
    monkeypatch.setattr(scenari, "dati_di_prova", lambda: dati)
    prima = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "80")
    scenari.porta_al_nucleo(cast, prima)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO, "")
    chiusa = scenari.valida(cast, prima)
    dopo = _anno_dopo(cast, chiusa)
    vista = vista_di(dopo.piano, "relazione", 2024)
    assert vista.relazione is not None
    (voce,) = vista.relazione.ribassati
    assert (voce.codice, voce.anno, voce.prima, voce.dopo) == ("1.3", 2023, "almeno 80%", "almeno 70%")
    (anno,) = vista.relazione.anni
    assert (anno.anno, anno.totale.grado) == (2023, valutazione(chiusa).ente.valore)
    testo = parole_di(vista)
    assert compatto("Confronto con il 2023, l’ultimo anno chiuso.") in testo
    assert compatto("meno ambiziosi dell’ultimo target precedente dello stesso indicatore: 1.") in testo


def _anno_dopo(cast: Cast, prima: Rendicontazione) -> Rendicontazione:
    return apri_rendicontazione(
        piano=prima.piano,
        anno=2024,
        finestra_dal=ADESSO,
        finestra_al=ADESSO + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )


@pytest.mark.parametrize(("codice", "anno"), FAMIGLIE)
def test_the_chart_of_the_bands_has_the_figures_of_the_table(codice: str, anno: int) -> None:
    vista = vista_con_risultati(codice, anno)
    righe = [r for s in vista.piano.schede for r in obiettivo_annuale(vista, s).righe]
    fasce = per_fascia(righe)
    assert sum(numero for _, numero in fasce) == len(righe)
    assert _scritte(grafico_fasce(anno, fasce)) == [testo for nome, numero in fasce for testo in (nome, str(numero))]


def test_the_chart_of_the_schede_has_the_grades_of_the_summary() -> None:
    vista = vista_con_risultati("asc-insieme-2023-2025", 2023)
    obiettivi = [obiettivo_annuale(vista, scheda) for scheda in vista.piano.schede]
    assert _scritte(grafico_schede(vista, obiettivi)).count("77,78 %") == len(obiettivi) == 5


def test_with_too_many_schede_the_chart_shows_the_groups() -> None:
    vista = vista_con_risultati("asc-insieme-2023-2025", 2023)
    vista.piano.schede = [
        SchedaDati(
            str(n), f"Scheda numero {n}", indicatori=[IndicatoreDati(f"{n}.1", "Fatto", previsioni={2023: "SI"})]
        )
        for n in range(BARRE_MASSIME + 5)
    ]
    vista.schede = {str(n): GradoVista(Fraction(n % 2), ("no", "sì")[n % 2], "", 1, 1) for n in range(30)}
    obiettivi = [obiettivo_annuale(vista, scheda) for scheda in vista.piano.schede]
    assert schede_per_fascia(obiettivi) == [("sì", 15), ("no", 15)]
    assert _scritte(grafico_schede(vista, obiettivi)) == ["sì", "15", "no", "15"]
    html = next(s for s in sezioni_di(vista, "relazione") if s.modello == "relazione_confronti")
    stampato = render_to_string("relazioni/relazione_confronti.html", {"vista": vista, **html.contesto})
    assert stampato.index("anno 2023</td>") < stampato.index("Schede per fascia")


def test_the_years_are_drawn_when_there_is_more_than_one() -> None:
    vista = vista_con_risultati("asc-insieme-2023-2025", 2023)
    assert grafico_anni(vista, ()) is None
    prima = AnnoChiusoVista(2022, "Piano 2021-2023", GradoVista(Fraction(9, 10), "raggiunto"))
    grafico = grafico_anni(vista, (prima,))
    assert grafico is not None
    assert _scritte(grafico) == ["90,00 %", "2022", "82,00 %", "2023"]
    vista.relazione = RelazioneVista(anni=(prima,))
    assert compatto("È di un’altra edizione, «Piano 2021-2023»") in parole_di(vista)


def _scritte(grafico: str) -> list[str]:
    """The texts of a chart, without the names of its lines (0 %, 25 %, ...)."""
    testi = [voce.text or "" for voce in ElementTree.fromstring(grafico).iter(f"{SVG}text")]
    return [testo for testo in testi if testo not in TACCHE]


def test_every_figure_has_its_alternative_text() -> None:
    with pikepdf.open(BytesIO(pdf_di("asc-insieme-2023-2025", 2023, "relazione"))) as pdf:
        figure = [voce for voce in _elementi(pdf.Root.StructTreeRoot.K) if voce.get("/S") == "/Figure"]
        assert len(figure) == 2
        assert all(re.search(r"^\w.+: \d", str(voce.Alt)) for voce in figure)


def _elementi(nodo: Any) -> list[Any]:
    if isinstance(nodo, pikepdf.Array):
        return [voce for figlio in nodo for voce in _elementi(figlio)]
    if not isinstance(nodo, pikepdf.Dictionary):
        return []
    return [nodo, *(_elementi(nodo.K) if "/K" in nodo else [])]
