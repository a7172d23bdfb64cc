"""What the views of a year and of a result have in common: finding it, or 404."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione import permissions
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.completamento import SEGUONO
from rendicontazione.selectors.elenchi import VEDONO_TUTTO
from rendicontazione.selectors.pagine import rendicontazione_dell_anno, risultato_di

ASSENTE = "Questa pagina non esiste, o non è visibile con il tuo accesso."


def o_404(oggetto: Any) -> Any:
    if oggetto is None:
        raise Http404(ASSENTE)
    return oggetto


class VistaAnno(VistaEnte):
    """A page of `<piano>/<anno>`."""

    @cached_property
    def rendicontazione(self) -> Rendicontazione:
        trovata = rendicontazione_dell_anno(self.ente, self.kwargs["piano"], self.kwargs["anno"])
        return o_404(trovata)

    @property
    def indirizzo_quadro(self) -> str:
        anno = {"ente": self.ente.codice, "piano": self.kwargs["piano"], "anno": self.kwargs["anno"]}
        return reverse("quadro", kwargs=anno)


class VistaRisultato(VistaEnte):
    """A page of one result, which the person may see (else 403 with the sentence)."""

    @cached_property
    def risultato(self) -> Risultato:
        return self.leggi_risultato()

    def leggi_risultato(self) -> Risultato:
        risultato: Risultato = o_404(risultato_di(self.ente, self.kwargs["risultato"]))
        permissions.controlla_puo_vedere(self.request.user, risultato)
        return risultato


def controlla_vede_il_quadro(vista: VistaEnte) -> None:
    """The dashboards show everybody's results: not for who is only a responsabile."""
    controlla_ruolo(vista.request.user, vista.ente, *VEDONO_TUTTO, per="vedere il quadro dell'anno")


def segue_il_completamento(vista: VistaEnte) -> bool:
    return bool(vista.ruoli & set(SEGUONO))


def vede_il_quadro(vista: VistaEnte) -> bool:
    return bool(vista.ruoli & set(VEDONO_TUTTO))
