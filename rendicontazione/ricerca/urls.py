"""Addresses of the search."""

from django.urls import path

from rendicontazione.ricerca.views import RicercaView, SuggerimentiView

urlpatterns = [
    path("<slug:ente>/cerca/", RicercaView.as_view(), name="ricerca"),
    path("<slug:ente>/cerca/suggerimenti/", SuggerimentiView.as_view(), name="ricerca_suggerimenti"),
]
