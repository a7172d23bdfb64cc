"""Entering one result: a typed field per condition, the note, the proof."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from indicatori.motore.condizioni import Condizione
from indicatori.motore.inserimento import controlla_valore
from indicatori.motore.valori import Valore
from pianoperf.web.aiuti import LG_2_2017, con_norma
from rendicontazione.enums import Causa
from rendicontazione.forms.parti import ParteField, TermineField
from rendicontazione.models import Risultato

ENTRAMBI = "Scrivi la percentuale oppure numeratore e denominatore, non tutti e due."

SEMPLICI = ("nota", "causa", "fonte", "versione")


class RisultatoForm(forms.Form):
    """Fields `parte_<n>` from 0, with `_numeratore` and `_denominatore` beside a share.

    `versione` is the version the page was made from; a conflict shows the page again with the newer one.
    """

    nota = forms.CharField(
        label="Nota",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Che cosa è stato fatto; se il target non è raggiunto, perché.",
    )
    causa = forms.ChoiceField(
        label="Causa dello scostamento",
        required=False,
        choices=[("", "Nessuna"), *Causa.choices],
        help_text=con_norma("Obbligatoria, con la nota, quando il grado è sotto il 100 %.", LG_2_2017),
    )
    fonte = forms.CharField(
        label="Fonte del dato",
        required=False,
        max_length=250,
        help_text=con_norma("Da dove viene il dato: registro, gestionale, delibera n. 12/2023.", LG_2_2017),
    )
    file = forms.FileField(
        label="Allega un'evidenza",
        required=False,
        allow_empty_file=True,
        help_text="PDF, immagine, documento o foglio di calcolo, fino a 10 MB.",
    )
    indirizzo = forms.CharField(
        label="Oppure indica un collegamento",
        required=False,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="Un documento già pubblicato: comincia con https:// o http://.",
    )
    riservata = forms.BooleanField(
        label="È riservata",
        required=False,
        help_text="La vedono solo chi compila, il direttore, l'amministratore e il Nucleo.",
    )
    versione = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, risultato: Risultato, data: QueryDict | None = None, files: MultiValueDict | None = None
    ) -> None:
        self.condizioni = risultato.previsione.lette
        self.anno = risultato.previsione.anno
        self.in_corso = bool(risultato.rendicontazione.profilo.letto.in_corso)
        iniziali = {nome: getattr(risultato, nome) for nome in SEMPLICI}
        super().__init__(data, files, initial=iniziali)
        for n, (condizione, valore) in enumerate(zip(self.condizioni, risultato.letti, strict=True)):
            self._aggiungi(n, condizione, valore)

    def _aggiungi(self, n: int, condizione: Condizione, valore: Valore | None) -> None:
        nome = f"parte_{n}"
        campo = ParteField(condizione, self.anno, valore, in_corso=self.in_corso)
        self.fields[nome] = campo
        if campo.quota:
            intero = valore is None or valore.numero is not None
            self.fields[f"{nome}_numeratore"] = TermineField(
                "Numeratore",
                "Quanti lo hanno fatto, per esempio 12.",
                None if intero or valore is None else valore.numeratore,
            )
            self.fields[f"{nome}_denominatore"] = TermineField(
                "Denominatore",
                "Quanti erano in tutto, per esempio 15.",
                None if intero or valore is None else valore.denominatore,
            )

    @property
    def parti(self) -> list[dict[str, Any]]:
        """For the template: the bound fields of each condition."""
        return [
            {
                "numero": n + 1,
                "campo": self[f"parte_{n}"],
                "termini": [self[nome] for nome in self._termini(n)],
            }
            for n in range(len(self.condizioni))
        ]

    def _termini(self, n: int) -> list[str]:
        return [nome for nome in (f"parte_{n}_numeratore", f"parte_{n}_denominatore") if nome in self.fields]

    def clean_nota(self) -> str:
        """One newline is one character, whichever way the browser sends it: an autosave is no change then."""
        return str(self.cleaned_data["nota"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        for n, condizione in enumerate(self.condizioni):
            nome = f"parte_{n}"
            if any(campo in self.errors for campo in (nome, *self._termini(n))):
                continue
            valore = self._con_i_termini(n, dati)
            for frase in controlla_valore(condizione, valore, self.anno):
                self.add_error(nome, frase)
            dati[nome] = valore
        return dati

    def _con_i_termini(self, n: int, dati: dict[str, Any]) -> Valore:
        valore: Valore = dati[f"parte_{n}"]
        numeratore, denominatore = (dati.get(f"parte_{n}_{nome}") for nome in ("numeratore", "denominatore"))
        if numeratore is None and denominatore is None:
            return valore
        if not valore.vuoto:
            self.add_error(f"parte_{n}", ENTRAMBI)
            return Valore()
        return Valore(numeratore=numeratore, denominatore=denominatore)

    @property
    def nomi_dei_campi(self) -> dict[str, list[str]]:
        """The fields of each thing that is compared in a conflict: "parte_0" has up to three, "nota" itself."""
        parti = {f"parte_{n}": [f"parte_{n}", *self._termini(n)] for n in range(len(self.condizioni))}
        return parti | {nome: [nome] for nome in ("nota", "causa", "fonte")}

    @property
    def valori(self) -> list[Valore | None]:
        """One per condition; None where nothing was typed. Only after a successful `is_valid`."""
        letti = [self.cleaned_data[f"parte_{n}"] for n in range(len(self.condizioni))]
        return [None if valore.vuoto else valore for valore in letti]

    @property
    def dati(self) -> dict[str, Any]:
        """The arguments of `salva_bozza` that come from the page."""
        return self.contenuto | {"versione": self.cleaned_data["versione"]}

    @property
    def contenuto(self) -> dict[str, Any]:
        """What is stored of the page: valori, nota, causa, fonte."""
        return {"valori": self.valori} | {nome: self.cleaned_data[nome] for nome in ("nota", "causa", "fonte")}

    @property
    def cambiato(self) -> bool:
        """What was typed is not what is stored: the page has something to lose."""
        return bool(set(self.changed_data) - {"file", "indirizzo", "riservata", "versione"})

    @property
    def scritti(self) -> list[str]:
        """What the person typed for each condition, word for word."""
        return [self._scritto(n) for n in range(len(self.condizioni))]

    @property
    def testi(self) -> dict[str, str]:
        """The typed nota, causa and fonte, word for word."""
        return {nome: str(self[nome].value() or "") for nome in ("nota", "causa", "fonte")}

    def _scritto(self, n: int) -> str:
        diretto = str(self[f"parte_{n}"].value() or "")
        termini = [str(self[nome].value() or "") for nome in self._termini(n)]
        return diretto or (" / ".join(termini) if any(termini) else "")

    @property
    def versione_di_partenza(self) -> int:
        """The version that the page was made from, as it was sent; 0 when it was not a number."""
        inviata = str(self.data.get("versione", ""))
        return int(inviata) if inviata.isascii() and inviata.isdigit() else 0

    def su_versione(self, versione: int) -> None:
        """Make the next save deliberate: the form now starts from the version just shown."""
        self._cambia("versione", str(versione))

    def senza_indirizzo(self) -> None:
        """The link is stored: when the page comes back for something else, the field is empty."""
        self._cambia("indirizzo", "")

    def _cambia(self, nome: str, testo: str) -> None:
        self.data = {campo: self.data[campo] for campo in self.data} | {nome: testo}

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        """Put the sentences of DatiNonValidi at their fields; those of no field concern the whole form."""
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)
