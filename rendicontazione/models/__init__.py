from rendicontazione.models.anno import Istantanea, Profilo, Rendicontazione
from rendicontazione.models.documento import Documento
from rendicontazione.models.risultato import Evidenza, Giudizio, Risultato

__all__ = ["Documento", "Evidenza", "Giudizio", "Istantanea", "Profilo", "Rendicontazione", "Risultato"]
