"""Addresses of the API, and of the keys that open it."""

from django.urls import include, path, re_path

from rendicontazione.api import views
from rendicontazione.api.interfaccia import indirizzi, niente, porta

RADICE = "api/v1/"

urlpatterns = [
    path(RADICE, porta(views.DocumentazioneView.as_view()), name="api"),
    path(f"{RADICE}openapi.json", porta(views.OpenApiView.as_view()), name="api_openapi"),
    path(RADICE, include(indirizzi())),
    re_path(rf"^{RADICE}(?P<resto>(?s:.+))$", niente, name="api_niente"),
    path("<slug:ente>/strumenti/api/", views.ChiaviView.as_view(), name="chiavi_api"),
    path("<slug:ente>/strumenti/api/<int:chiave>/revoca/", views.RevocaChiaveView.as_view(), name="chiave_api_revoca"),
]
