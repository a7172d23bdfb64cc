"""One row for each body and year, in a number of queries that does not grow with the bodies.

No grade is computed here: a closed year has the frozen one, an open one is asked for by its own row of the page
(views.GradoView), because valuing thirty bodies takes thirty times as long as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q
from django.db.models.fields.json import KeyTransform

from indicatori.models import Responsabilita
from indicatori.motore.aggregazione import Copertura
from indicatori.motore.gradi import Grado
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import agisce_per, oggi, ruoli_in
from pianoperf.organizzazione.selectors import enti_visibili_a
from rendicontazione.calendario.finestre import finestra_di
from rendicontazione.enums import Periodo, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Istantanea, Rendicontazione, Risultato
from rendicontazione.selectors.attese import IN_CORSO
from rendicontazione.selectors.elenchi import VEDONO_TUTTO
from rendicontazione.selectors.pagine import DA_FARE

S = StatoRendicontazione
R = StatoRisultato
# by year and period, how many results in each state
Conti = dict[tuple[int, str], dict[str, int]]


@dataclass(frozen=True)
class Passo:
    """Something that waits for the person: how many (0 where it is one step of the year), in words, and where."""

    quanti: int
    frase: str
    indirizzo: str
    ancora: str = ""


@dataclass(frozen=True)
class RigaEnte:
    """A body in a year; `rendicontazione` is None for a body without a year to show.

    `grado`: the frozen one, None for a year that is open or for who sees only the own indicators.
    `totale`, `inviati`: of the final results that the person sees.
    """

    ente: Ente
    ruoli: frozenset[str]
    rendicontazione: Rendicontazione | None
    totale: int
    inviati: int
    grado: Fraction | None
    fascia: str
    copertura: str
    passi: tuple[Passo, ...]

    @property
    def vede_il_grado(self) -> bool:
        return bool(self.ruoli & set(VEDONO_TUTTO))

    @property
    def attende(self) -> int:
        """For sorting: a step of the year counts as one thing."""
        return sum(passo.quanti or 1 for passo in self.passi)

    @property
    def anno(self) -> int:
        return self.rendicontazione.anno if self.rendicontazione else 0

    @property
    def stato(self) -> str:
        return self.rendicontazione.stato if self.rendicontazione else ""

    @property
    def fine(self) -> datetime | None:
        return self.rendicontazione.finestra_al if self.rendicontazione else None

    @property
    def ordine_fine(self) -> float:
        return self.fine.timestamp() if self.fine else 0.0

    @property
    def quota_inviati(self) -> float:
        return self.inviati / self.totale if self.totale else -1.0

    @property
    def ordine_grado(self) -> Fraction:
        """The rows without a frozen grade together, first."""
        return Fraction(-1) if self.grado is None else self.grado


def righe_degli_enti(utente: Utente, adesso: datetime) -> list[RigaEnte]:
    """Every body in which the person holds a role today, its years newest first; a body without years has one row."""
    enti = list(enti_visibili_a(utente, oggi()).order_by("nome_breve"))
    ruoli = {ente.pk: ruoli_in(utente, ente) for ente in enti}
    anni = _anni(enti)
    conti = _conti(utente, enti, ruoli)
    congelati = _congelati([anno for anno in anni if anno.chiusa and ruoli[anno.piano.ente_id] & set(VEDONO_TUTTO)])
    righe = []
    for ente in enti:
        suoi = [
            _riga(ente, ruoli[ente.pk], anno, conti, congelati.get(anno.pk), adesso)
            for anno in anni
            if anno.piano.ente_id == ente.pk and _lo_vede(anno, ruoli[ente.pk], conti)
        ]
        righe += suoi or [RigaEnte(ente, ruoli[ente.pk], None, 0, 0, None, "", "", ())]
    return righe


def _anni(enti: Iterable[Ente]) -> list[Rendicontazione]:
    anni = Rendicontazione.objects.filter(piano__ente__in=enti).exclude(stato=S.PREPARAZIONE)
    return list(anni.select_related("piano__ente").order_by("-anno", "piano__codice"))


def _lo_vede(anno: Rendicontazione, ruoli: frozenset[str], conti: Conti) -> bool:
    return bool(ruoli & set(VEDONO_TUTTO)) or (anno.pk, Periodo.FINALE) in conti


def _conti(utente: Utente, enti: Sequence[Ente], ruoli: Mapping[int, frozenset[str]]) -> Conti:
    """All the results of the bodies where the role sees all, the own ones elsewhere: one query."""
    interi = [ente.pk for ente in enti if ruoli[ente.pk] & set(VEDONO_TUTTO)]
    visibili = Q(rendicontazione__piano__ente__in=interi)
    for ente in enti:
        if Ruolo.RESPONSABILE in ruoli[ente.pk] and ente.pk not in interi:
            suoi = Responsabilita.objects.filter(persona__ente=ente, persona__utente__in=agisce_per(utente, ente))
            visibili |= Q(previsione__indicatore__in=suoi.values("indicatore_id"))
    righe = Risultato.objects.filter(visibili).order_by().values_list("rendicontazione_id", "periodo", "stato")
    conti: Conti = {}
    for anno, periodo, stato, quanti in righe.annotate(quanti=Count("pk", distinct=True)):
        conti.setdefault((anno, periodo), dict.fromkeys(R.values, 0))[stato] = quanti
    return conti


def _congelati(chiusi: Iterable[Rendicontazione]) -> dict[int, dict[str, Any]]:
    """The body's own part of the last snapshot of each year: the rest of it, which is long, stays in the database."""
    ultime = (
        Istantanea.objects.filter(rendicontazione__in=[anno.pk for anno in chiusi])
        .order_by("rendicontazione_id", "-numero")
        .distinct("rendicontazione_id")
        .annotate(parte=KeyTransform("ente", "dati"))
    )
    return dict(ultime.values_list("rendicontazione_id", "parte"))


def _riga(
    ente: Ente,
    ruoli: frozenset[str],
    anno: Rendicontazione,
    conti: Conti,
    congelato: Mapping[str, Any] | None,
    adesso: datetime,
) -> RigaEnte:
    finali = conti.get((anno.pk, Periodo.FINALE), dict.fromkeys(R.values, 0))
    totale = sum(finali.values())
    return RigaEnte(
        ente=ente,
        ruoli=ruoli,
        rendicontazione=anno,
        totale=totale,
        inviati=totale - sum(finali[stato] for stato in DA_FARE),
        grado=Grado.da_json(congelato["grado"]).valore if congelato else None,
        fascia=(congelato.get("fascia") or "") if congelato else "",
        copertura=Copertura(**congelato["copertura"]).testo if congelato else "",
        passi=tuple(_passi(ruoli, anno, finali, conti.get((anno.pk, Periodo.INTERMEDIO)), adesso)),
    )


def _passi(
    ruoli: frozenset[str],
    anno: Rendicontazione,
    finali: Mapping[str, int],
    intermedi: Mapping[str, int] | None,
    adesso: datetime,
) -> Iterable[Passo]:
    """What waits for these roles, each with the page where it is done; nothing of a year that is over for them."""
    if ruoli & {Ruolo.RESPONSABILE, Ruolo.DIRETTORE} and anno.stato in IN_CORSO:
        yield from _da_compilare(anno, finali, intermedi, adesso)
    if Ruolo.NUCLEO in ruoli and anno.stato in IN_CORSO and finali[R.TRASMESSO]:
        yield Passo(finali[R.TRASMESSO], "da giudicare", "quadro", "#attesa")
    if passo := _passo_dell_anno(anno, ruoli, adesso):
        yield Passo(0, passo, "quadro")


def _da_compilare(
    anno: Rendicontazione, finali: Mapping[str, int], intermedi: Mapping[str, int] | None, adesso: datetime
) -> Iterable[Passo]:
    aperto = anno.stato == S.APERTA
    if aperto and intermedi and finestra_di(anno, Periodo.INTERMEDIO).aperta(adesso):
        quanti = sum(intermedi[stato] for stato in DA_FARE)
        if quanti:
            yield Passo(quanti, "da fare per il monitoraggio", "rilevazioni_anno", "?stato=da_fare&periodo=intermedio")
    quanti = sum(finali[stato] for stato in DA_FARE) if aperto else finali[R.RINVIATO]
    if quanti:
        yield Passo(quanti, "da fare", "rilevazioni_anno", "?stato=da_fare")


def _passo_dell_anno(anno: Rendicontazione, ruoli: frozenset[str], adesso: datetime) -> str:
    """Whose turn it is to move the year."""
    if anno.stato == S.APERTA and Ruolo.DIRETTORE in ruoli and finestra_di(anno, Periodo.FINALE).finita(adesso):
        return "l'anno da trasmettere"
    passi = {
        S.TRASMESSA: (Ruolo.NUCLEO, "la validazione da avviare"),
        S.VALIDATA: (Ruolo.AMMINISTRATORE, "l'approvazione da registrare"),
        S.APPROVATA: (Ruolo.AMMINISTRATORE, "l'anno da pubblicare"),
    }
    ruolo, frase = passi.get(StatoRendicontazione(anno.stato), (None, ""))
    return frase if ruolo in ruoli else ""
