"""Desk, login, logout, change of password."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from pianoperf.organizzazione import views
from pianoperf.organizzazione.ripresa import RiprendiView

urlpatterns = [
    path("", views.Scrivania.as_view(), name="scrivania"),
    path("accedi/", views.Accesso.as_view(), name="accedi"),
    path("esci/", LogoutView.as_view(), name="esci"),
    path("riprendi/", RiprendiView.as_view(), name="riprendi"),
    path("password/", views.CambiaPassword.as_view(), name="cambia_password"),
    path("<slug:ente>/strumenti/", views.StrumentiView.as_view(), name="strumenti"),
]
