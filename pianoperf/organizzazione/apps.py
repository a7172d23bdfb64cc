from django.apps import AppConfig


class OrganizzazioneConfig(AppConfig):
    name = "pianoperf.organizzazione"
    label = "organizzazione"
    verbose_name = "Organizzazione"

    def ready(self) -> None:
        """Connect the receivers of the events of the logins."""
        from pianoperf.organizzazione.accesso import segnali  # noqa: F401
