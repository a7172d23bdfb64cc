"""The Nucleo's work on a year as plain data: what the validation freezes and the verbale prints."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from rendicontazione.enums import EsitoValidazione
from rendicontazione.models import Rendicontazione, Richiesta
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.riscontri import riscontri_di
from rendicontazione.nucleo.selectors import (
    SedutaLetta,
    componenti_in_carica,
    criteri_di,
    richieste_di,
    sedute_di,
)

if TYPE_CHECKING:  # the selectors freeze this work in their snapshot: they import this room
    from rendicontazione.selectors.valutati import Valutazione


def lavoro_del_nucleo(valutazione: Valutazione) -> dict[str, Any]:
    """Outcome, members, sedute, requests and checklist; dates as YYYY-MM-DD, people by name."""
    rendicontazione = valutazione.rendicontazione
    sedute = sedute_di(rendicontazione)
    return {
        "esito": rendicontazione.esito,
        "esito_in_parole": esito_in_parole(rendicontazione),
        "osservazioni": rendicontazione.osservazioni,
        "componenti": _componenti(rendicontazione, sedute),
        "sedute": [_seduta(voce) for voce in sedute],
        "richieste": [_richiesta(voce) for voce in richieste_di(rendicontazione)],
        "criteri": _criteri(valutazione),
    }


def esito_in_parole(rendicontazione: Rendicontazione) -> str:
    """ "Validata con osservazioni"; "" while the Nucleo has not given one."""
    return EsitoValidazione(rendicontazione.esito).label if rendicontazione.esito else ""


def _componenti(rendicontazione: Rendicontazione, sedute: list[SedutaLetta]) -> list[dict[str, Any]]:
    """Who was in office the day of the validation, or of the last seduta while it is not given."""
    giorno = _giorno_che_vale(rendicontazione, sedute)
    in_carica = componenti_in_carica(rendicontazione.piano.ente, giorno) if giorno else []
    return [{"nome": voce.nome, "presidente": voce.presidente} for voce in in_carica]


def _giorno_che_vale(rendicontazione: Rendicontazione, sedute: list[SedutaLetta]) -> date | None:
    if rendicontazione.validata_il:
        return timezone.localdate(rendicontazione.validata_il)
    return sedute[-1].seduta.data if sedute else None


def _seduta(voce: SedutaLetta) -> dict[str, Any]:
    return {
        "data": voce.seduta.data.isoformat(),
        "luogo": voce.seduta.luogo,
        "presenti": [componente.nome for componente in voce.presenti],
        "quorum": voce.seduta.quorum,
        "difetto": voce.difetto,
        "resoconto": voce.seduta.resoconto,
    }


def _richiesta(voce: Richiesta) -> dict[str, Any]:
    indicatore = voce.risultato.previsione.indicatore
    return {
        "scheda": indicatore.scheda.codice,
        "codice": indicatore.codice,
        "indicatore": indicatore.descrizione,
        "tipo": voce.get_tipo_display(),
        "grado_chiesto": None if voce.grado_chiesto is None else str(voce.grado_chiesto.normalize()),
        "motivo": voce.motivo,
        "chiesta_da": str(voce.chiesta_da),
        "chiesta_il": _giorno(voce.chiesta_il),
        "stato": voce.get_stato_display(),
        "decisa_da": str(voce.decisa_da) if voce.decisa_da else "",
        "decisa_il": _giorno(voce.decisa_il),
        "risposta": voce.risposta,
    }


def _criteri(valutazione: Valutazione) -> list[dict[str, Any]]:
    risposte, riscontri = criteri_di(valutazione.rendicontazione), riscontri_di(valutazione)
    return [
        {
            "codice": domanda.codice,
            "titolo": domanda.titolo,
            "domanda": domanda.testo,
            "soddisfatto": risposta.soddisfatto if (risposta := risposte.get(domanda.codice)) else None,
            "nota": risposta.nota if risposta else "",
            "riscontri": [
                {"testo": voce.testo, "quanti": voce.quanti, "da_guardare": voce.da_guardare}
                for voce in riscontri[domanda.codice]
            ],
        }
        for domanda in DOMANDE
    ]


def _giorno(momento: datetime | None) -> str:
    return timezone.localdate(momento).isoformat() if momento else ""
