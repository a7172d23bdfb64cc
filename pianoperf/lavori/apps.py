from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LavoriConfig(AppConfig):
    name = "pianoperf.lavori"
    label = "lavori"
    verbose_name = "Lavori"

    def ready(self) -> None:
        import_module("pianoperf.lavori.salute")
        autodiscover_modules("esecutori")
