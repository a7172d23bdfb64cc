"""Addresses of the export, all below `/<ente>/`."""

from django.urls import path

from rendicontazione.esportazione.views import EsportaRisultatiView, EsportazioniView, ScaricaEsportazioneView

urlpatterns = [
    path("<slug:ente>/esporta/", EsportazioniView.as_view(), name="esportazioni"),
    path("<slug:ente>/esporta/<int:esportazione>/", ScaricaEsportazioneView.as_view(), name="esportazione_scarica"),
    path(
        "<slug:ente>/quadro/<slug:piano>/<int:anno>/risultati.<slug:formato>",
        EsportaRisultatiView.as_view(),
        name="esporta_risultati",
    ),
]
