"""Addresses of documents, all below `/<ente>/documenti/`."""

from django.urls import path

from rendicontazione.documenti.views import ChiediTestoAFronte, ChiediView, DocumentiView, ScaricaView, VerificaView

urlpatterns = [
    path("<slug:ente>/documenti/", DocumentiView.as_view(), name="documenti"),
    path("<slug:ente>/documenti/chiedi/", ChiediView.as_view(), name="documento_chiedi"),
    path("<slug:ente>/piani/<slug:piano>/versioni/pdf/", ChiediTestoAFronte.as_view(), name="testo_a_fronte_chiedi"),
    path("<slug:ente>/documenti/verifica/", VerificaView.as_view(), name="documento_verifica"),
    path("<slug:ente>/documenti/<int:documento>/", ScaricaView.as_view(), name="documento_scarica"),
]
