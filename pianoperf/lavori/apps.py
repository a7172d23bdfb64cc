from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LavoriConfig(AppConfig):
    name = "pianoperf.lavori"
    label = "lavori"
    verbose_name = "Lavori"

    def ready(self) -> None:
        autodiscover_modules("esecutori")
