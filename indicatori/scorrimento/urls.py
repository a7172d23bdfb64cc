"""Editions of one plan."""

from django.urls import path

from indicatori.scorrimento import views

urlpatterns = [
    path(
        "<slug:ente>/piani/<slug:piano>/prossima-edizione/",
        views.ProssimaEdizioneView.as_view(),
        name="prossima_edizione",
    ),
    path(
        "<slug:ente>/piani/<slug:piano>/edizione-precedente/",
        views.EdizionePrecedenteView.as_view(),
        name="edizione_precedente",
    ),
]
