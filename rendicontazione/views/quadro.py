"""The dashboards of a year: body, schede, indicators, each percentage down to its arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione import permissions
from rendicontazione.enums import StatoRendicontazione as Stato
from rendicontazione.models import Rendicontazione
from rendicontazione.nucleo.selectors import lavoro_in_numeri
from rendicontazione.selectors.cruscotto import Cruscotto, conti_della_scheda, cruscotto, gruppi_di
from rendicontazione.selectors.pagine import anni_contati, riaperture_di, vicini
from rendicontazione.selectors.valutazione import Ricordo, SchedaValutata, Valutazione, valutata
from rendicontazione.views.basi import VistaAnno, controlla_vede_il_quadro, o_404, segue_il_completamento
from rendicontazione.views.rilevazioni import conti_con_nome

Comando = tuple[str, str, Ruolo, Stato | None, Callable[..., None]]
# (URL name, button, whose step it is, in which state, the check that refuses and explains)
COMANDI: tuple[Comando, ...] = (
    ("trasmetti", "Trasmetti al Nucleo", Ruolo.DIRETTORE, Stato.APERTA, permissions.controlla_puo_trasmettere),
    ("avvia", "Avvia la validazione", Ruolo.NUCLEO, Stato.TRASMESSA, permissions.controlla_puo_prendere_in_esame),
    ("valida", "Valida", Ruolo.NUCLEO, Stato.IN_VALIDAZIONE, permissions.controlla_puo_validare),
    ("proroga", "Proroga la finestra", Ruolo.AMMINISTRATORE, None, permissions.controlla_puo_prorogare),
)
DOPO_LA_VALIDAZIONE: tuple[Comando, ...] = (
    ("approva", "Registra l'approvazione", Ruolo.AMMINISTRATORE, Stato.VALIDATA, permissions.controlla_puo_approvare),
    (
        "pubblica",
        "Registra la pubblicazione",
        Ruolo.AMMINISTRATORE,
        Stato.APPROVATA,
        permissions.controlla_puo_pubblicare,
    ),
    ("riapri", "Riapri l'anno", Ruolo.AMMINISTRATORE, None, permissions.controlla_puo_riaprire),
)


class QuadriView(VistaEnte):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        anni = anni_contati(request.user, self.ente)
        return render(request, "rendicontazione/quadri.html", {"anni": anni})


class QuadroView(VistaAnno):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        ricordo = valutata(self.rendicontazione)
        valutazione, riepilogo = ricordo.valutazione, ricordo.parte("cruscotto", lambda: cruscotto(ricordo.valutazione))
        contesto = {
            "rendicontazione": self.rendicontazione,
            "valutazione": valutazione,
            "cruscotto": riepilogo,
            "conti": conti_con_nome(riepilogo.conti, chiusa=self.rendicontazione.chiusa),
            "comandi": self._comandi(self.rendicontazione),
            "riaperture": riaperture_di(self.rendicontazione),
            "lavoro": lavoro_in_numeri(self.rendicontazione),
            "corpo": self._corpo(ricordo, riepilogo),
            "segue": segue_il_completamento(self),
        }
        return render(request, "rendicontazione/quadro.html", contesto)

    def _corpo(self, ricordo: Ricordo, riepilogo: Cruscotto) -> str:
        """What everybody of these roles reads alike: drawn once for each state of the year."""
        per_ruolo = {"nucleo": Ruolo.NUCLEO in self.ruoli, "direttore": Ruolo.DIRETTORE in self.ruoli}
        chiusa = self.rendicontazione.chiusa
        return ricordo.parte(
            ("quadro", *per_ruolo.values()),
            lambda: render_to_string(
                "rendicontazione/_quadro_corpo.html",
                {
                    "rendicontazione": self.rendicontazione,
                    "valutazione": ricordo.valutazione,
                    "cruscotto": riepilogo,
                    "schede": [(voce, _conti(voce, chiusa=chiusa)) for voce in ricordo.valutazione.schede],
                    "ente": self.ente,
                    **per_ruolo,
                },
                request=self.request,
            ),
        )

    def _comandi(self, rendicontazione: Rendicontazione) -> list[dict[str, Any]]:
        """The steps of the person's role, and the one the year waits for; grey ones say why."""
        comandi = DOPO_LA_VALIDAZIONE if rendicontazione.chiusa else COMANDI
        return [
            {
                "nome": f"rendicontazione_{nome}",
                "etichetta": etichetta,
                "classe": "btn-outline-primary" if stato is None else "btn-primary",
                "motivo": permissions.motivo_divieto(controllo, self.request.user, rendicontazione),
            }
            for nome, etichetta, ruolo, stato, controllo in comandi
            if ruolo in self.ruoli or stato == rendicontazione.stato
        ]


class QuadroSchedaView(VistaAnno):
    def get(self, request: HttpRequest, codice: str, **_: object) -> HttpResponse:
        controlla_vede_il_quadro(self)
        ricordo = valutata(self.rendicontazione)
        scheda: SchedaValutata = o_404(ricordo.valutazione.scheda(codice))
        prima, dopo = _schede_vicine(ricordo.valutazione, scheda)
        contesto = {
            "rendicontazione": self.rendicontazione,
            "scheda": scheda,
            "corpo": ricordo.parte(("scheda", codice), lambda: self._gruppi(scheda)),
            "conti": _conti(scheda, chiusa=self.rendicontazione.chiusa),
            "prima": prima,
            "dopo": dopo,
        }
        return render(request, "rendicontazione/quadro_scheda.html", contesto)

    def _gruppi(self, scheda: SchedaValutata) -> str:
        contesto = {"gruppi": gruppi_di(scheda), "ente": self.ente}
        return render_to_string("rendicontazione/_quadro_gruppi.html", contesto, request=self.request)


def _conti(scheda: SchedaValutata, *, chiusa: bool) -> list[tuple[str, str, int]]:
    return conti_con_nome(conti_della_scheda(scheda), chiusa=chiusa)


def _schede_vicine(valutata: Valutazione, scheda: SchedaValutata) -> tuple[str | None, str | None]:
    per_id = {voce.scheda.pk: voce.scheda.codice for voce in valutata.schede}
    prima, dopo = vicini(list(per_id), scheda.scheda.pk)
    return per_id.get(prima or 0), per_id.get(dopo or 0)
