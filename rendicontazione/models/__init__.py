from rendicontazione.models.anno import Profilo, Rendicontazione
from rendicontazione.models.calendario import Messaggio, Proroga, Scadenza
from rendicontazione.models.chiave import ChiaveApi
from rendicontazione.models.chiusura import Istantanea, Riapertura
from rendicontazione.models.documento import Documento, Raccolta
from rendicontazione.models.esportazione import Esportazione
from rendicontazione.models.nucleo import Componente, Criterio, Intervento, Richiesta, Seduta
from rendicontazione.models.risultato import Evidenza, Giudizio, Risultato
from rendicontazione.models.veste import Veste

__all__ = [
    "ChiaveApi",
    "Componente",
    "Criterio",
    "Documento",
    "Esportazione",
    "Evidenza",
    "Giudizio",
    "Intervento",
    "Istantanea",
    "Messaggio",
    "Profilo",
    "Proroga",
    "Raccolta",
    "Rendicontazione",
    "Riapertura",
    "Richiesta",
    "Risultato",
    "Scadenza",
    "Seduta",
    "Veste",
]
