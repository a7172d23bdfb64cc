"""The years open for me, and my results of one year."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from obiettivi.models import Scheda
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.viste import VistaEnte
from pianoperf.web.vicini import filtri_in
from rendicontazione.enums import StatoRisultato
from rendicontazione.filters import CHIAVI, RilevazioniFilterSet
from rendicontazione.models import Risultato
from rendicontazione.permissions import COMPILANO_TUTTO
from rendicontazione.prove.permissions import RACCOLGONO
from rendicontazione.selectors.elenchi import contatori, rilevazioni_di
from rendicontazione.selectors.pagine import DA_FARE, anni_contati, della_rendicontazione, elenco_rilevazioni
from rendicontazione.tables import RilevazioniTable
from rendicontazione.views.basi import VistaAnno, segue_il_completamento, vede_il_quadro
from rendicontazione.views.periodi import periodi_di, periodo_scelto

# Rows of a page of the list.
RIGHE_PER_PAGINA = 25
# one, many
NOMI = {
    StatoRisultato.DA_INSERIRE: ("da inserire", "da inserire"),
    StatoRisultato.BOZZA: ("in bozza", "in bozza"),
    StatoRisultato.TRASMESSO: ("inviato", "inviati"),
    StatoRisultato.RINVIATO: ("rinviato", "rinviati"),
    StatoRisultato.CONFERMATO: ("confermato", "confermati"),
    StatoRisultato.RETTIFICATO: ("rettificato", "rettificati"),
    StatoRisultato.NON_VALUTABILE: ("non valutabile", "non valutabili"),
}
NOMI_A_ANNO_CHIUSO = {StatoRisultato.DA_INSERIRE: ("non rendicontato", "non rendicontati")}


class RilevazioniView(VistaEnte):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        contesto = {
            "anni": anni_contati(request.user, self.ente),
            "tutti": vede_il_quadro(self),
            "puo_aprire": Ruolo.AMMINISTRATORE in self.ruoli,
            "adesso": timezone.now(),
        }
        return render(request, "rendicontazione/rilevazioni.html", contesto)


class RilevazioniAnnoView(VistaAnno):
    """The list, one table per scheda; filters ask for the same page and htmx takes its part."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        rendicontazione = self.rendicontazione
        tutti, periodo = vede_il_quadro(self), periodo_scelto(request, rendicontazione)
        filtro = RilevazioniFilterSet(
            request.GET, elenco_rilevazioni(request.user, rendicontazione, periodo), rendicontazione=rendicontazione
        )
        pagine = pagine_di_schede(filtro.qs.values_list("pk", "previsione__indicatore__scheda"))
        pagina = Paginator(pagine, 1).get_page(request.GET.get("page"))
        mostrati = della_rendicontazione(
            filtro.qs.filter(pk__in=[pk for parte in pagina for pk in parte]), rendicontazione
        )
        contesto = {
            "rendicontazione": rendicontazione,
            "periodo": periodo,
            "periodi": periodi_di(rendicontazione, periodo),
            "conti": conti_con_nome(
                contatori(rilevazioni_di(request.user, rendicontazione, periodo)), chiusa=rendicontazione.chiusa
            ),
            "filtro": filtro,
            "trovati": sum(len(parte) for parte in pagine),
            "pagina": pagina,
            "gruppi": gruppi_per_scheda(mostrati, con_responsabili=tutti, filtri=filtri_in(request.GET, CHIAVI)),
            "mie": not self.ruoli & set(COMPILANO_TUTTO) and Ruolo.RESPONSABILE in self.ruoli,
            "compila": bool(self.ruoli & {*COMPILANO_TUTTO, Ruolo.RESPONSABILE}) and not rendicontazione.chiusa,
            "segue": segue_il_completamento(self),
            "raccoglie": bool(self.ruoli & set(RACCOLGONO)),
            "adesso": timezone.now(),
        }
        return render(request, "rendicontazione/rilevazioni_anno.html", contesto)


def conti_con_nome(conti: dict[str, int], *, chiusa: bool) -> list[tuple[str, str, int]]:
    """(state, its name for that many, how many); rare opinions are left out when nobody has them."""
    rari = {StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE}
    nomi = NOMI | NOMI_A_ANNO_CHIUSO if chiusa else NOMI
    return [
        (stato.value, nomi[stato][conti[stato] != 1], conti[stato])
        for stato in StatoRisultato
        if conti[stato] or stato not in rari
    ]


def pagine_di_schede(righe: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The results (pk, scheda) of a list cut into pages of whole schede, each of RIGHE_PER_PAGINA rows at most.

    Only a scheda of more has a longer page, its own.
    """
    pagine: list[list[int]] = []
    for _, gruppo in groupby(righe, key=itemgetter(1)):
        scheda = [pk for pk, _ in gruppo]
        if pagine and len(pagine[-1]) + len(scheda) <= RIGHE_PER_PAGINA:
            pagine[-1].extend(scheda)
        else:
            pagine.append(scheda)
    return pagine


def gruppi_per_scheda(
    risultati: list[Risultato], *, con_responsabili: bool, filtri: str = ""
) -> list[tuple[Scheda, RilevazioniTable, int]]:
    """(scheda, its table, how many of its results wait to be entered or corrected), in the order of the plan."""
    escluse = () if con_responsabili else ("responsabili",)
    gruppi = []
    for scheda, righe in groupby(risultati, key=lambda risultato: risultato.previsione.indicatore.scheda):
        elenco = list(righe)
        tabella = RilevazioniTable(elenco, exclude=escluse)
        tabella.filtri = filtri
        tabella.attrs["caption"] = f"Rilevazioni: {scheda.codice} {scheda.titolo}"
        gruppi.append((scheda, tabella, sum(risultato.stato in DA_FARE for risultato in elenco)))
    return gruppi
