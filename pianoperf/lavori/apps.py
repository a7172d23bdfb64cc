from django.apps import AppConfig


class LavoriConfig(AppConfig):
    name = "pianoperf.lavori"
    label = "lavori"
    verbose_name = "Lavori"
