"""The page that a responsabile opens first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.viste import VistaEnte
from rendicontazione.mio_anno.forms import SceltaForm, scelta_da
from rendicontazione.mio_anno.poi import che_cosa_succede_poi
from rendicontazione.mio_anno.selectors import mio_anno, ultima_volta
from rendicontazione.permissions import COMPILANO_TUTTO

PER_PAGINA = 10


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
            "domanda": f"?{request.GET.urlencode()}" if request.GET else "",
        }
        return render(request, "rendicontazione/mio_anno/mio_anno.html", contesto)


class UltimaVoltaView(VistaEnte):
    """The last part of the page, asked for after the rest; page by page when it is opened by itself."""

    ruoli_ammessi = MioAnnoView.ruoli_ammessi

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        volte = Paginator(ultima_volta(request.user, self.ente, scelta_da(request.GET)), PER_PAGINA)
        parte = request.htmx and not request.htmx.history_restore_request
        nome = "_ultima_volta" if parte else "ultima_volta"
        return render(
            request, f"rendicontazione/mio_anno/{nome}.html", {"pagina": volte.get_page(request.GET.get("page"))}
        )
