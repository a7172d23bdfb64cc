"""The yearly cycle in the registry: results and opinions are only read; a profile is edited until it is frozen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from indicatori.motore import profilo as motore_profilo
from pianoperf.web.amministrazione import SolaLettura
from rendicontazione.models import Evidenza, Giudizio, Istantanea, Profilo, Rendicontazione, Riapertura, Risultato


class ProfiloForm(forms.ModelForm):
    class Meta:
        model = Profilo
        fields = ("ente", "anno", "regole")

    def clean_regole(self) -> Any:
        """The rules as the engine reads them. Its sentence says what contradicts itself."""
        try:
            return motore_profilo.Profilo.da_json(self.cleaned_data["regole"]).in_json()
        except ValueError as errore:
            raise forms.ValidationError(str(errore)) from None
        except (AttributeError, KeyError, TypeError, ZeroDivisionError):
            raise forms.ValidationError("Le regole non hanno la forma di un profilo di valutazione.") from None


@admin.register(Profilo)
class ProfiloAdmin(admin.ModelAdmin):
    form = ProfiloForm
    list_display = ("ente", "anno", "congelato_il")
    list_filter = ("ente",)
    list_select_related = ("ente",)

    def has_change_permission(self, request: HttpRequest, obj: Profilo | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.congelato_il is None)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Rendicontazione)
class RendicontazioneAdmin(SolaLettura):
    list_display = ("piano", "anno", "stato", "finestra_al", "dimostrativa")
    list_filter = ("piano__ente", "stato", "anno")
    list_select_related = ("piano__ente",)


@admin.register(Risultato)
class RisultatoAdmin(SolaLettura):
    list_display = ("previsione", "rendicontazione", "stato", "grado", "aggiornato_il")
    list_filter = ("rendicontazione__piano__ente", "rendicontazione__anno", "stato")
    list_select_related = ("previsione__indicatore", "rendicontazione__piano__ente")
    search_fields = ("previsione__indicatore__codice", "previsione__indicatore__descrizione")


@admin.register(Giudizio)
class GiudizioAdmin(SolaLettura):
    list_display = ("risultato", "esito", "espresso_da", "espresso_il")
    list_filter = ("risultato__rendicontazione__piano__ente", "esito")
    list_select_related = ("risultato__previsione__indicatore", "espresso_da")


@admin.register(Evidenza)
class EvidenzaAdmin(SolaLettura):
    list_display = ("nome", "risultato", "dimensione", "caricata_da", "caricata_il")
    list_select_related = ("risultato__previsione__indicatore", "caricata_da")


@admin.register(Istantanea)
class IstantaneaAdmin(SolaLettura):
    list_display = ("rendicontazione", "numero", "creata_il")
    list_select_related = ("rendicontazione__piano__ente",)


@admin.register(Riapertura)
class RiaperturaAdmin(SolaLettura):
    list_display = ("rendicontazione", "dallo_stato", "atto", "riaperta_da", "riaperta_il")
    list_filter = ("rendicontazione__piano__ente",)
    list_select_related = ("rendicontazione__piano__ente", "atto", "riaperta_da")
