"""The chapters of the copy: the form of one, and taking one away. `posto` is its place in the copy, from 1."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from indicatori.motore.documento import CapitoloDati, PianoDati
from indicatori.rimodulazione import copia, permissions, services
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.views.basi import VistaProposta, modifica_vista
from indicatori.rimodulazione.views.copia import Modulo
from obiettivi.capitoli.forms import CapitoloForm
from obiettivi.markdown import in_html
from pianoperf.web.rifiuti import Rifiuto


def capitolo_o_404(dati: PianoDati, posto: int) -> CapitoloDati:
    if not 1 <= posto <= len(dati.capitoli):
        raise Http404("Questo capitolo non c'è nella proposta.")
    return dati.capitoli[posto - 1]


class ModuloCapitolo(Modulo):
    """ "anteprima" shows the text as it will be read and saves nothing."""

    pagina = "capitolo"
    capitolo: CapitoloDati | None

    def post(self, request: HttpRequest, ente: str, **dove: Any) -> HttpResponse:
        if "anteprima" not in request.POST:
            return super().post(request, ente, **dove)
        self.carica_modulo(**dove)
        return self._pagina(self.form(request.POST))

    def carica_modulo(self, **dove: Any) -> None:
        self.dati = da_json(self.carica_proposta(dove["piano"], dove["rimodulazione"]).dati)
        self.capitolo = capitolo_o_404(self.dati, dove["posto"]) if "posto" in dove else None
        permissions.controlla_puo_modificare(self.request.user, self.rimodulazione)

    def form(self, dati: Any) -> CapitoloForm:
        dopo = [(str(posto), voce.titolo_intero) for posto, voce in enumerate(self.dati.capitoli, start=1)]
        return CapitoloForm(dati, capitolo=self.capitolo, dopo=dopo)

    def titolo(self) -> str:
        return f"Capitolo {self.capitolo.chiave}" if self.capitolo else "Capitolo in più"

    def cambia(self, dati: PianoDati, campi: dict[str, Any]) -> None:
        copia.scrivi_capitolo(dati, self.capitolo.chiave if self.capitolo else "", campi)

    def di_che(self) -> dict[str, Any]:
        return {"capitolo": self.capitolo}

    def fatto(self) -> HttpResponse:
        return self.torna(ancora="#cambiamenti")

    def altro(self, form: Any) -> dict[str, Any]:
        """The text rendered, when it is asked for and can be."""
        if "anteprima" in self.request.POST and form.is_valid():
            return {"anteprima": in_html(form.cleaned_data["testo"], 3, cornici=True)}
        return {}


class TogliCapitolo(VistaProposta):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int, posto: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        chiave = capitolo_o_404(da_json(voce.dati), posto).chiave
        try:
            services.modifica_rimodulazione(
                rimodulazione=voce,
                modifica=modifica_vista(request),
                utente=request.user,
                cambia=lambda dati: copia.togli_capitolo(dati, chiave),
            )
        except Rifiuto as rifiuto:
            self.rifiuta(rifiuto)
        else:
            messages.success(request, f"Tolto dalla proposta: capitolo {chiave}.")
        return self.torna(ancora="#cambiamenti")
