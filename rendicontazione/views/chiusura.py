"""After the validation: approve the year by an act, publish it, open it again. Each asks before it does."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione import permissions
from rendicontazione.forms.chiusura import AttoForm, RiaperturaForm
from rendicontazione.services.chiusura import (
    approva_rendicontazione,
    pubblica_rendicontazione,
    riapri_rendicontazione,
)
from rendicontazione.views.anno import PassoView
from rendicontazione.views.basi import VistaAnno


class AttoView(VistaAnno):
    """A step that needs an act: GET shows the form, POST records it. A refusal is its sentence, status 403."""

    titolo = ""
    testo = ""
    modulo: type[AttoForm] = AttoForm

    def controlla(self) -> None:
        raise NotImplementedError

    def esegui(self, form: AttoForm) -> str:
        """Do it and give the sentence that says so."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        return self._pagina(self.modulo())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self._pagina(form, stato=422)
        try:
            fatto = self.esegui(form)
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return self._pagina(form, stato=422)
        messages.success(request, fatto)
        return redirect(self.indirizzo_quadro)

    def _pagina(self, form: AttoForm, *, stato: int = 200) -> HttpResponse:
        contesto = {
            "titolo": f"{self.titolo}: {self.rendicontazione}",
            "testo": self.testo,
            "azione": self.titolo,
            "ritorno": self.indirizzo_quadro,
            "form": form,
        }
        return render(self.request, "web/conferma.html", contesto, status=stato)


class ApprovaView(AttoView):
    titolo = "Registra l'approvazione"
    testo = "L'atto con cui l'organo ha approvato i risultati dell'anno, come sono stati validati."

    def controlla(self) -> None:
        permissions.controlla_puo_approvare(self.request.user, self.rendicontazione)

    def esegui(self, form: AttoForm) -> str:
        approvata = approva_rendicontazione(
            rendicontazione=self.rendicontazione, utente=self.request.user, adesso=timezone.now(), **form.dati
        )
        return f"L'anno {approvata.anno} è approvato con {approvata.atto}."


class PubblicaView(PassoView):
    titolo = azione = "Registra la pubblicazione"
    testo = "Segna che i documenti approvati dell'anno sono pubblici da oggi."
    fatto = "Pubblicazione registrata."

    def controlla(self) -> None:
        permissions.controlla_puo_pubblicare(self.request.user, self.rendicontazione)

    def esegui(self) -> None:
        pubblica_rendicontazione(rendicontazione=self.rendicontazione, utente=self.request.user, adesso=timezone.now())


class RiapriView(AttoView):
    titolo = "Riapri l'anno"
    testo = (
        "L'anno torna al Nucleo, che può cambiare i giudizi e rinviare i risultati. I gradi già validati restano "
        "conservati e ciò che cambierà sarà segnato «modificato dopo la validazione»."
    )
    modulo = RiaperturaForm

    def controlla(self) -> None:
        permissions.controlla_puo_riaprire(self.request.user, self.rendicontazione)

    def esegui(self, form: AttoForm) -> str:
        riapertura = riapri_rendicontazione(
            rendicontazione=self.rendicontazione, utente=self.request.user, adesso=timezone.now(), **form.dati
        )
        return f"L'anno {self.rendicontazione.anno} è riaperto con {riapertura.atto}: scrive di nuovo il Nucleo."
