from django.urls import path

from pianoperf.lavori import views

urlpatterns = [
    path("lavori/<uuid:lavoro_id>/", views.lavoro, name="lavoro"),
    path("lavori/<uuid:lavoro_id>/riprova/", views.riprova_lavoro, name="riprova_lavoro"),
    path("lavori/<uuid:lavoro_id>/annulla/", views.annulla_lavoro, name="annulla_lavoro"),
    path("lavori/<uuid:lavoro_id>/richiedi/", views.richiedi_lavoro, name="richiedi_lavoro"),
]
