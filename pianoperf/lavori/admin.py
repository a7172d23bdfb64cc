"""The job table for who runs the service: to be read, never edited."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from pianoperf.lavori.models import Lavoro


@admin.register(Lavoro)
class LavoroAdmin(admin.ModelAdmin):
    list_display = ["tipo", "ente", "stato", "tentativi", "creato_il", "finito_il", "errore"]
    list_filter = ["stato", "tipo", "ente"]
    list_select_related = ["ente"]
    date_hierarchy = "creato_il"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Lavoro | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Lavoro | None = None) -> bool:
        return False
