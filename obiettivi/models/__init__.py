from obiettivi.models.capitoli import Capitolo
from obiettivi.models.piano import Atto, Azione, Collegamento, ObiettivoStrategico, Piano, Scheda
from obiettivi.models.versioni import Rimodulazione, Versione

__all__ = [
    "Atto",
    "Azione",
    "Capitolo",
    "Collegamento",
    "ObiettivoStrategico",
    "Piano",
    "Rimodulazione",
    "Scheda",
    "Versione",
]
