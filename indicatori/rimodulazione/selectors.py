"""Reads of versions and proposals. Whether a person may see a proposal is said by permissions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from indicatori.rimodulazione.fronte import PROPOSTA, Capo, capo_di, capo_proposto
from obiettivi.enums import StatoRimodulazione
from obiettivi.models import Piano, Rimodulazione, Versione


@dataclass(frozen=True, slots=True)
class RigaVersione:
    """A version and the change that made it; `rimodulazione` is None for the first approval."""

    versione: Versione
    rimodulazione: Rimodulazione | None

    @property
    def cambiamenti(self) -> int:
        return len(self.rimodulazione.motivi) if self.rimodulazione else 0


def righe_versioni(piano: Piano) -> list[RigaVersione]:
    """Newest first, in two queries, without the plans they keep."""
    versioni = piano.versioni.select_related("atto", "approvata_da").defer("dati").order_by("-numero")
    approvate = piano.rimodulazioni.filter(stato=StatoRimodulazione.APPROVATA).defer("dati")
    per_versione = {voce.versione_id: voce for voce in approvate}
    return [RigaVersione(versione, per_versione.get(versione.pk)) for versione in versioni]


def rimodulazioni_di(piano: Piano) -> QuerySet[Rimodulazione]:
    return piano.rimodulazioni.select_related("base", "versione__atto", "proposta_da", "piano__ente")


def proposta_aperta(piano: Piano) -> Rimodulazione | None:
    return rimodulazioni_di(piano).filter(stato=StatoRimodulazione.PROPOSTA).first()


def rimodulazione_o_404(piano: Piano, pk: int) -> Rimodulazione:
    trovata = rimodulazioni_di(piano).filter(pk=pk).select_related("base__atto").first()
    if trovata is None:
        raise Http404("Questa rimodulazione non esiste, o non è visibile con il tuo accesso.")
    return trovata


def capi_di(piano: Piano, *, con_proposta: bool) -> list[tuple[str, str]]:
    """(value, label) of what may stand on one side: the versions, and the open proposal for who may see it."""
    numeri = piano.versioni.select_related("atto").defer("dati").order_by("numero")
    capi = [(str(versione.numero), f"Versione {versione.numero} - {versione.atto}") for versione in numeri]
    aperta = proposta_aperta(piano) if con_proposta else None
    return capi + ([(PROPOSTA, f"Proposta: {aperta.oggetto}")] if aperta else [])


def capo(piano: Piano, quale: str, *, con_proposta: bool) -> Capo:
    """The side of that value. Raises Http404."""
    if quale == PROPOSTA:
        aperta = proposta_aperta(piano) if con_proposta else None
        if aperta is not None:
            return capo_proposto(aperta)
    elif quale.isdecimal() and len(quale) < 5:
        versione = piano.versioni.select_related("atto").filter(numero=int(quale)).first()
        if versione is not None:
            return capo_di(versione)
    raise Http404("Questa versione del piano non esiste.")
