"""What every page of the registry shares."""

from __future__ import annotations

from typing import Any, ClassVar

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


class ConAiuti(admin.ModelAdmin):
    """The sentence of help at each field of the form: `aiuti` maps the names of the fields to their sentences."""

    aiuti: ClassVar[dict[str, str]] = {}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{"help_texts": self.aiuti, **kwargs})
