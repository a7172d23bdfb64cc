"""The versions of a plan, and any two of them side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from indicatori.rimodulazione import permissions, selectors
from indicatori.rimodulazione.fronte import PROPOSTA, testo_a_fronte
from indicatori.rimodulazione.views.basi import VistaPiano
from obiettivi.enums import StatoRimodulazione
from obiettivi.permissions import controlla_puo_proporre, motivo_del_rifiuto


class Versioni(VistaPiano):
    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        self.carica(piano)
        legge = permissions.puo_leggere(request.user, self.piano)
        ritirate = selectors.rimodulazioni_di(self.piano).filter(stato=StatoRimodulazione.RITIRATA)
        return self.mostra(
            "versioni",
            versioni=selectors.righe_versioni(self.piano),
            aperta=selectors.proposta_aperta(self.piano) if legge else None,
            ritirate=ritirate.defer("dati", "base__dati") if legge else [],
            motivo=motivo_del_rifiuto(controlla_puo_proporre, request.user, self.piano),
        )


class Fronte(VistaPiano):
    """Without a choice: the last version against the one before, or the open proposal against the last version."""

    def get(self, request: HttpRequest, ente: str, piano: str) -> HttpResponse:
        self.carica(piano)
        con_proposta = permissions.puo_leggere(request.user, self.piano)
        capi = selectors.capi_di(self.piano, con_proposta=con_proposta)
        if len(capi) < 2:
            return self.mostra("fronte_vuoto")
        da, a = (request.GET.get("da") or capi[-2][0]), (request.GET.get("a") or capi[-1][0])
        prima, dopo = (selectors.capo(self.piano, quale, con_proposta=con_proposta) for quale in (da, a))
        if (prima.numero is None) or (dopo.numero is not None and prima.numero > dopo.numero):
            prima, dopo, da, a = dopo, prima, a, da
        schede = [(voce.codice, f"{voce.codice} - {voce.titolo[:80]}") for voce in dopo.dati.schede]
        tutto = request.GET.get("mostra") == "tutto"
        scheda = request.GET.get("scheda", "")
        if tutto and not scheda and schede:
            scheda = schede[0][0]
        return self.mostra(
            "fronte",
            fronte=testo_a_fronte(self.piano, prima, dopo, tutto=tutto, scheda=scheda),
            capi=capi,
            da=da,
            a=a,
            schede=schede,
            scheda=scheda,
            tutto=tutto,
            stampabile=PROPOSTA not in (da, a) and da != a,
        )
