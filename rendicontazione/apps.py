from django.apps import AppConfig


class RendicontazioneConfig(AppConfig):
    name = "rendicontazione"
    verbose_name = "Rendicontazione"

    def ready(self) -> None:
        """Results in workbooks belong to this floor: it takes those that come in and gives those that go out."""
        from indicatori.esportazione.risultati import registra_fonte
        from indicatori.importazione.risultati import registra_ricevitore
        from rendicontazione.ricevitore import RicevitoreRisultati
        from rendicontazione.selectors.esportazione import FonteRisultati

        registra_ricevitore(RicevitoreRisultati())
        registra_fonte(FonteRisultati())
