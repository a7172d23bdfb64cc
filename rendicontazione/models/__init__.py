from rendicontazione.models.anno import Profilo, Rendicontazione
from rendicontazione.models.chiusura import Istantanea, Riapertura
from rendicontazione.models.documento import Documento
from rendicontazione.models.risultato import Evidenza, Giudizio, Risultato

__all__ = [
    "Documento",
    "Evidenza",
    "Giudizio",
    "Istantanea",
    "Profilo",
    "Rendicontazione",
    "Riapertura",
    "Risultato",
]
