"""The jobs this app carries out (pianoperf.lavori.registro)."""

from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.registro import esecutore
from rendicontazione.documenti.tasks import esito_documento, prepara_documento

esecutore(TipoLavoro.DOCUMENTO, esito=esito_documento)(prepara_documento)
