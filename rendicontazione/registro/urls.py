"""The register of one body."""

from django.urls import path

from rendicontazione.registro import views

urlpatterns = [
    path("<slug:ente>/registro/", views.RegistroView.as_view(), name="registro"),
    path("<slug:ente>/registro/csv/", views.RegistroCsvView.as_view(), name="registro_csv"),
]
