"""One proposal: its changes and their reasons, what hinders it, its approval."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from indicatori.rimodulazione import permissions, services
from indicatori.rimodulazione.approvazione import approva_rimodulazione
from indicatori.rimodulazione.esame import EsameRimodulazione
from indicatori.rimodulazione.forms import MotiviForm, OggettoForm
from indicatori.rimodulazione.fronte import riga_di
from indicatori.rimodulazione.views.basi import VistaPiano, VistaProposta, modifica_vista
from obiettivi.forms import ApprovazioneForm
from obiettivi.permissions import controlla_puo_proporre, motivo_del_rifiuto
from pianoperf.web.rifiuti import DatiNonValidi, Rifiuto

MOTIVO = "motivo:"


class Nuova(VistaPiano):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        controlla_puo_proporre(request.user, self.carica(piano))
        return self._pagina(OggettoForm())

    def post(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        controlla_puo_proporre(request.user, self.carica(piano))
        form = OggettoForm(request.POST)
        if not form.is_valid():
            return self._pagina(form)
        proposta = services.proponi_rimodulazione(
            piano=self.piano, oggetto=form.cleaned_data["oggetto"], utente=request.user, adesso=timezone.now()
        )
        messages.success(request, "La rimodulazione è in preparazione: il piano resta com'è finché non la approvi.")
        return redirect("rimodulazione", ente=ente, piano=piano, rimodulazione=proposta.pk)

    def _pagina(self, form: OggettoForm) -> HttpResponse:
        return self.mostra("nuova", form=form)


class Proposta(VistaProposta):
    def get(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        esame = EsameRimodulazione.di(voce)
        per_scheda: dict[str, int] = {}
        for motivato in esame.cambiamenti:
            scheda = motivato.cambiamento.scheda
            per_scheda[scheda] = per_scheda.get(scheda, 0) + 1
        cambiati = {f"{m.cambiamento.genere} {m.cambiamento.chiave}" for m in esame.cambiamenti}
        righe = [(m, riga_di(m.cambiamento, esame.base, esame.proposto, ())) for m in esame.cambiamenti]
        in_corso = voce.versione_id is None and voce.chiusa_il is None
        return self.mostra(
            "proposta",
            esame=esame,
            righe=righe,
            schede=[(scheda, per_scheda.get(scheda.codice, 0)) for scheda in esame.proposto.schede],
            capitoli=[(capitolo, f"capitolo {capitolo.chiave}" in cambiati) for capitolo in esame.proposto.capitoli],
            mancanze=esame.mancanze if in_corso else [],
            motivo=motivo_del_rifiuto(permissions.controlla_puo_modificare, request.user, voce),
            motivo_approvazione=self._motivo_approvazione(esame) if in_corso else "",
            in_corso=in_corso,
            form=MotiviForm(),
        )

    def _motivo_approvazione(self, esame: EsameRimodulazione) -> str:
        negata = motivo_del_rifiuto(permissions.controlla_puo_approvare, self.request.user, self.rimodulazione)
        return negata or (esame.mancanze[0] if esame.mancanze else "")


class Motivi(VistaProposta):
    """The reasons written beside the changes; or one reason for those ticked (for all without one, if none is)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        campi = [nome for nome in request.POST if nome.startswith(MOTIVO)]
        motivi = {nome.removeprefix(MOTIVO): request.POST[nome] for nome in campi}
        comune = request.POST.get("comune", "").strip()
        if "stesso" in request.POST and comune:
            scelti = request.POST.getlist("scelti") or [percorso for percorso, t in motivi.items() if not t.strip()]
            motivi |= dict.fromkeys(scelti, comune)
        try:
            services.motiva(rimodulazione=voce, modifica=modifica_vista(request), motivi=motivi, utente=request.user)
        except Rifiuto as rifiuto:
            self.rifiuta(rifiuto)
        else:
            messages.success(request, "Motivi salvati.")
        return self.torna(ancora="#cambiamenti")


class Annulla(VistaProposta):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        try:
            services.annulla_cambiamento(
                rimodulazione=voce,
                modifica=modifica_vista(request),
                percorso=request.POST.get("percorso", ""),
                utente=request.user,
            )
        except Rifiuto as rifiuto:
            self.rifiuta(rifiuto)
        else:
            messages.success(request, "Il cambiamento è annullato: lì la proposta è di nuovo uguale al piano.")
        return self.torna(ancora="#cambiamenti")


class Ritira(VistaProposta):
    def get(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        permissions.controlla_puo_modificare(request.user, voce)
        argomenti = {"ente": ente, "piano": piano, "rimodulazione": voce.pk}
        contesto = {
            "titolo": "Ritira la rimodulazione",
            "testo": f"«{voce.oggetto}» resta consultabile, ma non si potrà più modificare né approvare.",
            "azione": "Ritira la rimodulazione",
            "ritorno": reverse("rimodulazione", kwargs=argomenti),
        }
        return render(request, "web/conferma.html", contesto)

    def post(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        services.ritira_rimodulazione(rimodulazione=voce, utente=request.user, adesso=timezone.now())
        messages.success(request, "La rimodulazione è ritirata: il piano resta com'è.")
        return redirect("versioni", ente=ente, piano=piano)


class Approva(VistaProposta):
    def get(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        permissions.controlla_puo_approvare(request.user, voce)
        return self._pagina(ApprovazioneForm())

    def post(self, request: HttpRequest, ente: str, piano: str, rimodulazione: int) -> HttpResponse:
        voce = self.carica_proposta(piano, rimodulazione)
        permissions.controlla_puo_approvare(request.user, voce)
        form = ApprovazioneForm(request.POST)
        if not form.is_valid():
            return self._pagina(form)
        atto = dict(form.cleaned_data)
        try:
            versione = approva_rimodulazione(
                rimodulazione=voce, utente=request.user, adesso=timezone.now(), data=atto.pop("data_atto"), **atto
            )
        except DatiNonValidi as non_validi:
            for campo, frasi in non_validi.errori.items():
                form.add_error(campo or None, frasi)
            return self._pagina(form)
        messages.success(request, f"La rimodulazione è approvata con {versione.atto}: è la versione {versione.numero}.")
        return redirect("versioni", ente=ente, piano=piano)

    def _pagina(self, form: ApprovazioneForm) -> HttpResponse:
        esame = EsameRimodulazione.di(self.rimodulazione)
        return self.mostra("approvazione", form=form, mancanze=esame.mancanze, quanti=len(esame.cambiamenti))
