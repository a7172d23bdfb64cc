"""What the page of a preview shows: the figures of the import, and page by page what its carta holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_tables2 import RequestConfig, Table

from indicatori.importazione import permissions
from indicatori.importazione.archivio_carte import carta_di
from indicatori.importazione.carta import Carta
from indicatori.importazione.forms import ConfermaForm
from indicatori.importazione.raccolta import senza_raccolta
from indicatori.importazione.rami import Ramo, ramo
from indicatori.importazione.tables import LetturaTable, NomeTable, RilievoPianoTable, RilievoTable, RisultatoTable
from indicatori.models import Importazione

DEL_FOGLIO = "IMP-"
LETTURA_PROPOSTA = "IMP-LETTURA-PROPOSTA"
PER_PAGINA = 50


def contesto(request: HttpRequest, importazione: Importazione) -> dict[str, Any]:
    """For every page of one import; without a carta (not examined yet, or its file lost) there are only figures."""
    anteprima = importazione.anteprima
    carta = carta_di(importazione)
    return {
        "importazione": importazione,
        "anteprima": anteprima,
        "dettaglio_perso": carta is None and "conteggi" in anteprima,
        "risultati": _tabella(request, RisultatoTable(anteprima.get("risultati_diversi", []))),
        "form": ConfermaForm(),
        "motivo": permissions.motivo_contro_la_conferma(request.user, importazione),
        "proposta": permissions.diventa_una_proposta(importazione.piano, anteprima.get("cambiamenti", 0)),
        **(_dettaglio(request, carta) if carta else {}),
    }


@senza_raccolta()
def ramo_di(importazione: Importazione, posto: str, da: int) -> Ramo | None:
    """A branch of the tree of differences; None when it is not there, or no tree is."""
    carta = carta_di(importazione)
    return ramo(carta.radice, posto, da) if carta and carta.radice else None


@senza_raccolta()
def _dettaglio(request: HttpRequest, carta: Carta) -> dict[str, Any]:
    # The doubts have a form of their own on the page.
    rilievi = [rilievo for rilievo in carta.rilievi if rilievo.codice != LETTURA_PROPOSTA]
    del_foglio = [rilievo for rilievo in rilievi if rilievo.codice.startswith(DEL_FOGLIO)]
    del_piano = [rilievo for rilievo in rilievi if not rilievo.codice.startswith(DEL_FOGLIO)]
    return {
        "ramo": ramo(carta.radice) if carta.radice else None,
        "rilievi": _tabella(request, RilievoTable(del_foglio)),
        "rilievi_del_piano": _tabella(request, RilievoPianoTable(del_piano)),
        "letture": _tabella(request, LetturaTable(carta.letture)),
        "nomi": _tabella(request, NomeTable(carta.nomi)),
    }


def _tabella(request: HttpRequest, tabella: Table) -> Any:
    return RequestConfig(request, paginate={"per_page": PER_PAGINA, "silent": True}).configure(tabella)
