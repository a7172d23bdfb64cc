from django.apps import AppConfig


class OrganizzazioneConfig(AppConfig):
    name = "pianoperf.organizzazione"
    label = "organizzazione"
    verbose_name = "Organizzazione"
