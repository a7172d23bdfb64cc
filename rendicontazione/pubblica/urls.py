"""Addresses without login, all below `/trasparenza/`: published ones do not change."""

from django.urls import path

from rendicontazione.pubblica import views

ENTE = "trasparenza/<slug:ente>/"
PIANO = f"{ENTE}<slug:piano>/"
ANNO = f"{PIANO}<int:anno>/"
# What belongs to no body comes first: a body could not be called "dati-aperti".
APERTI = "trasparenza/dati-aperti/"

urlpatterns = [
    path("robots.txt", views.RobotsView.as_view(), name="robots"),
    path("trasparenza/", views.EntiView.as_view(), name="pubblica"),
    path("trasparenza/sitemap.xml", views.MappaView.as_view(), name="pubblica_mappa"),
    path("trasparenza/catalogo.<slug:formato>", views.CataloghiView.as_view(), name="pubblica_cataloghi"),
    path(APERTI, views.ColonneView.as_view(), name="pubblica_colonne"),
    path(f"{APERTI}sitemap.xml", views.MappaComuneView.as_view(), name="pubblica_mappa_comune"),
    path(f"{APERTI}<slug:tabella>.<slug:schema>.json", views.SchemaView.as_view(), name="pubblica_schema"),
    path(ENTE, views.EnteView.as_view(), name="pubblica_ente"),
    path(f"{ENTE}sitemap.xml", views.MappaEnteView.as_view(), name="pubblica_mappa_ente"),
    path(f"{ENTE}catalogo.<slug:formato>", views.CatalogoView.as_view(), name="pubblica_catalogo"),
    path(f"{ENTE}verifica/", views.VerificaView.as_view(), name="pubblica_verifica"),
    path(f"{ENTE}documenti/<str:sha256>.pdf", views.DocumentoView.as_view(), name="pubblica_documento"),
    path(PIANO, views.PianoView.as_view(), name="pubblica_piano"),
    path(f"{PIANO}dati.<str:formato>", views.DatiPianoView.as_view(), name="pubblica_dati_piano"),
    path(f"{PIANO}datapackage.json", views.PacchettoView.as_view(), name="pubblica_pacchetto"),
    path(ANNO, views.AnnoView.as_view(), name="pubblica_anno"),
    path(f"{ANNO}dati.<str:formato>", views.DatiAnnoView.as_view(), name="pubblica_dati_anno"),
]
