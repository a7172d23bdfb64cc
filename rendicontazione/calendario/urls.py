"""Addresses of the calendar, all below `/<ente>/calendario/`."""

from django.urls import path

from rendicontazione.calendario.views import calendario, modifica

CALENDARIO = "<slug:ente>/calendario/"
ANNO = f"{CALENDARIO}<int:anno>/"

urlpatterns = [
    path(CALENDARIO, calendario.CalendarioCorrenteView.as_view(), name="calendario"),
    path(ANNO, calendario.CalendarioView.as_view(), name="calendario_anno"),
    path(f"{ANNO}calendario.ics", calendario.CalendarioIcsView.as_view(), name="calendario_ics"),
    path(f"{ANNO}scadenze/", modifica.NuovaScadenzaView.as_view(), name="scadenza_nuova"),
    path(f"{CALENDARIO}scadenze/<int:scadenza>/", modifica.ScadenzaView.as_view(), name="scadenza"),
    path(f"{CALENDARIO}scadenze/<int:scadenza>/togli/", modifica.TogliScadenzaView.as_view(), name="scadenza_togli"),
    path(f"{ANNO}ritardo/<slug:adempimento>/", modifica.MotivoView.as_view(), name="ritardo_motivo"),
    path(f"{ANNO}<slug:piano>/intermedio/", modifica.IntermedioView.as_view(), name="intermedio_fissa"),
    path(f"{ANNO}<slug:piano>/proroghe/", modifica.ConcediView.as_view(), name="proroga_concedi"),
    path(f"{CALENDARIO}proroghe/<int:proroga>/termina/", modifica.TerminaView.as_view(), name="proroga_termina"),
]
