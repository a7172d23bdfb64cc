"""The page of deputies: the list, a new one, the end of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.organizzazione.deleghe import permissions, selectors
from pianoperf.organizzazione.deleghe.forms import DelegaForm
from pianoperf.organizzazione.deleghe.services import delega, revoca_delega
from pianoperf.organizzazione.models import Delega
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi


class DelegheView(VistaEnte):
    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._pagina(DelegaForm(self.ente, request.user))

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = DelegaForm(self.ente, request.user, request.POST)
        if not form.is_valid():
            return self._pagina(form, status=422)
        dati = form.cleaned_data
        try:
            data = delega(
                ente=self.ente,
                delegante=dati["incarico"].utente,
                delegato=dati["delegato"],
                ruolo=dati["incarico"].ruolo,
                dal=dati["dal"],
                al=dati["al"],
                motivo=dati["motivo"],
                utente=request.user,
                adesso=timezone.now(),
            )
        except DatiNonValidi as errori:
            for campo, frasi in errori.errori.items():
                form.add_error(campo if campo in form.fields else None, frasi)
            return self._pagina(form, status=422)
        except AzioneNegata as negata:
            form.add_error(None, str(negata))
            return self._pagina(form, status=422)
        messages.success(request, f"{data.delegato} può agire al posto di {data.delegante} fino al {data.al:%d/%m/%Y}.")
        return redirect("deleghe", ente=self.ente.codice)

    def _pagina(self, form: DelegaForm, *, status: int = 200) -> HttpResponse:
        permissions.controlla_puo_vedere(self.request.user, self.ente)
        contesto = {"form": form, "righe": selectors.deleghe_di(self.ente, self.request.user)}
        return render(self.request, "organizzazione/deleghe/deleghe.html", contesto, status=status)


class RevocaDelegaView(VistaEnte):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, delega: int) -> HttpResponse:
        permissions.controlla_puo_vedere(request.user, self.ente)
        visibili = {riga.delega.pk for riga in selectors.deleghe_di(self.ente, request.user)}
        trovata = Delega.objects.filter(ente=self.ente, pk=delega, pk__in=visibili).first()
        if trovata is None:
            raise Http404("Questa delega non esiste, o non è visibile con il tuo accesso.")
        revoca_delega(delega=trovata, utente=request.user, adesso=timezone.now())
        messages.success(request, f"La delega a {trovata.delegato} è ritirata da subito.")
        return redirect("deleghe", ente=self.ente.codice)
