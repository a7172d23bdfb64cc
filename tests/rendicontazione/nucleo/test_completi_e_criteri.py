"""Confirming together, the checklist with its figures, the outcome, the snapshot, the discussion."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.enums import EsitoGiudizio, EsitoValidazione, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Giudizio, Istantanea, Rendicontazione, Risultato
from rendicontazione.nucleo.completi import SOGLIA, anteprima_conferma
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.riscontri import riscontri_di, riscontro
from rendicontazione.nucleo.selectors import criteri_di, discussione_di
from rendicontazione.nucleo.services.conferma import conferma_completi
from rendicontazione.nucleo.services.criteri import Risposta, rispondi_ai_criteri
from rendicontazione.nucleo.services.discussione import LUNGHEZZA_MASSIMA, intervieni
from rendicontazione.nucleo.services.richieste import accogli_richiesta
from rendicontazione.selectors.valutazione import fotografia, valutazione
from rendicontazione.services.anno import valida_rendicontazione
from rendicontazione.services.chiusura import approva_rendicontazione
from rendicontazione.services.evidenze import allega_indirizzo
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.nucleo import lavoro
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


def con_prova(cast: Cast, codice: str, *testi: str) -> Risultato:
    """Sent with a link as proof."""
    salvato = scenari.bozza(cast, codice, *testi)
    allega_indirizzo(risultato=salvato, indirizzo="https://example.org/atto", utente=cast.direttore, adesso=ADESSO)
    return scenari.inviato(cast, codice, *testi)


@pytest.fixture
def in_esame(cast: Cast) -> Rendicontazione:
    """1.1 complete; 1.3 at 75 %; 1.2 without source nor proof; 2.1 with a request; 1.4 never sent."""
    rendicontazione = scenari.anno_aperto(cast)
    con_prova(cast, "1.1", "SI")
    con_prova(cast, "1.3", "60")
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.inviato(cast, "2.1", "4")
    lavoro.neutralizzazione(cast, "2.1")
    scenari.porta_al_nucleo(cast, rendicontazione)
    return Rendicontazione.objects.get(pk=rendicontazione.pk)


def _conferma(cast: Cast, anno: Rendicontazione, codici: list[str], soglia: str = "1") -> list[Giudizio]:
    return conferma_completi(
        rendicontazione=anno,
        scelti=[scenari.risultato_di(codice).pk for codice in codici],
        soglia=Decimal(soglia),
        utente=cast.nucleo,
        adesso=ADESSO,
    )


def test_the_preview_says_what_is_complete_and_why_the_rest_is_not(in_esame: Rendicontazione) -> None:
    anteprima = anteprima_conferma(in_esame, SOGLIA)
    assert [v.risultato.previsione.indicatore.codice for v in anteprima.completi] == ["1.1"]
    perche = {v.risultato.previsione.indicatore.codice: v.perche for v in anteprima.esclusi}
    assert list(perche) == ["1.2", "1.3", "2.1"]
    assert "né la fonte" in perche["1.2"]
    assert "75,00 %, sotto la soglia" in perche["1.3"]
    assert "richiesta" in perche["2.1"]
    assert len(anteprima_conferma(in_esame, Decimal("0.75")).completi) == 2


def test_confirming_together_is_one_opinion_each(cast: Cast, in_esame: Rendicontazione) -> None:
    giudizi = _conferma(cast, in_esame, ["1.1", "1.3"], "0.75")
    assert len(giudizi) == 2
    assert {g.esito for g in Giudizio.objects.all()} == {EsitoGiudizio.CONFERMATO}
    risultato = scenari.risultato_di("1.3")
    assert (risultato.stato, risultato.deciso_da) == (StatoRisultato.CONFERMATO, cast.nucleo)
    assert risultato.giudizi.get().grado_calcolato == Decimal("0.75")
    assert risultato.events.filter(stato=StatoRisultato.CONFERMATO).count() == 1


@pytest.mark.parametrize("codici", [[], ["1.1", "1.3"], ["1.1", "2.1"]])
def test_one_that_is_not_complete_stops_them_all(cast: Cast, in_esame: Rendicontazione, codici: list[str]) -> None:
    with pytest.raises(DatiNonValidi) as rifiuto:
        _conferma(cast, in_esame, codici)
    assert list(rifiuto.value.errori) == ["scelti"]
    assert not Giudizio.objects.exists()


def test_they_are_confirmed_together_only_during_the_validation(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    con_prova(cast, "1.1", "SI")
    with pytest.raises(AzioneNegata, match="durante la validazione"):
        _conferma(cast, rendicontazione, ["1.1"])


def test_the_figures_of_the_checklist_are_those_of_the_year(in_esame: Rendicontazione) -> None:
    trovati = {r.chiave: r for voci in riscontri_di(valutazione(in_esame)).values() for r in voci}
    attesi = {
        "misurati": 5,
        "non_misurati": 0,
        "cambiati": 0,
        "senza_risultato": 1,
        "anticorruzione": 0,
        "incalcolabili": 0,
        "letture": 5,
        "senza_evidenza": 2,
        "senza_prova": 2,
        "sotto": 1,
        "senza_causa": 0,
        "in_ritardo": 0,
        "oltre_giugno": 0,
        "senza_atto": 0,
        "gradimento": 0,
    }
    assert {chiave: trovati[chiave].quanti for chiave in attesi} == attesi
    assert [voce.indicatore.codice for voce in trovati["senza_prova"].voci] == ["1.2", "2.1"]
    assert trovati["senza_risultato"].da_guardare
    assert not trovati["misurati"].da_guardare


def test_every_question_has_figures_and_every_figure_its_own_key(in_esame: Rendicontazione) -> None:
    per_codice = riscontri_di(valutazione(in_esame))
    assert list(per_codice) == [domanda.codice for domanda in DOMANDE]
    chiavi = [voce.chiave for voci in per_codice.values() for voce in voci]
    assert len(chiavi) == len(set(chiavi))
    assert all(per_codice.values())
    assert riscontro(valutazione(in_esame), "che_non_c_e") is None


def test_an_answer_is_kept_with_who_and_when_and_a_no_says_why(cast: Cast, in_esame: Rendicontazione) -> None:
    def rispondi(**risposte: Risposta) -> int:
        return rispondi_ai_criteri(rendicontazione=in_esame, risposte=risposte, utente=cast.nucleo, adesso=ADESSO)

    with pytest.raises(DatiNonValidi) as rifiuto:
        rispondi(metodo=Risposta(soddisfatto=True), chiarezza=Risposta(soddisfatto=False))
    assert list(rifiuto.value.errori) == ["chiarezza"]
    assert criteri_di(in_esame) == {}
    assert rispondi(metodo=Risposta(soddisfatto=True), chiarezza=Risposta(), coerenza=Risposta(nota="Da vedere")) == 2
    assert rispondi(metodo=Risposta(soddisfatto=True), coerenza=Risposta(soddisfatto=False, nota="Due target")) == 1
    risposte = criteri_di(in_esame)
    assert (risposte["coerenza"].soddisfatto, risposte["coerenza"].risposto_da) == (False, cast.nucleo)
    with pytest.raises(DatiNonValidi, match="non esiste"):
        rispondi(altro=Risposta())


@pytest.mark.parametrize("stato", [scenari.anno_aperto, chiusure.validata])
def test_the_checklist_is_answered_between_the_handing_over_and_the_end(cast: Cast, stato: Any) -> None:
    with pytest.raises(AzioneNegata):
        rispondi_ai_criteri(
            rendicontazione=stato(cast), risposte={"metodo": Risposta(True)}, utente=cast.nucleo, adesso=ADESSO
        )


@pytest.mark.parametrize("esito", [EsitoValidazione.CON_OSSERVAZIONI, EsitoValidazione.NON_VALIDATA])
def test_an_outcome_with_observations_closes_the_year_and_says_them(cast: Cast, esito: EsitoValidazione) -> None:
    rendicontazione = chiusure.in_validazione(cast)
    with pytest.raises(DatiNonValidi) as rifiuto:
        valida_rendicontazione(rendicontazione=rendicontazione, utente=cast.nucleo, adesso=ADESSO, esito=esito)
    assert list(rifiuto.value.errori) == ["osservazioni"]
    chiusa = valida_rendicontazione(
        rendicontazione=rendicontazione, utente=cast.nucleo, adesso=ADESSO, esito=esito, osservazioni="Mancano fonti."
    )
    assert (chiusa.stato, chiusa.esito, chiusa.osservazioni) == (StatoRendicontazione.VALIDATA, esito, "Mancano fonti.")
    assert Istantanea.objects.get().dati["nucleo"]["esito_in_parole"] == esito.label


def test_an_unknown_outcome_is_refused_and_the_database_wants_the_observations(cast: Cast) -> None:
    rendicontazione = chiusure.in_validazione(cast)
    with pytest.raises(DatiNonValidi, match="Scegli l'esito"):
        valida_rendicontazione(rendicontazione=rendicontazione, utente=cast.nucleo, adesso=ADESSO, esito="forse")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rendicontazione.objects.update(esito=EsitoValidazione.NON_VALIDATA)


def test_a_year_that_was_not_validated_is_not_approved_but_may_be_opened_again(cast: Cast) -> None:
    rendicontazione = chiusure.in_validazione(cast)
    chiusa = valida_rendicontazione(
        rendicontazione=rendicontazione, utente=cast.nucleo, adesso=ADESSO, esito="non_validata", osservazioni="No."
    )
    with pytest.raises(AzioneNegata, match="non ha validato il 2023"):
        approva_rendicontazione(rendicontazione=chiusa, utente=cast.amministratrice, adesso=ADESSO, **chiusure.DELIBERA)
    riaperta = chiusure.riapri(cast, chiusa).rendicontazione
    assert (riaperta.esito, riaperta.osservazioni) == ("", "")
    assert scenari.valida(cast, riaperta).esito == EsitoValidazione.VALIDATA
    esiti = [dati["nucleo"]["esito"] for dati in Istantanea.objects.order_by("numero").values_list("dati", flat=True)]
    assert esiti == ["non_validata", "validata"]


def test_the_snapshot_holds_sedute_requests_and_checklist(cast: Cast) -> None:
    lavoro.componenti(cast)
    rendicontazione = scenari.anno_aperto(cast)
    richiesta = lavoro.neutralizzazione(cast, "1.2")
    chiusure.in_validazione(cast, rendicontazione)
    accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO)
    lavoro.seduta(cast, rendicontazione)
    rispondi_ai_criteri(
        rendicontazione=rendicontazione, risposte={"metodo": Risposta(True)}, utente=cast.nucleo, adesso=ADESSO
    )
    chiusa = scenari.valida(cast, rendicontazione)
    dati = Istantanea.objects.get().dati
    nucleo = dati["nucleo"]
    assert fotografia(valutazione(chiusa)) == dati
    assert [(s["data"], s["presenti"], s["difetto"]) for s in nucleo["sedute"]] == [
        ("2024-01-30", ["Nora Nucleo", "Ivo Esempio"], "")
    ]
    assert [(r["codice"], r["stato"]) for r in nucleo["richieste"]] == [("1.2", "Accolta")]
    assert {c["codice"]: c["soddisfatto"] for c in nucleo["criteri"]}["metodo"] is True
    assert len(nucleo["criteri"]) == len(DOMANDE)
    assert [c["nome"] for c in nucleo["componenti"]] == ["Nora Nucleo", "Ivo Esempio", "Lia Prova"]


def test_the_nucleo_and_who_answers_for_it_talk_until_the_year_is_closed(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)

    def di(persona: str, codice: str = "1.1", testo: str = "Una domanda.") -> Any:
        risultato = scenari.risultato_di(codice)
        return intervieni(risultato=risultato, testo=testo, utente=cast.per_nome(persona), adesso=ADESSO)

    for persona in ("nucleo", "responsabile", "direttore", "amministratrice"):
        di(persona)
    for persona, codice in (("organo", "1.1"), ("estraneo", "1.1"), ("responsabile", "2.1")):
        with pytest.raises(AzioneNegata):
            di(persona, codice)
    for testo in (" ", "x" * (LUNGHEZZA_MASSIMA + 1)):
        with pytest.raises(DatiNonValidi):
            di("nucleo", testo=testo)
    assert [str(voce.scritto_da) for voce in discussione_di(scenari.risultato_di("1.1"))][:2] == [
        "Nora Nucleo",
        "Rita Rossi",
    ]
    chiusure.validata(cast, rendicontazione)
    with pytest.raises(AzioneNegata, match="chiuso dal Nucleo"):
        di("nucleo")
