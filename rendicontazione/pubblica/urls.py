"""Addresses without login, all below `/trasparenza/`: published ones do not change."""

from django.urls import path

from rendicontazione.pubblica import views

ENTE = "trasparenza/<slug:ente>/"
PIANO = f"{ENTE}<slug:piano>/"
ANNO = f"{PIANO}<int:anno>/"

urlpatterns = [
    path("robots.txt", views.RobotsView.as_view(), name="robots"),
    path("trasparenza/", views.EntiView.as_view(), name="pubblica"),
    path(ENTE, views.EnteView.as_view(), name="pubblica_ente"),
    path(f"{ENTE}verifica/", views.VerificaView.as_view(), name="pubblica_verifica"),
    path(f"{ENTE}documenti/<str:sha256>.pdf", views.DocumentoView.as_view(), name="pubblica_documento"),
    path(PIANO, views.PianoView.as_view(), name="pubblica_piano"),
    path(f"{PIANO}dati.<str:formato>", views.DatiPianoView.as_view(), name="pubblica_dati_piano"),
    path(f"{PIANO}datapackage.json", views.PacchettoView.as_view(), name="pubblica_pacchetto"),
    path(ANNO, views.AnnoView.as_view(), name="pubblica_anno"),
    path(f"{ANNO}dati.<str:formato>", views.DatiAnnoView.as_view(), name="pubblica_dati_anno"),
]
