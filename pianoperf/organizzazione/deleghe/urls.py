"""Deputies of one body."""

from django.urls import path

from pianoperf.organizzazione.deleghe import views

urlpatterns = [
    path("<slug:ente>/deleghe/", views.DelegheView.as_view(), name="deleghe"),
    path("<slug:ente>/deleghe/<int:delega>/ritira/", views.RevocaDelegaView.as_view(), name="delega_ritira"),
]
