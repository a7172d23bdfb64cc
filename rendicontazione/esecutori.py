"""The jobs this app carries out (pianoperf.lavori.registro)."""

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.registro import esecutore
from rendicontazione.documenti.tasks import esito_documento, prepara_documento
from rendicontazione.esportazione.tasks import esito_esportazione, prepara_esportazione
from rendicontazione.promemoria.tasks import esegui_promemoria

esecutore(TipoLavoro.DOCUMENTO, esito=esito_documento)(prepara_documento)
esecutore(TipoLavoro.ESPORTAZIONE, esito=esito_esportazione)(prepara_esportazione)
esecutore(TipoLavoro.PROMEMORIA)(esegui_promemoria)
