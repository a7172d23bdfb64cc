"""The steps of one year of a plan, each with the day on which it was done and by which act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from pianoperf.web.templatetags.formati import data
from rendicontazione.calendario.finestre import Finestra, finestra_di
from rendicontazione.calendario.stati import Stato, compiuto, non_ancora, tra
from rendicontazione.enums import Periodo
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.pagine import DA_FARE


@dataclass(frozen=True)
class Passo:
    nome: str
    stato: Stato


@dataclass(frozen=True)
class Inviati:
    """Of the results of a period, how many were sent and not sent back."""

    fatti: int
    totale: int

    @property
    def frase(self) -> str:
        return f"inviati {self.fatti} di {self.totale}"

    @property
    def tutti(self) -> bool:
        return self.totale > 0 and self.fatti == self.totale


def passi_di(rendicontazione: Rendicontazione, adesso: datetime) -> list[Passo]:
    """In the order of the cycle; one query."""
    inviati = _inviati(rendicontazione)
    passi = []
    if rendicontazione.intermedio_al is not None:
        passi.append(_inserimento("Monitoraggio intermedio", rendicontazione, Periodo.INTERMEDIO, inviati, adesso))
    passi.append(_inserimento("Inserimento dei risultati", rendicontazione, Periodo.FINALE, inviati, adesso))
    passi.append(_trasmissione(rendicontazione))
    passi.append(_validazione(rendicontazione))
    passi.append(_approvazione(rendicontazione))
    passi.append(_pubblicazione(rendicontazione))
    return passi


def _inviati(rendicontazione: Rendicontazione) -> dict[str, Inviati]:
    righe = rendicontazione.risultati.order_by().values("periodo")
    contate = righe.annotate(totale=Count("pk"), da_fare=Count("pk", filter=Q(stato__in=DA_FARE)))
    conti = {riga["periodo"]: Inviati(riga["totale"] - riga["da_fare"], riga["totale"]) for riga in contate}
    return {periodo: conti.get(periodo, Inviati(0, 0)) for periodo in Periodo.values}


def _inserimento(
    nome: str, rendicontazione: Rendicontazione, periodo: str, inviati: dict[str, Inviati], adesso: datetime
) -> Passo:
    finestra, conto = finestra_di(rendicontazione, periodo), inviati[periodo]
    return Passo(nome, _stato_inserimento(finestra, conto, rendicontazione.trasmessa_il is not None, adesso))


def _stato_inserimento(finestra: Finestra, conto: Inviati, trasmessa: bool, adesso: datetime) -> Stato:
    if not finestra.iniziata(adesso):
        return non_ancora(
            f"la finestra si apre il {data(finestra.dal)}" if finestra.dal else "la finestra non è fissata"
        )
    if conto.tutti:
        return Stato("fatto", conto.frase, "buono")
    fine = data(finestra.al)
    if trasmessa:
        return Stato("incompleto", f"{conto.frase} prima della trasmissione", "attesa")
    if finestra.finita(adesso):
        return Stato("in ritardo", f"{conto.frase}; la finestra si è chiusa il {fine}", "errore")
    resta = tra(timezone.localdate(finestra.al), timezone.localdate(adesso))
    return Stato("in corso", f"{conto.frase}; fino al {fine}, {resta}", "attivo")


def _giorno(momento: datetime) -> date:
    return timezone.localdate(momento)


def _trasmissione(rendicontazione: Rendicontazione) -> Passo:
    nome = "Trasmissione al Nucleo"
    if rendicontazione.trasmessa_il is None:
        return Passo(nome, non_ancora("la trasmette il direttore"))
    return Passo(nome, compiuto(_giorno(rendicontazione.trasmessa_il), f"da {rendicontazione.trasmessa_da}"))


def _validazione(rendicontazione: Rendicontazione) -> Passo:
    nome = "Validazione del Nucleo"
    if rendicontazione.validata_il is None:
        frase = "riaperta, si attende il Nucleo" if rendicontazione.riaperta else "dopo la trasmissione"
        return Passo(nome, non_ancora(frase))
    esito = rendicontazione.get_esito_display().lower() if rendicontazione.esito else ""
    return Passo(nome, compiuto(_giorno(rendicontazione.validata_il), esito))


def _approvazione(rendicontazione: Rendicontazione) -> Passo:
    nome = "Approvazione della relazione"
    if rendicontazione.atto is None:
        return Passo(nome, non_ancora("dopo la validazione, con un atto"))
    return Passo(nome, compiuto(rendicontazione.atto.data, str(rendicontazione.atto)))


def _pubblicazione(rendicontazione: Rendicontazione) -> Passo:
    nome = "Pubblicazione"
    if rendicontazione.pubblicata_il is None:
        return Passo(nome, non_ancora("dopo l'approvazione"))
    return Passo(nome, compiuto(_giorno(rendicontazione.pubblicata_il), ""))
