from django.apps import AppConfig


class CustodiaConfig(AppConfig):
    name = "pianoperf.custodia"
    verbose_name = "Custodia"
