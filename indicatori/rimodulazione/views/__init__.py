from indicatori.rimodulazione.views.capitoli import ModuloCapitolo, TogliCapitolo
from indicatori.rimodulazione.views.copia import (
    AnteprimaTarget,
    ModuloAzione,
    ModuloIndicatore,
    ModuloTestata,
    SchedaProposta,
    Togli,
)
from indicatori.rimodulazione.views.proposta import Annulla, Approva, Motivi, Nuova, Proposta, Ritira
from indicatori.rimodulazione.views.versioni import Fronte, Versioni

__all__ = [
    "Annulla",
    "AnteprimaTarget",
    "Approva",
    "Fronte",
    "ModuloAzione",
    "ModuloCapitolo",
    "ModuloIndicatore",
    "ModuloTestata",
    "Motivi",
    "Nuova",
    "Proposta",
    "Ritira",
    "SchedaProposta",
    "Togli",
    "TogliCapitolo",
    "Versioni",
]
