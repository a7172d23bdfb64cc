"""Addresses of the Nucleo's room."""

from django.urls import path

from rendicontazione.nucleo.views.componenti import ComponenteView, ComponentiView, TogliComponenteView
from rendicontazione.nucleo.views.discussione import DiscussioneView
from rendicontazione.nucleo.views.esami import EsamiView
from rendicontazione.nucleo.views.richieste import ChiediView, RichiestaView, RichiesteView
from rendicontazione.nucleo.views.sedute import SedutaView, SeduteView, TogliSedutaView
from rendicontazione.nucleo.views.verifica import CompletiView, RiscontroView, VerificaView
from rendicontazione.urls import ANNO

urlpatterns = [
    path("<slug:ente>/nucleo/", ComponentiView.as_view(), name="nucleo_componenti"),
    path("<slug:ente>/nucleo/<int:componente>/", ComponenteView.as_view(), name="nucleo_componente"),
    path("<slug:ente>/nucleo/<int:componente>/togli/", TogliComponenteView.as_view(), name="nucleo_componente_togli"),
    path("<slug:ente>/richieste/<int:richiesta>/", RichiestaView.as_view(), name="richiesta"),
    path("<slug:ente>/rilevazioni/<int:risultato>/richiesta/", ChiediView.as_view(), name="richiesta_nuova"),
    path("<slug:ente>/rilevazioni/<int:risultato>/discussione/", DiscussioneView.as_view(), name="discussione"),
    path(f"{ANNO}esami/", EsamiView.as_view(), name="nucleo_esami"),
    path(f"{ANNO}sedute/", SeduteView.as_view(), name="nucleo_sedute"),
    path(f"{ANNO}sedute/<int:seduta>/", SedutaView.as_view(), name="nucleo_seduta"),
    path(f"{ANNO}sedute/<int:seduta>/togli/", TogliSedutaView.as_view(), name="nucleo_seduta_togli"),
    path(f"{ANNO}richieste/", RichiesteView.as_view(), name="nucleo_richieste"),
    path(f"{ANNO}verifica/", VerificaView.as_view(), name="nucleo_verifica"),
    path(f"{ANNO}verifica/<slug:chiave>/", RiscontroView.as_view(), name="nucleo_riscontro"),
    path(f"{ANNO}completi/", CompletiView.as_view(), name="nucleo_completi"),
]
