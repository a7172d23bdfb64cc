"""Addresses of the dashboard of a year."""

from django.urls import path

from rendicontazione.quadro.views.confronti import QuadroConfrontiView
from rendicontazione.quadro.views.gruppi import QuadroGruppiView
from rendicontazione.quadro.views.indicatori import IndicatoriFileView, IndicatoriView
from rendicontazione.quadro.views.novita import QuadroNovitaView
from rendicontazione.quadro.views.quadri import QuadriView
from rendicontazione.quadro.views.schede import QuadroSchedaView, QuadroSchedeView
from rendicontazione.quadro.views.sintesi import QuadroView
from rendicontazione.quadro.views.tempi import QuadroTempiView
from rendicontazione.urls import ANNO

urlpatterns = [
    path("<slug:ente>/quadro/", QuadriView.as_view(), name="quadri"),
    path(ANNO, QuadroView.as_view(), name="quadro"),
    path(f"{ANNO}schede/", QuadroSchedeView.as_view(), name="quadro_schede"),
    path(f"{ANNO}schede/<str:codice>/", QuadroSchedaView.as_view(), name="quadro_scheda"),
    path(f"{ANNO}gruppi/", QuadroGruppiView.as_view(), name="quadro_gruppi"),
    path(f"{ANNO}tempi/", QuadroTempiView.as_view(), name="quadro_tempi"),
    path(f"{ANNO}confronti/", QuadroConfrontiView.as_view(), name="quadro_confronti"),
    path(f"{ANNO}novita/", QuadroNovitaView.as_view(), name="quadro_novita"),
    path(f"{ANNO}indicatori/", IndicatoriView.as_view(), name="quadro_indicatori"),
    path(f"{ANNO}indicatori.<slug:formato>", IndicatoriFileView.as_view(), name="quadro_indicatori_file"),
]
