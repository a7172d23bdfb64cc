"""The fields of one condition: text typed by a person, read by the engine."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.descrizione import descrivi
from indicatori.motore.inserimento import leggi_valore, scrivi_valore
from indicatori.motore.numeri import formatta_numero, leggi_numero
from indicatori.motore.valori import Valore, ammette_in_corso, quota, segnaposto, tipo_campo, unita_campo
from rendicontazione.selectors.misure import maiuscola

RISPOSTE = [("", "Non ancora indicato"), ("SI", "Sì"), ("NO", "No")]
IN_CORSO = ("IN CORSO", "In corso: cominciato, non ancora fatto")
SCADENZA = "La data in cui è avvenuto, per esempio 30/06/2023; NO se non è avvenuto."
QUOTA = "Scrivi la percentuale, oppure numeratore e denominatore: il rapporto lo calcola il sistema."
AIUTI = {
    Genere.BOOLEANO: "Sì se è stato fatto del tutto; NO se manca ancora una parte.",
    Genere.QUALITATIVO: "Sì se ciò che il target descrive c'è; l'evidenza lo prova.",
    Genere.SOGLIA: "Il numero raggiunto nell'anno, per esempio 12 oppure 7,5.",
    Genere.INTERVALLO: "Il numero raggiunto nell'anno, anche se è fuori dall'intervallo: per esempio 12.",
    Genere.FREQUENZA: "Quante volte è stato fatto nell'anno, per esempio 4.",
    Genere.DELTA: "Il livello raggiunto, non la differenza: per esempio 1.250,5. La variazione la calcola il sistema.",
}
DA_DEFINIRE = "Il target è ancora da definire: scrivi che cosa è stato fatto, ma il grado non si calcola."
NEI_TERMINI = "Il target non dice il giorno: sì se è stato fatto nei termini che indica."


def frase_di_aiuto(c: Condizione) -> str:
    """What to write as the result of one condition, with an example."""
    if segnaposto(c):
        return DA_DEFINIRE
    if c.genere is Genere.SCADENZA:
        return SCADENZA if c.data else NEI_TERMINI
    return QUOTA if quota(c) else AIUTI[c.genere]


class ConUnita(forms.TextInput):
    """A text field with the unit printed right after it."""

    def __init__(self, unita: str, attrs: dict[str, str]) -> None:
        super().__init__(attrs)
        self.unita = unita

    def render(self, *argomenti: Any, **opzioni: Any) -> SafeString:
        controllo = super().render(*argomenti, **opzioni)
        if not self.unita:
            return controllo
        unita = format_html('<span class="unita">{}</span>', self.unita)
        return format_html('<span class="con-unita">{}{}</span>', controllo, unita)


class ParteField(forms.CharField):
    """The result of one condition. Cleans to a Valore; the sentences of its errors are the engine's."""

    def __init__(
        self, condizione: Condizione, anno: int, precedente: Valore | None, *, in_corso: bool = False, **opzioni: Any
    ) -> None:
        self.condizione, self.anno, self.precedente = condizione, anno, precedente
        self.in_corso = in_corso and ammette_in_corso(condizione)
        self.tipo, self.unita, self.quota = tipo_campo(condizione), unita_campo(condizione), quota(condizione)
        super().__init__(
            required=False,
            label=maiuscola(descrivi(condizione)),
            help_text=frase_di_aiuto(condizione),
            initial=self._iniziale(),
            widget=self._controllo(),
            **opzioni,
        )

    def _controllo(self) -> forms.Widget:
        if self.tipo == "fatto":
            return forms.RadioSelect(choices=[*RISPOSTE, IN_CORSO] if self.in_corso else RISPOSTE)
        if self.tipo == "data":
            return forms.TextInput(attrs={"placeholder": "gg/mm/aaaa", "autocomplete": "off", "class": "campo-corto"})
        attributi = {"inputmode": "decimal", "autocomplete": "off", "class": "campo-corto"}
        return ConUnita(self.unita, attributi)

    def _iniziale(self) -> str:
        if self.precedente is None:
            return ""
        if self.tipo == "numero":
            return numero_scritto(self.precedente.numero)
        return scrivi_valore(self.condizione, self.precedente)

    def clean(self, value: Any) -> Valore:
        try:
            valore = leggi_valore(self.condizione, str(value or ""))
        except ValueError as errore:
            raise forms.ValidationError(str(errore)) from None
        # the radios say yes or no: a day that came with an imported answer is not lost by saving it again
        prima = self.precedente
        if prima and self.tipo == "fatto" and (valore.fatto, valore.in_corso) == (prima.fatto, prima.in_corso):
            return prima
        return valore


class TermineField(forms.CharField):
    """Numerator or denominator of a share. Cleans to a Decimal, or None when empty."""

    def __init__(self, etichetta: str, aiuto: str, iniziale: Any) -> None:
        attributi = {"inputmode": "decimal", "autocomplete": "off", "class": "campo-corto"}
        super().__init__(
            required=False,
            label=etichetta,
            help_text=aiuto,
            initial=numero_scritto(iniziale),
            widget=forms.TextInput(attrs=attributi),
        )

    def clean(self, value: Any) -> Any:
        testo = str(value or "").strip()
        try:
            return leggi_numero(testo) if testo else None
        except ValueError as errore:
            raise forms.ValidationError(str(errore)) from None


def numero_scritto(numero: Any) -> str:
    return "" if numero is None else formatta_numero(numero)
