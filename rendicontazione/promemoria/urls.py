"""Addresses of the messages, and of the click that reminds."""

from django.urls import path

from rendicontazione.promemoria import views

urlpatterns = [
    path("<slug:ente>/messaggi/", views.MessaggiView.as_view(), name="messaggi"),
    path("<slug:ente>/messaggi/riprova/", views.RiprovaTuttiView.as_view(), name="messaggi_riprova"),
    path("<slug:ente>/messaggi/<int:messaggio>/", views.MessaggioView.as_view(), name="messaggio"),
    path("<slug:ente>/messaggi/<int:messaggio>/riprova/", views.RiprovaView.as_view(), name="messaggio_riprova"),
    path(
        "<slug:ente>/rilevazioni/<slug:piano>/<int:anno>/completamento/sollecita/",
        views.SollecitaView.as_view(),
        name="sollecita",
    ),
]
