"""Import of plans and downloads of the template, below a body."""

from django.urls import path

from indicatori.importazione import views

urlpatterns = [
    path("<slug:ente>/importazioni/", views.Importazioni.as_view(), name="importazioni"),
    path(
        "<slug:ente>/importazioni/modello-vuoto.<slug:formato>",
        views.ModelloVuoto.as_view(),
        name="importazione_modello_vuoto",
    ),
    path("<slug:ente>/importazioni/<int:importazione>/", views.Anteprima.as_view(), name="importazione_anteprima"),
    path("<slug:ente>/importazioni/<int:importazione>/stato/", views.Stato.as_view(), name="importazione_stato"),
    path(
        "<slug:ente>/importazioni/<int:importazione>/differenze/",
        views.Differenze.as_view(),
        name="importazione_differenze",
    ),
    path(
        "<slug:ente>/importazioni/<int:importazione>/annotato.xlsx",
        views.FoglioAnnotato.as_view(),
        name="importazione_annotato",
    ),
    path(
        "<slug:ente>/importazioni/<int:importazione>/conferma/",
        views.Conferma.as_view(),
        name="importazione_conferma",
    ),
    path(
        "<slug:ente>/importazioni/<int:importazione>/riesamina/",
        views.Riesamina.as_view(),
        name="importazione_riesamina",
    ),
    path("<slug:ente>/piani/<slug:piano>/modello.<slug:formato>", views.EsportaPiano.as_view(), name="esporta_piano"),
]
