from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "pianoperf.web"
    label = "web"
    verbose_name = "Schermo"
