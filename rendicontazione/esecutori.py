"""The jobs this app carries out (pianoperf.lavori.registro)."""

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.registro import esecutore
from rendicontazione.documenti.avvisi import avvisa_per_email
from rendicontazione.documenti.raccolta import prepara_raccolta, richiedi_raccolta
from rendicontazione.documenti.services import richiedi_documento
from rendicontazione.documenti.tasks import esito_documento, esito_raccolta, prepara_documento
from rendicontazione.esportazione.services import richiedi_esportazione
from rendicontazione.esportazione.tasks import esito_esportazione, prepara_esportazione
from rendicontazione.promemoria.tasks import esegui_promemoria

esecutore(
    TipoLavoro.DOCUMENTO,
    esito=esito_documento,
    elenco="documenti",
    avvisa=avvisa_per_email,
    richiedi=richiedi_documento,
)(prepara_documento)
esecutore(
    TipoLavoro.RACCOLTA,
    esito=esito_raccolta,
    elenco="documenti",
    avvisa=avvisa_per_email,
    richiedi=richiedi_raccolta,
)(prepara_raccolta)
esecutore(TipoLavoro.ESPORTAZIONE, esito=esito_esportazione, richiedi=richiedi_esportazione)(prepara_esportazione)
esecutore(TipoLavoro.PROMEMORIA)(esegui_promemoria)
