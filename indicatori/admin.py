"""Imports in the registry: what was given, when and by whom; only read."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from indicatori.models import Importazione


@admin.register(Importazione)
class ImportazioneAdmin(admin.ModelAdmin):
    list_display = ("nome_file", "ente", "piano", "stato", "caricata_da", "caricata_il", "confermata_il")
    list_filter = ("ente", "stato")
    search_fields = ("nome_file", "sha256")
    list_select_related = ("ente", "piano", "caricata_da")
    exclude = ("file", "anteprima")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
