"""Desk and tools; the way in is in accesso."""

from django.urls import path

from pianoperf.organizzazione import views
from pianoperf.organizzazione.ripresa import RiprendiView

urlpatterns = [
    path("", views.Scrivania.as_view(), name="scrivania"),
    path("riprendi/", RiprendiView.as_view(), name="riprendi"),
    path("<slug:ente>/strumenti/", views.StrumentiView.as_view(), name="strumenti"),
]
