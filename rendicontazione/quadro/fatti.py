"""The rows of a year with everything the dashboard counts about them, made once for each state of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.text import slugify

from indicatori.models import Indicatore
from indicatori.rimodulazione.rimodulati import Chiave, TargetRimodulato, rimodulati_del_piano
from rendicontazione.models import Risultato
from rendicontazione.quadro.mancanze import NON_CONSEGNATI, Mancanza, con_colonna_di_partenza, mancanze_di
from rendicontazione.quadro.puntualita import Puntualita, Tempi, Termine, tempi_di, termine_di
from rendicontazione.selectors.completamento import tempo_scaduto
from rendicontazione.selectors.memoria import Ricordo
from rendicontazione.selectors.raggruppamenti import Dimensione, Etichetta, Per, dimensioni, peso_nell_ente
from rendicontazione.selectors.ribassi import Ribasso, ribassi_negli_anni, ribassi_per_atto
from rendicontazione.selectors.valutazione import IndicatoreValutato, SchedaValutata, Valutazione

NON_RENDICONTATO = "non_rendicontato"
Rimodulati = dict[Chiave, tuple[TargetRimodulato, ...]]


@dataclass(frozen=True, slots=True)
class RigaQuadro:
    """One indicator. `esito` is the key of its band, or why it is in none; `peso` is in percent of the body."""

    scheda: SchedaValutata
    voce: IndicatoreValutato
    peso: Fraction | None
    esito: str
    inviato_il: datetime | None
    puntualita: Puntualita
    termine: Termine | None
    ribassi: tuple[Ribasso, ...]
    mancanze: tuple[Mancanza, ...]

    @property
    def risultato(self) -> Risultato:
        return self.voce.risultato

    @property
    def indicatore(self) -> Indicatore:
        return self.voce.indicatore


@dataclass(frozen=True)
class Gruppi:
    """To which groups each indicator belongs; `per` are the ways that say something in this year."""

    dimensioni: Mapping[str, Dimensione]

    def di(self, riga: RigaQuadro, per: str) -> tuple[Etichetta, ...]:
        dimensione = self.dimensioni.get(per)
        return dimensione.etichette.get(riga.indicatore.pk, ()) if dimensione else ()

    def nomi(self, riga: RigaQuadro, per: Per) -> list[str]:
        return [etichetta.nome for etichetta in self.di(riga, per)]


def righe_di(ricordo: Ricordo, adesso: datetime, *, rimodulato: bool = True) -> tuple[RigaQuadro, ...]:
    """The rows in the order of the plan. At most three queries the first time."""
    scaduto = tempo_scaduto(ricordo.valutazione.rendicontazione, adesso)
    return ricordo.parte(
        ("righe", scaduto), lambda: _righe(ricordo.valutazione, scaduto, rimodulati_di(ricordo, rimodulato=rimodulato))
    )


def rimodulati_di(ricordo: Ricordo, *, rimodulato: bool = True) -> Rimodulati:
    """The targets of the plan that an act changed; nothing is asked of a plan that is known not to be `rimodulato`."""
    if not rimodulato:
        return {}
    return ricordo.parte("rimodulati", lambda: rimodulati_del_piano(ricordo.valutazione.rendicontazione.piano_id))


def gruppi_di(ricordo: Ricordo) -> Gruppi:
    """Two queries the first time, none while the year stays as it is."""
    return ricordo.parte("gruppi", lambda: Gruppi({str(d.per): d for d in dimensioni(ricordo.valutazione)}))


def esito_di(voce: IndicatoreValutato) -> str:
    """As in the Relazione: what was not handed in is apart, also once it counts 0."""
    if voce.risultato.stato in NON_CONSEGNATI:
        return NON_RENDICONTATO
    return slugify(voce.fascia.nome) if voce.fascia else str(voce.grado.stato)


def _righe(valutazione: Valutazione, scaduto: bool, rimodulati: Rimodulati) -> tuple[RigaQuadro, ...]:
    tempi = tempi_di(valutazione.rendicontazione, scaduto=scaduto)
    ribassi: dict[int, list[Ribasso]] = {}
    for ribasso in (*ribassi_negli_anni(valutazione), *ribassi_per_atto(valutazione, rimodulati)):
        ribassi.setdefault(ribasso.voce.risultato.pk, []).append(ribasso)
    colonna = con_colonna_di_partenza(valutazione)
    return tuple(
        _riga(scheda, voce, valutazione, tempi, tuple(ribassi.get(voce.risultato.pk, ())), colonna)
        for scheda in valutazione.schede
        for voce in scheda.indicatori
    )


def _riga(
    scheda: SchedaValutata,
    voce: IndicatoreValutato,
    valutazione: Valutazione,
    tempi: Tempi,
    ribassi: tuple[Ribasso, ...],
    colonna: bool,
) -> RigaQuadro:
    puntualita, termine = tempi.di(voce.risultato), termine_di(voce.risultato)
    mancanze = mancanze_di(voce, puntualita=puntualita, termine=termine, ribassi=ribassi, colonna=colonna)
    return RigaQuadro(
        scheda=scheda,
        voce=voce,
        peso=peso_nell_ente(scheda, voce, valutazione),
        esito=esito_di(voce),
        inviato_il=tempi.invii.get(voce.risultato.pk),
        puntualita=puntualita,
        termine=termine,
        ribassi=ribassi,
        mancanze=tuple(mancanze),
    )
