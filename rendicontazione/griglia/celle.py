"""One cell per condition: a text that the engine reads, whatever the kind."""

from __future__ import annotations

from django import forms

from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import scrivi_valore
from indicatori.motore.numeri import formatta_numero
from indicatori.motore.valori import Valore, quota, tipo_campo, unita_campo
from rendicontazione.selectors.misure import maiuscola


def testo_cella(condizione: Condizione, valore: Valore | None) -> str:
    """What stands in the cell: "SI", "30/06/2023", "87,5", "12/15"; the unit is printed beside, not in it."""
    if valore is None:
        return ""
    if tipo_campo(condizione) == "numero" and valore.numero is not None:
        return formatta_numero(valore.numero)
    return scrivi_valore(condizione, valore)


def suggerimento(condizione: Condizione, *, in_corso: bool) -> str:
    """What the empty cell shows."""
    tipo = tipo_campo(condizione)
    if tipo == "fatto":
        return "SI, NO o IN CORSO" if in_corso else "SI o NO"
    if tipo == "data":
        return "gg/mm/aaaa"
    return "12/15 o 80" if quota(condizione) else "numero"


class CellaField(forms.CharField):
    """The field of one condition; its text is read by RisultatoForm, as in the page of one result."""

    def __init__(self, condizione: Condizione, valore: Valore | None, *, in_corso: bool) -> None:
        self.tipo, self.unita, self.quota = tipo_campo(condizione), unita_campo(condizione), quota(condizione)
        attributi = {
            "autocomplete": "off",
            "placeholder": suggerimento(condizione, in_corso=in_corso),
            "class": "cella-valore form-control",
            "data-colonna": "valore",
            "data-tipo": "quota" if self.quota else self.tipo,
        }
        if self.tipo == "numero" and not self.quota:
            attributi["inputmode"] = "decimal"
        super().__init__(
            label=maiuscola(descrivi(condizione)),
            required=False,
            initial=testo_cella(condizione, valore),
            widget=forms.TextInput(attrs=attributi),
        )
