"""The registry of bodies and people, for superusers only."""

from __future__ import annotations

from allauth.account import admin as indirizzi
from allauth.mfa import admin as fattori
from allauth.socialaccount import admin as identita
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, ODS, XLSX
from import_export.tmp_storages import MediaStorage

from pianoperf.organizzazione.models import Ente, Incarico, Persona, Struttura, Utente
from pianoperf.organizzazione.resources import EnteResource, PersonaResource, StrutturaResource
from pianoperf.web.amministrazione import ConAiuti

admin.site.unregister(Group)
# Of allauth nothing is written by hand: factors and identities are each person's own, providers are in the settings.
admin.site.unregister([indirizzi.EmailAddress, fattori.Authenticator])
admin.site.unregister([identita.SocialAccount, identita.SocialApp, identita.SocialToken])


class SenzaCancellazione(ConAiuti):
    """Registry data that plans and results refer to: it is closed or corrected, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ConFogli(ImportExportModelAdmin, SenzaCancellazione):
    """Registry data that also comes and goes as a spreadsheet."""

    formats = [XLSX, ODS, CSV]
    tmp_storage_class = MediaStorage


class IncaricoInline(admin.TabularInline):
    model = Incarico
    extra = 0
    can_delete = False


@admin.register(Utente)
class UtenteAdmin(UserAdmin):
    inlines = [IncaricoInline]
    list_display = ("username", "last_name", "first_name", "email", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "incarichi__ente")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Dati personali", {"fields": ("first_name", "last_name", "email", "codice_fiscale")}),
        ("Accesso", {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Ente)
class EnteAdmin(ConFogli):
    resource_classes = [EnteResource]
    aiuti = {
        "codice": "Minuscole, cifre e trattini: sta in ogni indirizzo, non si cambia più. Esempio: «asc-insieme».",
        "nome": "Come negli atti: si stampa sui documenti.",
        "nome_breve": "Come lo chiamate: sta nel menu e in testa alle pagine.",
        "tipo": "Per esempio azienda speciale, consorzio, Società della Salute.",
        "dichiarazione_accessibilita": "Dove si legge, su form.agid.gov.it. La scrive l'ente, da Strumenti.",
        "ruoli_secondo_fattore": "Vuoto: come stabilito per l'installazione. Lo sceglie l'ente, da Persone e accessi.",
        "contatto_accessibilita": "A chi scrive chi trova un ostacolo: lo legge chiunque.",
    }
    list_display = ("nome_breve", "nome", "tipo", "codice")
    search_fields = ("nome", "nome_breve", "codice")


@admin.register(Struttura)
class StrutturaAdmin(ConFogli):
    resource_classes = [StrutturaResource]
    aiuti = {
        "ente": "Di quale ente fa parte.",
        "genitore": "La struttura che le sta sopra; vuoto se nessuna.",
        "nome": "Come la scrivono i piani, per esempio «Area minori».",
        "gruppo": "Sì se è un nome che ne indica più d'una, per esempio «Tutte le aree».",
    }
    list_display = ("nome", "ente", "genitore", "gruppo")
    list_filter = ("ente", "gruppo")
    search_fields = ("nome",)
    autocomplete_fields = ("genitore",)
    list_select_related = ("ente", "genitore")


@admin.register(Persona)
class PersonaAdmin(ConFogli):
    resource_classes = [PersonaResource]
    aiuti = {
        "ente": "Per quale ente lavora.",
        "struttura": "Quella in cui lavora, se serve.",
        "utente": "L'accesso con cui entra; vuoto se non entra.",
        "nome": "Facoltativo: un piano spesso scrive solo il cognome.",
        "cognome": "Come lo scrive il piano.",
        "alias": "Gli altri modi in cui un piano scrive il nome, separati da virgola.",
        "email": "Dove ricevere i promemoria; se manca, quella dell'accesso.",
    }
    list_display = ("cognome", "nome", "ente", "struttura", "utente", "email")
    list_filter = ("ente",)
    search_fields = ("cognome", "nome", "alias")
    autocomplete_fields = ("struttura", "utente")
    list_select_related = ("ente", "struttura", "utente")


@admin.register(Incarico)
class IncaricoAdmin(SenzaCancellazione):
    aiuti = {
        "utente": "Chi entra.",
        "ente": "In quale ente.",
        "ruolo": "Che cosa può fare: chi giudica (Nucleo) non compila.",
        "dal": "Primo giorno, compreso.",
        "al": "Ultimo giorno, compreso; vuoto se non ha una fine.",
    }
    list_display = ("utente", "ruolo", "ente", "dal", "al")
    list_filter = ("ente", "ruolo")
    search_fields = ("utente__username", "utente__last_name")
    autocomplete_fields = ("utente",)
    list_select_related = ("utente", "ente")
