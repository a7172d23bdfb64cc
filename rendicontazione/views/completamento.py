"""Who has not filled what in a year, and the click that reminds them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pianoperf.organizzazione.permissions import controlla_ruolo
from pianoperf.web.vicini import filtri_in
from rendicontazione.calendario.finestre import proroghe_di
from rendicontazione.filters import COMPLETAMENTO, DAL_COMPLETAMENTO, CompletamentoFilterSet
from rendicontazione.permissions import motivo_divieto
from rendicontazione.promemoria.permissions import controlla_puo_sollecitare, puo_leggere_i_messaggi
from rendicontazione.promemoria.selectors import avvisi_di
from rendicontazione.promemoria.tables import PersoneTable
from rendicontazione.selectors.completamento import SEGUONO, completamento, tempo_scaduto
from rendicontazione.tables import ContiTable, MancantiTable
from rendicontazione.views.basi import VistaAnno
from rendicontazione.views.periodi import periodi_di, periodo_scelto
from rendicontazione.views.rilevazioni import conti_con_nome

NESSUNO_DA_SOLLECITARE = "Nessuno da sollecitare adesso: accanto a ogni nome c'è il perché."


class CompletamentoView(VistaAnno):
    """Totals by persona and by struttura, and below the list; filters ask for the same page, htmx takes its part."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        controlla_ruolo(request.user, self.ente, *SEGUONO, per="vedere il completamento dell'anno")
        rendicontazione, adesso = self.rendicontazione, timezone.now()
        periodo = periodo_scelto(request, rendicontazione)
        anno = completamento(rendicontazione, adesso, periodo)
        scaduto = tempo_scaduto(rendicontazione, adesso, periodo)
        filtro = CompletamentoFilterSet(
            request.GET, rendicontazione=rendicontazione, anno=anno, scaduto=scaduto, periodo=periodo
        )
        trovati = list(filtro.qs)
        tabella = MancantiTable(trovati)
        scelti = filtri_in(request.GET, DAL_COMPLETAMENTO[1:])
        tabella.filtri = f"?da={COMPLETAMENTO}{scelti.replace('?', '&', 1)}"
        avvisi = avvisi_di(rendicontazione, periodo, anno.persone, request.user, adesso)
        proroghe = {
            str(persona): proroga
            for persona, proroga in proroghe_di(rendicontazione, periodo).items()
            if proroga.fino_al > adesso and rendicontazione.trasmessa_il is None
        }
        contesto = {
            "rendicontazione": rendicontazione,
            "periodo": periodo,
            "periodi": periodi_di(rendicontazione, periodo),
            "anno": anno,
            "conti": conti_con_nome(anno.anno.conti, chiusa=rendicontazione.chiusa),
            "persone": PersoneTable(
                anno.persone,
                avvisi=avvisi,
                proroghe=proroghe,
                rendicontazione=rendicontazione,
                periodo=periodo,
                request=request,
            ),
            "strutture": ContiTable(anno.strutture, filtro="struttura", nome="Struttura", periodo=periodo),
            "da_sollecitare": sum(not avviso.motivo for avviso in avvisi.values()),
            "motivo_solleciti": motivo_divieto(
                controlla_puo_sollecitare, request.user, rendicontazione, periodo, adesso
            )
            or ("" if any(not avviso.motivo for avviso in avvisi.values()) else NESSUNO_DA_SOLLECITARE),
            "legge_i_messaggi": puo_leggere_i_messaggi(request.user, self.ente),
            "filtro": filtro,
            "filtrata": bool(set(request.GET) - {"periodo"}),
            "tabella": tabella,
            "trovati": len(trovati),
            "adesso": adesso,
        }
        return render(request, "rendicontazione/completamento.html", contesto)
