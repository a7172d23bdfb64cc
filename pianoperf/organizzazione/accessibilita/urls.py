"""The page on accessibility, of everybody and of one body."""

from django.urls import path

from pianoperf.organizzazione.accessibilita import views

urlpatterns = [
    path("accessibilita/", views.accessibilita, name="accessibilita"),
    path("<slug:ente>/accessibilita/", views.DichiarazioneView.as_view(), name="dichiarazione"),
]
