"""Addresses of documents, all below `/<ente>/documenti/`."""

from django.urls import path

from rendicontazione.documenti import views

urlpatterns = [
    path("<slug:ente>/documenti/", views.DocumentiView.as_view(), name="documenti"),
    path("<slug:ente>/documenti/chiedi/", views.ChiediView.as_view(), name="documento_chiedi"),
    path(
        "<slug:ente>/piani/<slug:piano>/versioni/pdf/", views.ChiediTestoAFronte.as_view(), name="testo_a_fronte_chiedi"
    ),
    path("<slug:ente>/documenti/verifica/", views.VerificaView.as_view(), name="documento_verifica"),
    path("<slug:ente>/documenti/tutti/", views.ChiediRaccoltaView.as_view(), name="raccolta_chiedi"),
    path("<slug:ente>/documenti/tutti/<int:raccolta>/", views.ScaricaRaccoltaView.as_view(), name="raccolta_scarica"),
    path("<slug:ente>/documenti/<int:documento>/", views.ScaricaView.as_view(), name="documento_scarica"),
]
