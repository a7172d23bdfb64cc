"""Desk, login and logout."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from pianoperf.organizzazione import views

urlpatterns = [
    path("", views.Scrivania.as_view(), name="scrivania"),
    path("accedi/", views.Accesso.as_view(), name="accedi"),
    path("esci/", LogoutView.as_view(), name="esci"),
]
