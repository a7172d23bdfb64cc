"""What every page of the registry shares."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest


class SolaLettura(admin.ModelAdmin):
    """What is written only by the services, with their rules: looked at here, never changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
