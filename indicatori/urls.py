"""Indicators, below a scheda."""

from django.urls import path

from indicatori import views

urlpatterns = [
    path(
        "<slug:ente>/piani/<slug:piano>/schede/<str:scheda>/indicatori/",
        views.IndicatoriScheda.as_view(),
        name="indicatori_scheda",
    ),
]
