"""Imports in the registry: what was given, when and by whom; only read."""

from __future__ import annotations

from django.contrib import admin

from indicatori.models import Importazione
from pianoperf.web.amministrazione import SolaLettura


@admin.register(Importazione)
class ImportazioneAdmin(SolaLettura):
    list_display = ("nome_file", "ente", "piano", "stato", "caricata_da", "caricata_il", "confermata_il")
    list_filter = ("ente", "stato")
    search_fields = ("nome_file", "sha256")
    list_select_related = ("ente", "piano", "caricata_da")
    exclude = ("file", "anteprima")
