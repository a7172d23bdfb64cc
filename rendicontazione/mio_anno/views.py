"""The page that a responsabile opens first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.mio_anno.forms import SceltaForm, scelta_da
from rendicontazione.mio_anno.poi import che_cosa_succede_poi
from rendicontazione.mio_anno.selectors import mio_anno
from rendicontazione.permissions import COMPILANO_TUTTO


class MioAnnoView(VistaEnte):
    """Of who may have indicators; a director sees here only the own ones."""

    ruoli_ammessi = (Ruolo.RESPONSABILE, *COMPILANO_TUTTO)

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        adesso = timezone.now()
        anno = mio_anno(request.user, self.ente, scelta_da(request.GET), adesso)
        contesto = {
            "mio": anno,
            "filtri": SceltaForm(request.GET, anno.tutti_gli_anni),
            "piu_anni": len(anno.anni) > 1,
            "poi": [(voce, che_cosa_succede_poi(voce)) for voce in anno.anni],
            "adesso": adesso,
        }
        return render(request, "rendicontazione/mio_anno/mio_anno.html", contesto)
