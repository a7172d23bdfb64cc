"""Every address: fixed paths first, then everything of one body under its codice."""

from django.contrib import admin
from django.urls import include, path

from pianoperf.web.salute import salute

urlpatterns = [
    path("salute/", salute, name="salute"),
    path("amministrazione/", admin.site.urls),
    path("", include("pianoperf.organizzazione.urls")),
    path("", include("pianoperf.lavori.urls")),
    path("", include("obiettivi.urls")),
    path("", include("indicatori.urls")),
    path("", include("rendicontazione.urls")),
    path("", include("rendicontazione.documenti.urls")),
]
