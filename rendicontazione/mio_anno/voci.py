"""One of my results as the page tells it, and how the results fall into its cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from pianoperf.organizzazione.models import Utente
from rendicontazione.calendario.finestre import Finestra, finestra_di
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Proroga, Rendicontazione, Risultato
from rendicontazione.selectors.anno_prima import AnnoPrima
from rendicontazione.selectors.completamento import DECISI
from rendicontazione.selectors.pagine import DA_FARE
from rendicontazione.selectors.valutazione import IndicatoreValutato

S = StatoRisultato
# Minutes for one result: nobody measured them, and the page says «circa».
MINUTI = {S.DA_INSERIRE: 5, S.BOZZA: 3, S.RINVIATO: 5}
MINUTI_SOLO_INVIO = 1


@dataclass(frozen=True)
class Voce:
    """`per_conto_di`: who made me deputy, None when the result is mine. `motivo`: why it cannot be written, or "".

    `mancanze` are the sentences that keep a draft from being sent; `finestra` is mine, extension included.
    `valutato` comes with a decided result.
    """

    risultato: Risultato
    per_conto_di: Utente | None
    motivo: str
    mancanze: tuple[str, ...]
    finestra: Finestra
    proroga: Proroga | None
    valutato: IndicatoreValutato | None
    fatto_da_me: bool

    @property
    def da_fare(self) -> bool:
        return self.risultato.stato in DA_FARE and not self.motivo

    @property
    def scade(self) -> datetime | None:
        """A result sent back has no window: the Nucleo waits for it."""
        return None if self.risultato.stato == S.RINVIATO else self.finestra.al

    @property
    def minuti(self) -> int:
        if self.risultato.stato == S.BOZZA and not self.mancanze:
            return MINUTI_SOLO_INVIO
        return MINUTI[StatoRisultato(self.risultato.stato)]


@dataclass(frozen=True)
class UltimaVolta:
    """A result of mine beside the last earlier year of the plan that measured its indicator."""

    risultato: Risultato
    prima: AnnoPrima
    valutato: IndicatoreValutato | None


@dataclass(frozen=True)
class Termine:
    """The results to enter by the same moment: one window of one year, or one extension."""

    rendicontazione: Rendicontazione
    periodo: str
    nome_periodo: str
    finestra: Finestra
    proroga: Proroga | None
    voci: tuple[Voce, ...]
    oggi: date

    @property
    def di_tutti(self) -> Finestra:
        """Without extensions."""
        return finestra_di(self.rendicontazione, self.periodo)

    @property
    def giorni(self) -> int:
        """Days left; 0 is the last one."""
        ultimo = self.finestra.ultimo_giorno
        return (ultimo - self.oggi).days if ultimo else 0


@dataclass(frozen=True)
class PerConto:
    """What I may do, and what I did, in the place of somebody."""

    delegante: Utente
    da_fare: tuple[Voce, ...]
    fatti_da_me: tuple[Voce, ...]
    totale: int


@dataclass(frozen=True)
class MioAnno:
    """`anni` are those shown, `tutti_gli_anni` those in which I have results, newest first."""

    anni: tuple[Rendicontazione, ...]
    tutti_gli_anni: tuple[Rendicontazione, ...]
    voci: tuple[Voce, ...]
    adesso: datetime

    @cached_property
    def mie(self) -> tuple[Voce, ...]:
        return tuple(voce for voce in self.voci if voce.per_conto_di is None)

    def _mie(self, *stati: str) -> tuple[Voce, ...]:
        return tuple(voce for voce in self.mie if voce.risultato.stato in stati)

    @cached_property
    def tornate(self) -> tuple[Voce, ...]:
        return tuple(voce for voce in self._mie(S.RINVIATO) if voce.da_fare)

    @cached_property
    def bozze(self) -> tuple[Voce, ...]:
        return tuple(voce for voce in self._mie(S.BOZZA) if voce.da_fare)

    @cached_property
    def da_inserire(self) -> tuple[Voce, ...]:
        return tuple(voce for voce in self._mie(S.DA_INSERIRE) if voce.da_fare)

    @cached_property
    def ferme(self) -> tuple[Voce, ...]:
        """Never sent, and not to be written now: too late, or too early."""
        return tuple(voce for voce in self._mie(*DA_FARE) if voce.motivo)

    @cached_property
    def inviate(self) -> tuple[Voce, ...]:
        return self._mie(S.TRASMESSO)

    @cached_property
    def decise(self) -> tuple[Voce, ...]:
        return self._mie(*DECISI)

    @property
    def ha_un_anno_prima(self) -> bool:
        """Whether an earlier year of a shown plan is mine too."""
        return any(
            prima.piano_id == anno.piano_id and prima.anno < anno.anno
            for anno in self.anni
            for prima in self.tutti_gli_anni
        )

    @cached_property
    def da_fare(self) -> tuple[Voce, ...]:
        """In the order in which to do them: what came back, then by the nearest end, drafts before what is empty."""
        return tuple(sorted((voce for voce in self.mie if voce.da_fare), key=_ordine))

    @cached_property
    def prima_cosa(self) -> Voce | None:
        return next(iter(self.da_fare), None)

    @cached_property
    def minuti(self) -> int:
        """Rounded up to five."""
        return -5 * (-sum(voce.minuti for voce in self.da_fare) // 5)

    @cached_property
    def termini(self) -> tuple[Termine, ...]:
        """What has to be entered, by the moment it is due, nearest first; drafts are among them."""
        oggi = timezone.localdate(self.adesso)
        per_termine: dict[tuple[object, ...], list[Voce]] = {}
        for voce in (*self.bozze, *self.da_inserire):
            uno = voce.risultato
            per_termine.setdefault((uno.rendicontazione_id, uno.periodo, voce.scade), []).append(voce)
        termini = [_termine(voci, oggi) for voci in per_termine.values()]
        return tuple(sorted(termini, key=lambda uno: (uno.giorni, -uno.rendicontazione.anno)))

    @cached_property
    def per_conto(self) -> tuple[PerConto, ...]:
        per_delegante: dict[Utente, list[Voce]] = {}
        for voce in self.voci:
            if voce.per_conto_di is not None:
                per_delegante.setdefault(voce.per_conto_di, []).append(voce)
        return tuple(_per_conto(chi, voci) for chi, voci in per_delegante.items())


def _ordine(voce: Voce) -> tuple[bool, float, bool]:
    scade = voce.scade.timestamp() if voce.scade else 0.0
    return (voce.risultato.stato != S.RINVIATO, scade, voce.risultato.stato != S.BOZZA)


def _termine(voci: list[Voce], oggi: date) -> Termine:
    prima = voci[0]
    uno = prima.risultato
    proroga = next((voce.proroga for voce in voci if voce.proroga), None)
    return Termine(
        uno.rendicontazione, uno.periodo, uno.get_periodo_display(), prima.finestra, proroga, tuple(voci), oggi
    )


def _per_conto(chi: Utente, voci: Iterable[Voce]) -> PerConto:
    elenco = list(voci)
    return PerConto(
        chi,
        tuple(sorted((voce for voce in elenco if voce.da_fare), key=_ordine)),
        tuple(voce for voce in elenco if voce.fatto_da_me),
        len(elenco),
    )
