from django.apps import AppConfig


class SigilloConfig(AppConfig):
    name = "rendicontazione.sigillo"
    verbose_name = "Sigillo della storia"
