from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganizzazioneConfig(AppConfig):
    name = "pianoperf.organizzazione"
    label = "organizzazione"
    verbose_name = "Organizzazione"

    def ready(self) -> None:
        """Connect the receivers of the events of the logins, and what follows the migrations."""
        from pianoperf.organizzazione.accesso import segnali  # noqa: F401
        from pianoperf.organizzazione.recinto.ruolo import assicura_ruolo

        post_migrate.connect(assicura_ruolo, dispatch_uid="assicura_ruolo")
