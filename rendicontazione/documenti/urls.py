"""Addresses of documents, all below `/<ente>/documenti/`."""

from django.urls import path

from rendicontazione.documenti import views
from rendicontazione.documenti.di_chi import DiChiView

urlpatterns = [
    path("<slug:ente>/documenti/", views.DocumentiView.as_view(), name="documenti"),
    path("<slug:ente>/documenti/chiedi/", views.ChiediView.as_view(), name="documento_chiedi"),
    path(
        "<slug:ente>/piani/<slug:piano>/versioni/pdf/", views.ChiediTestoAFronte.as_view(), name="testo_a_fronte_chiedi"
    ),
    path("<slug:ente>/documenti/verifica/", views.VerificaView.as_view(), name="documento_verifica"),
    path("<slug:ente>/documenti/schede/", DiChiView.as_view(), name="documento_di_chi"),
    path("<slug:ente>/documenti/tutti/", views.ChiediRaccoltaView.as_view(), name="raccolta_chiedi"),
    path("<slug:ente>/documenti/tutti/<int:raccolta>/", views.ScaricaRaccoltaView.as_view(), name="raccolta_scarica"),
    path("<slug:ente>/documenti/<int:documento>/", views.ScaricaView.as_view(), name="documento_scarica"),
]
