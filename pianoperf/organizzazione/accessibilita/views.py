"""The public page on accessibility, and the form of what it says of a body."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pianoperf.organizzazione.accessibilita.forms import DichiarazioneForm
from pianoperf.organizzazione.accessibilita.permissions import controlla_puo_dichiarare
from pianoperf.organizzazione.accessibilita.selectors import ente_che_dichiara
from pianoperf.organizzazione.accessibilita.services import scrivi_dichiarazione
from pianoperf.organizzazione.viste import VistaEnte

SALVATA = "Salvato: il collegamento in fondo alle pagine porta dove hai scritto."


def accessibilita(request: HttpRequest) -> HttpResponse:
    """Open to anybody; `?ente=` adds what that body has written of itself."""
    return render(request, "web/accessibilita.html", {"dichiara": ente_che_dichiara(request.GET.get("ente", ""))})


class DichiarazioneView(VistaEnte):
    def get(self, request: HttpRequest, ente: str) -> HttpResponse:
        return self._pagina(DichiarazioneForm(self.ente))

    def post(self, request: HttpRequest, ente: str) -> HttpResponse:
        form = DichiarazioneForm(self.ente, request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        scrivi_dichiarazione(
            ente=self.ente,
            dichiarazione=form.cleaned_data["dichiarazione_accessibilita"],
            contatto=form.cleaned_data["contatto_accessibilita"],
            utente=request.user,
        )
        messages.success(request, SALVATA)
        return redirect("dichiarazione", ente=self.ente.codice)

    def _pagina(self, form: DichiarazioneForm, *, stato: int = 200) -> HttpResponse:
        controlla_puo_dichiarare(self.request.user, self.ente)
        return render(self.request, "organizzazione/dichiarazione.html", {"form": form}, status=stato)
