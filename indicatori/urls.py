"""Indicators of a scheda, and the readings of a plan."""

from django.urls import path

from indicatori import views

urlpatterns = [
    path("<slug:ente>/piani/<slug:piano>/letture/", views.Letture.as_view(), name="letture"),
    path("<slug:ente>/piani/<slug:piano>/letture/certe/", views.ConfermaCerte.as_view(), name="conferma_certe"),
    path("<slug:ente>/annulla/letture/", views.AnnullaConferma.as_view(), name="annulla_conferma"),
    path("<slug:ente>/piani/<slug:piano>/letture/<int:previsione>/", views.Lettura.as_view(), name="lettura"),
    path(
        "<slug:ente>/piani/<slug:piano>/letture/<int:previsione>/anteprima/",
        views.AnteprimaLettura.as_view(),
        name="lettura_anteprima",
    ),
    path(
        "<slug:ente>/piani/<slug:piano>/schede/<str:scheda>/indicatori/",
        views.IndicatoriScheda.as_view(),
        name="indicatori_scheda",
    ),
]
