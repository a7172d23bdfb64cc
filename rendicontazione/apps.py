from django.apps import AppConfig


class RendicontazioneConfig(AppConfig):
    name = "rendicontazione"
    verbose_name = "Rendicontazione"

    def ready(self) -> None:
        """Results belong to this floor: it takes and gives those of workbooks, and guards them when a plan changes."""
        from indicatori.esportazione.risultati import registra_fonte
        from indicatori.importazione.risultati import registra_ricevitore
        from indicatori.rimodulazione.porte import registra_custode
        from obiettivi.porte import registra_calendario, registra_pubblicatore
        from pianoperf.organizzazione.aiuto.primi_passi import registra_segni
        from rendicontazione.guardie import CustodeDeiRisultati, fasi_degli_anni
        from rendicontazione.pubblica.services import chiedi_il_piano
        from rendicontazione.ricevitore import RicevitoreRisultati
        from rendicontazione.segni import segni_di
        from rendicontazione.selectors.esportazione import FonteRisultati

        registra_ricevitore(RicevitoreRisultati())
        registra_fonte(FonteRisultati())
        registra_calendario(fasi_degli_anni)
        registra_pubblicatore(chiedi_il_piano)
        registra_custode(CustodeDeiRisultati())
        registra_segni(segni_di)
