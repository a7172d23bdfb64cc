"""The states of a year, of its results and of the requests about them, reached by replaying the services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pianoperf.organizzazione.models import Persona
from rendicontazione.calendario.services import concedi_proroga
from rendicontazione.enums import EsitoGiudizio, EsitoValidazione, Periodo, TipoRichiesta
from rendicontazione.models import Profilo, Proroga, Rendicontazione, Richiesta
from rendicontazione.nucleo.services.richieste import (
    accogli_richiesta,
    chiedi_al_nucleo,
    respingi_richiesta,
    ritira_richiesta,
)
from rendicontazione.services.anno import valida_rendicontazione
from rendicontazione.tavola import voci
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import ADESSO, Cast

Cose = dict[str, Any]
Scena = Callable[[Cast], Cose]
# after the window of the scenarios (thirty days) and before any extension ends
DOPO_LA_FINESTRA = ADESSO + timedelta(days=40)


# the year


def _anno(rendicontazione: Rendicontazione) -> Cose:
    return {"rendicontazione": Rendicontazione.objects.select_related("piano__ente").get(pk=rendicontazione.pk)}


def _in_preparazione(cast: Cast) -> Cose:
    piano = scenari.piano_approvato(cast)
    profilo = Profilo.objects.create(ente=cast.ente, anno=2023, regole={})
    return _anno(Rendicontazione.objects.create(piano=piano, anno=2023, profilo=profilo))


def _manca_un_giudizio(cast: Cast) -> Cose:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    return _anno(scenari.porta_al_nucleo(cast, anno))


def _trasmessa(cast: Cast) -> Cose:
    anno = scenari.anno_aperto(cast)
    scenari.trasmetti_rendicontazione(rendicontazione=anno, utente=cast.direttore, adesso=ADESSO)
    return _anno(anno)


def _non_validata(cast: Cast) -> Cose:
    chiusa = valida_rendicontazione(
        rendicontazione=chiusure.in_validazione(cast),
        esito=EsitoValidazione.NON_VALIDATA,
        osservazioni="I dati non si ricostruiscono.",
        utente=cast.nucleo,
        adesso=ADESSO,
    )
    return _anno(chiusa)


def _con(passo: Callable[[Cast], Rendicontazione]) -> Scena:
    return lambda cast: _anno(passo(cast))


# a result: 1.1 is of the responsabile of the cast


def _risultato(prepara: Callable[[Cast], object], codice: str = "1.1") -> Scena:
    def scena(cast: Cast) -> Cose:
        prepara(cast)
        return {"risultato": scenari.risultato_di(codice), "adesso": ADESSO}

    return scena


def _a_finestra_chiusa(cast: Cast) -> Cose:
    _in_bozza(cast)
    return {"risultato": scenari.risultato_di("1.1"), "adesso": DOPO_LA_FINESTRA}


def _prorogato(cast: Cast) -> Cose:
    cose = _a_finestra_chiusa(cast)
    proroga(cast)
    return cose


def _in_bozza(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")


def _inviato(cast: Cast) -> Rendicontazione:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    return anno


def _poi(esito: EsitoGiudizio, prima: Callable[[Cast], object]) -> Callable[[Cast], None]:
    def passo(cast: Cast) -> None:
        prima(cast)
        scenari.giudicato(cast, "1.1", esito, "Il dato è di un altro anno")

    return passo


def _bozza_al_nucleo(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")
    scenari.trasmetti_rendicontazione(rendicontazione=anno, utente=cast.direttore, adesso=ADESSO)


def _inviato_al_nucleo(cast: Cast) -> None:
    scenari.trasmetti_rendicontazione(rendicontazione=_inviato(cast), utente=cast.direttore, adesso=ADESSO)


# a request


def _richiesta(prepara: Callable[[Cast], object] = _inviato) -> Callable[[Cast], Richiesta]:
    def scena(cast: Cast) -> Richiesta:
        prepara(cast)
        return chiedi_al_nucleo(
            risultato=scenari.risultato_di("1.1"),
            tipo=TipoRichiesta.NEUTRALIZZAZIONE,
            motivo="Il servizio è passato al Comune.",
            utente=cast.direttore,
            adesso=ADESSO,
        )

    return scena


def _letta(richiesta: Richiesta) -> Cose:
    return {
        "richiesta": Richiesta.objects.select_related("risultato__rendicontazione__piano__ente").get(pk=richiesta.pk)
    }


def _in_attesa_in_validazione(cast: Cast) -> Cose:
    richiesta = _richiesta()(cast)
    scenari.porta_al_nucleo(cast, richiesta.risultato.rendicontazione)
    return _letta(richiesta)


def _accolta(cast: Cast) -> Cose:
    return _letta(accogli_richiesta(richiesta=_richiesta()(cast), utente=cast.nucleo, adesso=ADESSO))


def _respinta(cast: Cast) -> Cose:
    return _letta(respingi_richiesta(richiesta=_richiesta()(cast), risposta="No", utente=cast.nucleo, adesso=ADESSO))


def _ritirata(cast: Cast) -> Cose:
    return _letta(ritira_richiesta(richiesta=_richiesta()(cast), utente=cast.direttore, adesso=ADESSO))


# an extension


def proroga(cast: Cast) -> Proroga:
    return concedi_proroga(
        rendicontazione=Rendicontazione.objects.get(),
        persona=Persona.objects.get(cognome="Rossi"),
        periodo=Periodo.FINALE,
        fino_al=ADESSO + timedelta(days=60),
        motivo="Malattia",
        utente=cast.amministratrice,
        adesso=ADESSO,
    )


RINVIATO, CONFERMATO = EsitoGiudizio.RINVIATO, EsitoGiudizio.CONFERMATO
SCENE: dict[str, tuple[Scena, ...]] = {
    voci.ANNO.nome: (
        _in_preparazione,
        _con(scenari.anno_aperto),
        _trasmessa,
        _manca_un_giudizio,
        _con(chiusure.in_validazione),
        _con(chiusure.validata),
        _non_validata,
        _con(chiusure.approvata),
        _con(chiusure.pubblicata),
        _con(chiusure.riaperta),
    ),
    voci.RISULTATO.nome: (
        _risultato(scenari.anno_aperto),
        _risultato(_in_bozza),
        _risultato(_inviato),
        _risultato(_poi(RINVIATO, _inviato)),
        _risultato(_poi(CONFERMATO, _inviato)),
        _a_finestra_chiusa,
        _prorogato,
        _risultato(_bozza_al_nucleo),
        _risultato(_inviato_al_nucleo),
        _risultato(_manca_un_giudizio),
        _risultato(_poi(RINVIATO, _manca_un_giudizio)),
        _risultato(_poi(CONFERMATO, _manca_un_giudizio)),
        _risultato(chiusure.validata),
        _risultato(chiusure.validata, "1.2"),
        _risultato(chiusure.riaperta),
        _risultato(_poi(RINVIATO, chiusure.riaperta)),
    ),
    voci.RICHIESTA.nome: (
        lambda cast: _letta(_richiesta()(cast)),
        _in_attesa_in_validazione,
        _accolta,
        _respinta,
        _ritirata,
    ),
}
