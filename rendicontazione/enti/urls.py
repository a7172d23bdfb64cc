"""Addresses of the bodies side by side."""

from django.urls import path

from rendicontazione.enti.views import EntiCsvView, EntiView, GradoView

urlpatterns = [
    path("enti/", EntiView.as_view(), name="enti"),
    path("enti/enti.csv", EntiCsvView.as_view(), name="enti_csv"),
    path("<slug:ente>/quadro/<slug:piano>/<int:anno>/grado/", GradoView.as_view(), name="quadro_grado"),
]
