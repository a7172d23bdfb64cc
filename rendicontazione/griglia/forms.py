"""One row of the grid: the fields of a result under its own prefix, and what they were when the page was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from rendicontazione.enums import Causa
from rendicontazione.griglia.celle import CellaField
from rendicontazione.models import Risultato

COMUNI = ("causa", "nota", "fonte")


def _attributi(colonna: str, **altri: str) -> dict[str, str]:
    return {"autocomplete": "off", "class": "form-control", "data-colonna": colonna, **altri}


class RigaForm(forms.Form):
    """Shown, never validated: RisultatoForm reads `senza_prefisso`, with the rules of the page of one result."""

    causa = forms.ChoiceField(
        label="Causa dello scostamento",
        required=False,
        choices=[("", "–"), (Causa.ESOGENA, "Esogena"), (Causa.ENDOGENA, "Endogena"), (Causa.INDICATORE, "Indicatore")],
        widget=forms.Select(attrs=_attributi("causa")),
    )
    nota = forms.CharField(label="Nota", required=False, widget=forms.Textarea(attrs=_attributi("nota", rows="1")))
    fonte = forms.CharField(label="Fonte del dato", required=False, widget=forms.TextInput(attrs=_attributi("fonte")))
    versione = forms.IntegerField(widget=forms.HiddenInput)
    impronta = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, risultato: Risultato, data: Mapping[str, Any] | None = None) -> None:
        iniziali = {nome: getattr(risultato, nome) for nome in (*COMUNI, "versione")}
        super().__init__(data, prefix=f"r{risultato.pk}", initial=iniziali)
        self.nomi = [f"parte_{n}" for n in range(len(risultato.previsione.condizioni))]
        in_corso = bool(risultato.rendicontazione.profilo.letto.in_corso)
        indicatore = risultato.previsione.indicatore.codice
        for nome, condizione, valore in zip(self.nomi, risultato.previsione.lette, risultato.letti, strict=True):
            self.fields[nome] = CellaField(condizione, valore, in_corso=in_corso)
            self.fields[nome].widget.attrs["aria-label"] = f"{indicatore}, risultato: {self.fields[nome].label}"
        for nome in COMUNI:
            self.fields[nome].widget.attrs["aria-label"] = f"{indicatore}, {self.fields[nome].label}"
        self.initial["impronta"] = impronta({nome: str(self[nome].value() or "") for nome in self.campi})

    @property
    def campi(self) -> list[str]:
        return [*self.nomi, *COMUNI]

    @property
    def parti(self) -> list[forms.BoundField]:
        return [self[nome] for nome in self.nomi]

    @property
    def prima_cella(self) -> str:
        """The id of the cell that the summary of the errors leads to: the first wrong one, or the first of the row."""
        nome = next((nome for nome in self.campi if "aria-invalid" in self.fields[nome].widget.attrs), self.campi[0])
        return self[nome].id_for_label

    def segna(self, errati: Iterable[str], spiegazione: str) -> None:
        """Mark the wrong cells; `spiegazione` is the id of the element that says why. A term counts for its part."""
        for nome in self.campi:
            if any(errato == nome or errato.startswith(f"{nome}_") for errato in errati):
                self.fields[nome].widget.attrs |= {"aria-invalid": "true", "aria-describedby": spiegazione}

    def senza_prefisso(self, dati: QueryDict) -> QueryDict | None:
        """The row's own fields as the page of one result would send them; None when it was not sent or not touched."""
        if dati.get(f"{self.prefix}-versione") is None:
            return None
        propri = {nome: dati.get(f"{self.prefix}-{nome}", "") for nome in self.campi}
        if impronta(propri) == dati.get(f"{self.prefix}-impronta"):
            return None
        riga = QueryDict(mutable=True)
        riga.update({**propri, "versione": dati.get(f"{self.prefix}-versione", "")})
        return riga


def impronta(campi: Mapping[str, str]) -> str:
    """A short fingerprint of what a row shows, the same however a browser sends its newlines."""
    testo = "\x1f".join(f"{nome}={campi[nome].strip()}" for nome in sorted(campi))
    return hashlib.sha256(testo.replace("\r\n", "\n").encode()).hexdigest()[:16]
