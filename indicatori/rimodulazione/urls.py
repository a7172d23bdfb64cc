"""Versions of a plan and changes of it, below the plan."""

from django.urls import path

from indicatori.rimodulazione import views

PIANO = "<slug:ente>/piani/<slug:piano>"
PROPOSTA = f"{PIANO}/rimodulazioni/<int:rimodulazione>"
SCHEDA = f"{PROPOSTA}/schede/<str:scheda>"

urlpatterns = [
    path(f"{PIANO}/versioni/", views.Versioni.as_view(), name="versioni"),
    path(f"{PIANO}/versioni/confronto/", views.Fronte.as_view(), name="testo_a_fronte"),
    path(f"{PIANO}/rimodulazioni/nuova/", views.Nuova.as_view(), name="rimodulazione_nuova"),
    path(f"{PROPOSTA}/", views.Proposta.as_view(), name="rimodulazione"),
    path(f"{PROPOSTA}/motivi/", views.Motivi.as_view(), name="rimodulazione_motivi"),
    path(f"{PROPOSTA}/annulla/", views.Annulla.as_view(), name="rimodulazione_annulla"),
    path(f"{PROPOSTA}/ritira/", views.Ritira.as_view(), name="rimodulazione_ritira"),
    path(f"{PROPOSTA}/approvazione/", views.Approva.as_view(), name="rimodulazione_approva"),
    path(f"{PROPOSTA}/capitoli/nuovo/", views.ModuloCapitolo.as_view(), name="rimodulazione_nuovo_capitolo"),
    path(f"{PROPOSTA}/capitoli/<int:posto>/", views.ModuloCapitolo.as_view(), name="rimodulazione_capitolo"),
    path(f"{PROPOSTA}/capitoli/<int:posto>/togli/", views.TogliCapitolo.as_view(), name="rimodulazione_togli_capitolo"),
    path(f"{SCHEDA}/", views.SchedaProposta.as_view(), name="rimodulazione_scheda"),
    path(f"{SCHEDA}/testata/", views.ModuloTestata.as_view(), name="rimodulazione_testata"),
    path(f"{SCHEDA}/togli/", views.Togli.as_view(), name="rimodulazione_togli"),
    path(f"{SCHEDA}/nuova-azione/", views.ModuloAzione.as_view(), name="rimodulazione_nuova_azione"),
    path(f"{SCHEDA}/azioni/<str:numero>/", views.ModuloAzione.as_view(), name="rimodulazione_azione"),
    path(f"{SCHEDA}/nuovo-indicatore/", views.ModuloIndicatore.as_view(), name="rimodulazione_nuovo_indicatore"),
    path(f"{SCHEDA}/indicatori/<str:codice>/", views.ModuloIndicatore.as_view(), name="rimodulazione_indicatore"),
    path(f"{SCHEDA}/lettura/<int:anno>/", views.AnteprimaTarget.as_view(), name="rimodulazione_lettura"),
]
