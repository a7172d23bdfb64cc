"""Forzatura and neutralizzazione: asked by the direttore, decided by the Nucleo, the computed grade always beside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.enums import EsitoGiudizio, StatoRendicontazione, StatoRichiesta, StatoRisultato, TipoRichiesta
from rendicontazione.models import Richiesta
from rendicontazione.nucleo.selectors import conti_delle_richieste, richieste_di
from rendicontazione.nucleo.services.richieste import (
    accogli_richiesta,
    chiedi_al_nucleo,
    respingi_richiesta,
    ritira_richiesta,
)
from rendicontazione.selectors.esaminato import esaminato
from rendicontazione.selectors.valutazione import valutazione
from rendicontazione.verifiche import differenze
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.nucleo import lavoro
from tests.rendicontazione.test_permessi import PERSONE
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


def test_a_granted_forzatura_is_an_opinion_with_its_reason_and_keeps_the_computed_grade(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    richiesta = lavoro.forzatura(cast, "1.3")
    accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO, risposta="D'accordo.")
    risultato = scenari.risultato_di("1.3")
    assert (risultato.stato, risultato.grado, risultato.grado_rettificato) == (
        StatoRisultato.RETTIFICATO,
        Decimal("0.75"),
        Decimal("0.9"),
    )
    giudizio = risultato.giudizi.get()
    assert giudizio.motivo == (
        "Forzatura del grado su richiesta di Dario Dirigente: Il bando è slittato.\nIl Nucleo: D'accordo."
    )
    assert (giudizio.grado_calcolato, giudizio.grado_rettificato) == (Decimal("0.75"), Decimal("0.9"))
    letto = esaminato(risultato)
    assert (letto.calcolato.valore, letto.che_conta.valore) == (Fraction(3, 4), Fraction(9, 10))


@pytest.mark.parametrize("stato", [StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA, StatoRisultato.RINVIATO])
def test_what_was_never_sent_may_be_neutralised_and_leaves_the_means(cast: Cast, stato: StatoRisultato) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    if stato == StatoRisultato.BOZZA:
        scenari.bozza(cast, "1.3", "60")
    if stato == StatoRisultato.RINVIATO:
        scenari.inviato(cast, "1.3", "60")
        scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    richiesta = lavoro.neutralizzazione(cast, "1.3")
    accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO)
    risultato = scenari.risultato_di("1.3")
    assert risultato.stato == StatoRisultato.NON_VALUTABILE
    assert (risultato.inviato_da, risultato.deciso_da) == (cast.direttore, cast.nucleo)
    assert "su richiesta di Dario Dirigente" in risultato.motivo
    voce = next(v for s in valutazione(rendicontazione).schede for v in s.indicatori if v.risultato == risultato)
    assert (voce.grado.valore, voce.grado.stato.value) == (None, "non_valutabile")
    assert list(differenze()) == []


def test_a_rejected_request_needs_an_answer_and_leaves_the_result_to_be_judged(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    richiesta = lavoro.forzatura(cast, "1.3")
    with pytest.raises(DatiNonValidi, match="perché la richiesta è respinta"):
        respingi_richiesta(richiesta=richiesta, risposta=" ", utente=cast.nucleo, adesso=ADESSO)
    respingi_richiesta(richiesta=richiesta, risposta="Il dato è certo.", utente=cast.nucleo, adesso=ADESSO)
    assert scenari.risultato_di("1.3").stato == StatoRisultato.TRASMESSO
    scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO, "")
    with pytest.raises(AzioneNegata, match="già chiusa: respinta"):
        accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO)


def test_the_opinion_waits_for_the_request_to_be_answered(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    lavoro.forzatura(cast, "1.3")
    with pytest.raises(AzioneNegata, match="decidi prima quella"):
        scenari.giudicato(cast, "1.3", EsitoGiudizio.CONFERMATO, "")


def test_a_waiting_request_blocks_the_validation_with_a_sentence(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    richiesta = lavoro.neutralizzazione(cast, "1.2")
    chiusure.in_validazione(cast, rendicontazione)
    with pytest.raises(AzioneNegata, match="1 richiesta attende ancora la risposta"):
        scenari.valida(cast, rendicontazione)
    accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO)
    assert scenari.valida(cast, rendicontazione).stato == StatoRendicontazione.VALIDATA


def test_only_who_asked_takes_a_request_back(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    richiesta = lavoro.neutralizzazione(cast, "1.2")
    for persona in set(PERSONE) - {"direttore"}:
        with pytest.raises(AzioneNegata, match="chi l'ha fatta"):
            ritira_richiesta(richiesta=richiesta, utente=cast.per_nome(persona), adesso=ADESSO)
    ritira_richiesta(richiesta=richiesta, utente=cast.direttore, adesso=ADESSO)
    assert conti_delle_richieste(rendicontazione) == {"in_attesa": 0, "accolta": 0, "respinta": 0, "ritirata": 1}
    assert lavoro.neutralizzazione(cast, "1.2").stato == StatoRichiesta.IN_ATTESA
    assert [voce.stato for voce in richieste_di(rendicontazione)] == ["in_attesa", "ritirata"]


@pytest.mark.parametrize(
    ("tipo", "motivo", "grado", "campo"),
    [
        ("altro", "Perché", None, "tipo"),
        (TipoRichiesta.FORZATURA, " ", "0.5", "motivo"),
        (TipoRichiesta.FORZATURA, "Perché", None, "grado_chiesto"),
        (TipoRichiesta.FORZATURA, "Perché", "1.5", "grado_chiesto"),
    ],
)
def test_an_impossible_request_is_refused_with_its_field(
    cast: Cast, tipo: str, motivo: str, grado: str | None, campo: str
) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    with pytest.raises(DatiNonValidi) as rifiuto:
        chiedi_al_nucleo(
            risultato=scenari.risultato_di("1.3"),
            tipo=tipo,
            motivo=motivo,
            grado_chiesto=Decimal(grado) if grado else None,
            utente=cast.direttore,
            adesso=ADESSO,
        )
    assert list(rifiuto.value.errori) == [campo]


def test_what_may_be_asked_depends_on_the_result(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    with pytest.raises(AzioneNegata, match="invia prima il risultato"):
        lavoro.forzatura(cast, "1.3")
    scenari.inviato(cast, "1.3", "60")
    lavoro.forzatura(cast, "1.3")
    with pytest.raises(AzioneNegata, match="già una richiesta in attesa"):
        lavoro.neutralizzazione(cast, "1.3")
    scenari.inviato(cast, "1.1", "SI")
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO, "")
    with pytest.raises(AzioneNegata, match="ha già deciso"):
        lavoro.neutralizzazione(cast, "1.1")


def test_a_granted_forzatura_of_a_result_no_longer_waiting_is_refused_whole(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "60")
    richiesta = lavoro.forzatura(cast, "1.3")
    Richiesta.objects.filter(pk=richiesta.pk).update(stato="ritirata", decisa_da=cast.direttore, decisa_il=ADESSO)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    Richiesta.objects.filter(pk=richiesta.pk).update(stato="in_attesa", decisa_da=None, decisa_il=None)
    with pytest.raises(AzioneNegata, match="si può solo respingere"):
        accogli_richiesta(richiesta=richiesta, utente=cast.nucleo, adesso=ADESSO)
    assert Richiesta.objects.get().stato == StatoRichiesta.IN_ATTESA


def test_the_database_refuses_a_second_waiting_request_and_a_decision_without_who(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    richiesta = lavoro.neutralizzazione(cast, "1.2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Richiesta.objects.create(
            risultato=richiesta.risultato,
            tipo=TipoRichiesta.NEUTRALIZZAZIONE,
            motivo="Ancora",
            chiesta_da=cast.direttore,
            chiesta_il=ADESSO,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Richiesta.objects.update(stato=StatoRichiesta.ACCOLTA)
