"""What is read first: the grade with its arithmetic, what awaits, what to look at, what changed since yesterday."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from pianoperf.organizzazione.enums import Ruolo
from rendicontazione import permissions
from rendicontazione.enums import StatoRendicontazione as Stato
from rendicontazione.grafici import grafico_esiti
from rendicontazione.models import Rendicontazione, Riapertura
from rendicontazione.nucleo.selectors import lavoro_in_numeri
from rendicontazione.quadro.conteggi import coppie, per_esito, per_mancanza
from rendicontazione.quadro.novita import conti_delle_novita
from rendicontazione.quadro.periodo import ieri
from rendicontazione.quadro.views.basi import VistaQuadro
from rendicontazione.selectors.cruscotto import Cruscotto, cruscotto
from rendicontazione.selectors.pagine import riaperture_di
from rendicontazione.views.basi import segue_il_completamento
from rendicontazione.views.rilevazioni import conti_con_nome

Comando = tuple[str, str, Ruolo, Stato | None, Callable[..., None]]
# (URL name, button, whose step it is, in which state, the check that refuses and explains)
COMANDI: tuple[Comando, ...] = (
    ("trasmetti", "Trasmetti al Nucleo", Ruolo.DIRETTORE, Stato.APERTA, permissions.controlla_puo_trasmettere),
    ("avvia", "Avvia la validazione", Ruolo.NUCLEO, Stato.TRASMESSA, permissions.controlla_puo_prendere_in_esame),
    ("valida", "Valida", Ruolo.NUCLEO, Stato.IN_VALIDAZIONE, permissions.controlla_puo_validare),
    ("proroga", "Proroga la finestra", Ruolo.AMMINISTRATORE, None, permissions.controlla_puo_prorogare),
)
# what is no step of the year, and is given up to this state
FINO_A = {"proroga": Stato.APERTA}
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


class QuadroView(VistaQuadro):
    parte = "quadro"
    modello = "sintesi.html"
    con = ("trasmessa_da", "validata_da", "atto")

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        self.controlla()
        riepilogo = self.ricordo.parte("cruscotto", lambda: cruscotto(self.valutazione))
        novita = conti_delle_novita(self.rendicontazione, ieri(self.adesso), riservate=self.vede_le_riservate)
        contesto = {
            "valutazione": self.valutazione,
            "cruscotto": riepilogo,
            "conti": conti_con_nome(riepilogo.conti, chiusa=self.rendicontazione.chiusa),
            "comandi": self._comandi(self.rendicontazione),
            "riaperture": self._riaperture(),
            "lavoro": lavoro_in_numeri(self.rendicontazione),
            "novita": sum(novita.values()),
            "corpo": self._corpo(riepilogo),
            "segue": segue_il_completamento(self),
            "nucleo": Ruolo.NUCLEO in self.ruoli,
        }
        return self.mostra(request, **contesto)

    def _riaperture(self) -> list[Riapertura]:
        return riaperture_di(self.rendicontazione) if self.rendicontazione.fu_riaperta else []

    def _corpo(self, riepilogo: Cruscotto) -> str:
        """What everybody of these roles reads alike: drawn once for each state of the year."""
        per_ruolo = {"nucleo": Ruolo.NUCLEO in self.ruoli, "direttore": Ruolo.DIRETTORE in self.ruoli}
        return self.ricordo.parte(
            ("sintesi", self.scaduto, *per_ruolo.values()), lambda: self._disegnato(riepilogo, per_ruolo)
        )

    def _disegnato(self, riepilogo: Cruscotto, per_ruolo: dict[str, bool]) -> str:
        esiti = per_esito(self.valutazione, self.righe)
        contesto: dict[str, Any] = {
            "cruscotto": riepilogo,
            "esiti": esiti,
            "grafico": grafico_esiti(self.rendicontazione.anno, coppie(esiti)) if esiti else "",
            "mancanze": per_mancanza(self.righe),
            "totale": len(self.righe),
        }
        return self.disegna("_sintesi_corpo.html", **contesto, **per_ruolo)

    def _comandi(self, rendicontazione: Rendicontazione) -> list[dict[str, Any]]:
        """The steps of the person's role, and the one the year waits for; grey ones say why, no done ones."""
        comandi = DOPO_LA_VALIDAZIONE if rendicontazione.chiusa else COMANDI
        return [
            {
                "nome": f"rendicontazione_{nome}",
                "etichetta": etichetta,
                "classe": "btn-outline-primary" if stato is None else "btn-primary",
                "motivo": permissions.motivo_divieto(controllo, self.request.user, rendicontazione),
            }
            for nome, etichetta, ruolo, stato, controllo in comandi
            if (ruolo in self.ruoli or stato == rendicontazione.stato) and not _passato(nome, stato, rendicontazione)
        ]


def _passato(nome: str, stato: Stato | None, rendicontazione: Rendicontazione) -> bool:
    """Whether the year is past the state in which the command is given: it may only come back with a reopening."""
    ordine, ultimo = list(Stato), stato or FINO_A.get(nome)
    return ultimo is not None and ordine.index(ultimo) < ordine.index(Stato(rendicontazione.stato))
