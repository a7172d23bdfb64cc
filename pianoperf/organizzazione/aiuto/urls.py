"""The manual, open to anybody; the first steps, for who has a role."""

from django.urls import path

from pianoperf.organizzazione.aiuto import views

urlpatterns = [
    path("aiuto/", views.Manuale.as_view(), name="aiuto"),
    path("aiuto/primi-passi/", views.PrimiPassi.as_view(), name="aiuto_primi_passi"),
    path("aiuto/<slug:pagina>/", views.Manuale.as_view(), name="aiuto_pagina"),
]
