"""Addresses of the calendar, all below `/<ente>/calendario/`."""

from django.urls import path

from rendicontazione.calendario import views, views_modifica

CALENDARIO = "<slug:ente>/calendario/"
ANNO = f"{CALENDARIO}<int:anno>/"

urlpatterns = [
    path(CALENDARIO, views.CalendarioCorrenteView.as_view(), name="calendario"),
    path(ANNO, views.CalendarioView.as_view(), name="calendario_anno"),
    path(f"{ANNO}calendario.ics", views.CalendarioIcsView.as_view(), name="calendario_ics"),
    path(f"{ANNO}scadenze/", views_modifica.NuovaScadenzaView.as_view(), name="scadenza_nuova"),
    path(f"{CALENDARIO}scadenze/<int:scadenza>/", views_modifica.ScadenzaView.as_view(), name="scadenza"),
    path(
        f"{CALENDARIO}scadenze/<int:scadenza>/togli/", views_modifica.TogliScadenzaView.as_view(), name="scadenza_togli"
    ),
    path(f"{ANNO}ritardo/<slug:adempimento>/", views_modifica.MotivoView.as_view(), name="ritardo_motivo"),
    path(f"{ANNO}<slug:piano>/intermedio/", views_modifica.IntermedioView.as_view(), name="intermedio_fissa"),
    path(f"{ANNO}<slug:piano>/proroghe/", views_modifica.ConcediView.as_view(), name="proroga_concedi"),
    path(f"{CALENDARIO}proroghe/<int:proroga>/termina/", views_modifica.TerminaView.as_view(), name="proroga_termina"),
]
