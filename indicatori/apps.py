from django.apps import AppConfig


class IndicatoriConfig(AppConfig):
    name = "indicatori"
    verbose_name = "Indicatori"
