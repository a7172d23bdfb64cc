"""The admin site as this product uses it: the registry of bodies, people and logins, for superusers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

NON_TUE = "Le anagrafiche sono di chi gestisce l'installazione."


class Anagrafiche(admin.AdminSite):
    site_header = "pianoperf: anagrafiche"
    site_title = "pianoperf"
    index_title = "Anagrafiche"
    site_url = "/"

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """One way in for everybody: the site's own, with its second factor."""
        if request.user.is_authenticated:
            return render(request, "403.html", {"frase": NON_TUE}, status=403)
        dove = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': dove})}")

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


class AnagraficheConfig(AdminConfig):
    default_site = "pianoperf.organizzazione.anagrafiche.Anagrafiche"
