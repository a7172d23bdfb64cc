"""During the validation only the Nucleo writes: every other role is refused by every service."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.enums import EsitoGiudizio, StatoRisultato, TipoRichiesta
from rendicontazione.models import Rendicontazione, Richiesta
from rendicontazione.nucleo.completi import SOGLIA
from rendicontazione.nucleo.services.conferma import conferma_completi
from rendicontazione.nucleo.services.criteri import Risposta, rispondi_ai_criteri
from rendicontazione.nucleo.services.richieste import (
    accogli_richiesta,
    chiedi_al_nucleo,
    respingi_richiesta,
    ritira_richiesta,
)
from rendicontazione.nucleo.services.sedute import registra_seduta, togli_seduta
from rendicontazione.services.anno import (
    avvia_validazione,
    proroga_finestra,
    trasmetti_rendicontazione,
    valida_rendicontazione,
)
from rendicontazione.services.evidenze import allega_indirizzo
from rendicontazione.services.risultati import giudica_risultato, invia_risultato, salva_bozza
from tests import scenari
from tests.rendicontazione.nucleo import lavoro
from tests.rendicontazione.test_permessi import PERSONE
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


class Validazione:
    """A year in validation: 1.3 awaits its opinion, 2.1 has a request that waits, 1.1 was never sent."""

    def __init__(self, cast: Cast) -> None:
        lavoro.componenti(cast)
        self.anno = scenari.anno_aperto(cast)
        scenari.inviato(cast, "1.3", "80")
        scenari.inviato(cast, "2.1", "2")
        self.richiesta = lavoro.neutralizzazione(cast, "2.1")
        scenari.porta_al_nucleo(cast, self.anno)
        self.anno = Rendicontazione.objects.get(pk=self.anno.pk)
        self.seduta = lavoro.seduta(cast, self.anno)


def _bozza(v: Validazione) -> tuple[Callable[..., Any], dict[str, Any]]:
    mai_inviato = scenari.risultato_di("1.1")
    return salva_bozza, {
        "risultato": mai_inviato,
        "valori": [None],
        "nota": "",
        "causa": "",
        "fonte": "",
        "versione": mai_inviato.versione,
    }


SCRITTURE: dict[str, Callable[[Validazione], tuple[Callable[..., Any], dict[str, Any]]]] = {
    "salva": _bozza,
    "invia": lambda v: (invia_risultato, {"risultato": scenari.risultato_di("1.1")}),
    "allega": lambda v: (
        allega_indirizzo,
        {"risultato": scenari.risultato_di("1.1"), "indirizzo": "https://example.org/atto"},
    ),
    "giudica": lambda v: (giudica_risultato, {"risultato": scenari.risultato_di("1.3"), "esito": "confermato"}),
    "chiedi": lambda v: (
        chiedi_al_nucleo,
        {
            "risultato": scenari.risultato_di("1.3"),
            "tipo": TipoRichiesta.FORZATURA,
            "grado_chiesto": Decimal(1),
            "motivo": "Perché",
        },
    ),
    "ritira": lambda v: (ritira_richiesta, {"richiesta": v.richiesta}),
    "accogli": lambda v: (accogli_richiesta, {"richiesta": v.richiesta}),
    "respingi": lambda v: (respingi_richiesta, {"richiesta": v.richiesta, "risposta": "No"}),
    "seduta": lambda v: (registra_seduta, {"rendicontazione": v.anno, "data": lavoro.GIORNO, "presenti": []}),
    "togli_seduta": lambda v: (togli_seduta, {"seduta": v.seduta}),
    "criteri": lambda v: (rispondi_ai_criteri, {"rendicontazione": v.anno, "risposte": {"metodo": Risposta(True)}}),
    "conferma": lambda v: (
        conferma_completi,
        {"rendicontazione": v.anno, "scelti": [scenari.risultato_di("1.3").pk], "soglia": SOGLIA},
    ),
    "valida": lambda v: (valida_rendicontazione, {"rendicontazione": v.anno}),
    "trasmetti": lambda v: (trasmetti_rendicontazione, {"rendicontazione": v.anno}),
    "avvia": lambda v: (avvia_validazione, {"rendicontazione": v.anno}),
    "proroga": lambda v: (proroga_finestra, {"rendicontazione": v.anno, "finestra_al": ADESSO}),
}
SENZA_OROLOGIO = {"avvia", "proroga", "togli_seduta"}


@pytest.mark.parametrize("nome", SCRITTURE)
def test_every_other_role_is_refused(cast: Cast, nome: str) -> None:
    validazione = Validazione(cast)
    for persona in set(PERSONE) - {"nucleo"}:
        scrivi, argomenti = SCRITTURE[nome](validazione)
        orologio = {} if nome in SENZA_OROLOGIO else {"adesso": ADESSO}
        with pytest.raises(AzioneNegata):
            scrivi(**argomenti, utente=cast.per_nome(persona), **orologio)
    assert scenari.risultato_di("1.3").stato == StatoRisultato.TRASMESSO
    assert Richiesta.objects.get().stato == "in_attesa"


def test_what_the_nucleo_sent_back_is_the_exception(cast: Cast) -> None:
    Validazione(cast)
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    richiesta = lavoro.neutralizzazione(cast, "1.3")
    ritira_richiesta(richiesta=richiesta, utente=cast.direttore, adesso=ADESSO)
    assert scenari.inviato(cast, "1.3", "70").stato == StatoRisultato.TRASMESSO
