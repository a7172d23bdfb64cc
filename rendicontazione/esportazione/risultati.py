"""The results of a year that a person may take away: no more than the pages show that person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from indicatori.models import Indicatore, Responsabilita
from indicatori.motore.descrizione import descrivi
from indicatori.motore.gradi import Grado
from indicatori.motore.inserimento import scrivi_valore
from obiettivi.models import Scheda
from pianoperf.organizzazione.models import Utente
from pianoperf.organizzazione.permissions import ha_ruolo
from rendicontazione.enums import Periodo
from rendicontazione.models import Evidenza, Giudizio, Rendicontazione, Risultato
from rendicontazione.selectors.elenchi import VEDONO_TUTTO, risultati_visibili_a
from rendicontazione.selectors.valutati import IndicatoreValutato, Valutazione
from rendicontazione.selectors.valutazione import valutazione


@dataclass(frozen=True, slots=True)
class RisultatoEsportato:
    """One result: `voce` has the grade and the values that count, `scritto` who did what and when.

    The two are read apart: of a closed year the values are those of its snapshot.
    """

    scheda: Scheda
    voce: IndicatoreValutato
    scritto: Risultato

    @property
    def risultato(self) -> Risultato:
        return self.voce.risultato

    @property
    def indicatore(self) -> Indicatore:
        return self.scritto.previsione.indicatore

    @property
    def parti(self) -> list[tuple[str, str]]:
        """(what is measured, what was entered) for each part of the target; "" where nothing was."""
        return [
            (descrivi(condizione), scrivi_valore(condizione, valore) if valore else "")
            for condizione, valore in zip(self.risultato.previsione.lette, self.risultato.letti, strict=True)
        ]

    @property
    def testo(self) -> str:
        return "; ".join(scritto for _, scritto in self.parti if scritto)

    @property
    def grado_calcolato(self) -> Grado:
        """The grade of the entered values, also where the Nucleo put another one in its place."""
        return self.voce.calcolato or self.voce.grado

    @property
    def incaricati(self) -> list[str]:
        return [str(voce.persona) for voce in self.indicatore.responsabilita.all()]

    @property
    def strutture(self) -> list[str]:
        return [struttura.nome for struttura in self.indicatore.strutture.all()]


@dataclass(frozen=True, slots=True)
class RisultatiEsportati:
    """The results of a year; `intera` is the year's valuation, None for who does not see the quadro."""

    rendicontazione: Rendicontazione
    righe: tuple[RisultatoEsportato, ...]
    intera: Valutazione | None


def risultati_esportabili(rendicontazione: Rendicontazione, utente: Utente | None) -> RisultatiEsportati:
    """The final results of the year in the order of the plan, those that `utente` may see; all of them without one."""
    ente = rendicontazione.piano.ente
    visibili = Risultato.objects.all() if utente is None else risultati_visibili_a(utente, ente)
    scritti = {
        risultato.pk: risultato
        for risultato in visibili.filter(rendicontazione=rendicontazione, periodo=Periodo.FINALE)
        .select_related("previsione__indicatore__azione", "aggiornato_da", "inviato_da", "deciso_da")
        .prefetch_related(
            "previsione__indicatore__strutture",
            Prefetch("previsione__indicatore__responsabilita", Responsabilita.objects.select_related("persona")),
            Prefetch("evidenze", Evidenza.objects.filter(riservata=False).order_by("caricata_il", "pk")),
            Prefetch("giudizi", Giudizio.objects.select_related("espresso_da").order_by("espresso_il", "pk")),
        )
    }
    valutata = valutazione(rendicontazione)
    righe = tuple(
        RisultatoEsportato(scheda.scheda, voce, scritti[voce.risultato.pk])
        for scheda in valutata.schede
        for voce in scheda.indicatori
        if voce.risultato.pk in scritti
    )
    intera = valutata if utente is None or ha_ruolo(utente, ente, *VEDONO_TUTTO) else None
    return RisultatiEsportati(rendicontazione, righe, intera)
