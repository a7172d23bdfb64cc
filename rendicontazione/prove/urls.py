"""Addresses of the proofs of a year."""

from django.urls import path

from rendicontazione.prove.views import EvidenzeAnnoView, ObbligoView, ZipView

ANNO = "<slug:ente>/rilevazioni/<slug:piano>/<int:anno>/evidenze"

urlpatterns = [
    path(f"{ANNO}/", EvidenzeAnnoView.as_view(), name="evidenze_anno"),
    path(f"{ANNO}.zip", ZipView.as_view(), name="evidenze_zip"),
    path("<slug:ente>/piani/<slug:piano>/evidenze-obbligatorie/", ObbligoView.as_view(), name="evidenze_obbligatorie"),
]
