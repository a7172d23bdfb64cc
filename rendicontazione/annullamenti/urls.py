"""Addresses that take back, all below `/<ente>/annulla/`."""

from django.urls import path

from rendicontazione.annullamenti.views import AnnullaGiudiziView, AnnullaInviiView, RimettiEvidenzaView

urlpatterns = [
    path("<slug:ente>/annulla/giudizi/", AnnullaGiudiziView.as_view(), name="annulla_giudizi"),
    path("<slug:ente>/annulla/invii/", AnnullaInviiView.as_view(), name="annulla_invii"),
    path("<slug:ente>/annulla/evidenze/", RimettiEvidenzaView.as_view(), name="rimetti_evidenza"),
]
