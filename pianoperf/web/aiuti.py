"""The sentence of help at a field, and the rule it comes from."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

# What a sentence may be long: whoever fills in the field reads it at a glance.
FRASE_MASSIMA = 140

LG_2_2017 = "Linee guida DFP 2/2017"
LG_3_2018 = "Linee guida DFP 3/2018, cap. 4"
PIANO_E_RELAZIONE = "D.Lgs. 150/2009, art. 10, c. 1"
VALIDAZIONE = "D.Lgs. 150/2009, art. 14, c. 4, lett. c"
REGOLAMENTO = "Lo decide il regolamento dell'ente (SMVP)"


def con_norma(frase: str, norma: str) -> SafeString:
    """The help of a field, with its rule on a smaller line below."""
    return format_html('{} <span class="campo-norma">{}</span>', frase, f"{norma.rstrip('.')}.")
