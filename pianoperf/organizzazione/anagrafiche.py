"""The admin site as this product uses it: the registry of bodies, people and logins, for superusers."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class Anagrafiche(admin.AdminSite):
    site_header = "pianoperf: anagrafiche"
    site_title = "pianoperf"
    index_title = "Anagrafiche"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


class AnagraficheConfig(AdminConfig):
    default_site = "pianoperf.organizzazione.anagrafiche.Anagrafiche"
