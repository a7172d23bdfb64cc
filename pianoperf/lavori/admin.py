"""The job table for who runs the service: to be read, never edited."""

from __future__ import annotations

from django.contrib import admin

from pianoperf.lavori.models import Lavoro
from pianoperf.web.amministrazione import SolaLettura


@admin.register(Lavoro)
class LavoroAdmin(SolaLettura):
    list_display = ["tipo", "ente", "stato", "tentativi", "creato_il", "finito_il", "errore"]
    list_filter = ["stato", "tipo", "ente"]
    list_select_related = ["ente"]
    date_hierarchy = "creato_il"
