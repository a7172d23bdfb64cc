"""Chapters of a plan, below the plan."""

from django.urls import path

from obiettivi.capitoli import views

CAPITOLI = "<slug:ente>/piani/<slug:piano>/capitoli"

urlpatterns = [
    path(f"{CAPITOLI}/", views.Capitoli.as_view(), name="capitoli"),
    path(f"{CAPITOLI}/nuovo/", views.NuovoCapitolo.as_view(), name="capitolo_nuovo"),
    path(f"{CAPITOLI}/<int:capitolo>/", views.PaginaCapitolo.as_view(), name="capitolo"),
    path(f"{CAPITOLI}/<int:capitolo>/modifica/", views.ModificaCapitolo.as_view(), name="capitolo_modifica"),
    path(f"{CAPITOLI}/<int:capitolo>/sposta/", views.SpostaCapitolo.as_view(), name="capitolo_sposta"),
    path(f"{CAPITOLI}/<int:capitolo>/elimina/", views.EliminaCapitolo.as_view(), name="capitolo_elimina"),
]
