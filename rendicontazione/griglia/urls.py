"""Addresses of the grid."""

from django.urls import path

from rendicontazione.griglia.views import GrigliaView

urlpatterns = [
    path("<slug:ente>/rilevazioni/<slug:piano>/<int:anno>/griglia/", GrigliaView.as_view(), name="griglia"),
]
