"""Acts and plans in the registry: a plan changes by import and by act, so here it is only read."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from obiettivi.models import Atto, Piano
from pianoperf.web.amministrazione import SolaLettura


@admin.register(Atto)
class AttoAdmin(admin.ModelAdmin):
    list_display = ("organo", "numero", "data", "allegato", "ente", "dimostrativo")
    list_filter = ("ente", "dimostrativo")
    search_fields = ("organo", "numero")
    list_select_related = ("ente",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Piano)
class PianoAdmin(SolaLettura):
    list_display = ("titolo", "ente", "famiglia", "primo_anno", "ultimo_anno", "stato")
    list_filter = ("ente", "famiglia", "stato")
    search_fields = ("titolo", "codice")
    list_select_related = ("ente",)
