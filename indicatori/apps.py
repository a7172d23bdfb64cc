from django.apps import AppConfig


class IndicatoriConfig(AppConfig):
    name = "indicatori"
    verbose_name = "Indicatori"

    def ready(self) -> None:
        """A plan's photograph holds its indicators: this floor takes it for the one below."""
        from indicatori.rimodulazione.dati import fotografia
        from obiettivi.porte import registra_fotografo

        registra_fotografo(fotografia)
