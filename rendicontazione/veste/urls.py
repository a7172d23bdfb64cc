"""Addresses of the look of the documents, all below `/<ente>/`."""

from django.urls import path

from rendicontazione.veste.views import AnteprimaView, LogoView, ProvaView, RipristinaView, StileView, VesteView

urlpatterns = [
    path("<slug:ente>/aspetto/", VesteView.as_view(), name="veste"),
    path("<slug:ente>/aspetto/anteprima/", AnteprimaView.as_view(), name="veste_anteprima"),
    path("<slug:ente>/aspetto/prova/", ProvaView.as_view(), name="veste_prova"),
    path("<slug:ente>/aspetto/ripristina/", RipristinaView.as_view(), name="veste_ripristina"),
    path("<slug:ente>/aspetto/logo.png", LogoView.as_view(), name="veste_logo"),
    path("<slug:ente>/aspetto/stile.css", StileView.as_view(), name="veste_stile"),
]
