"""The page of the register, and its export."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.elenchi import Elenco
from rendicontazione.registro.esportazione import righe_csv
from rendicontazione.registro.forms import FiltroRegistro
from rendicontazione.registro.permissions import controlla_puo_leggere
from rendicontazione.registro.selectors import Registro
from rendicontazione.registro.tables import RegistroTable
from rendicontazione.sigillo.radici import radice_dell_ente


class RegistroView(Elenco, VistaEnte):
    tabella = RegistroTable
    filtro: ClassVar[Any] = FiltroRegistro
    pagina = "rendicontazione/registro/registro.html"

    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        controlla_puo_leggere(request.user, self.ente)
        return self.mostra_elenco(
            request,
            Registro(self.ente),
            oggetto=request.GET.get("oggetto", ""),
            sigillo=radice_dell_ente(self.ente),
        )


class RegistroCsvView(VistaEnte):
    def get(self, request: HttpRequest, ente: str) -> StreamingHttpResponse:
        controlla_puo_leggere(request.user, self.ente)
        registro = FiltroRegistro(request.GET, queryset=Registro(self.ente), request=request).qs
        risposta = StreamingHttpResponse(righe_csv(registro), content_type="text/csv; charset=utf-8")
        risposta["Content-Disposition"] = f'attachment; filename="registro-{self.ente.codice}.csv"'
        risposta["Cache-Control"] = "private, no-store"
        return risposta
