"""Pages of plans, below the codice of the body."""

from django.urls import path

from obiettivi import views

urlpatterns = [
    path("<slug:ente>/piani/", views.Piani.as_view(), name="piani"),
    path("<slug:ente>/piani/<slug:piano>/", views.PaginaPiano.as_view(), name="piano"),
    path("<slug:ente>/piani/<slug:piano>/approvazione/", views.ApprovaPiano.as_view(), name="approva_piano"),
    path("<slug:ente>/piani/<slug:piano>/chiusura/", views.ChiudiPiano.as_view(), name="chiudi_piano"),
    path("<slug:ente>/piani/<slug:piano>/schede/<str:scheda>/", views.PaginaScheda.as_view(), name="scheda"),
]
