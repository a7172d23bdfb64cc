"""The form of a chapter: what it is called, its text, the table it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django import forms

from obiettivi.enums import TavolaGenerata
from obiettivi.markdown import difetti

IN_CIMA = "0"
AIUTO_TAVOLA = (
    "Il documento la scrive con i dati del piano, dopo il testo; per metterla altrove scrivi lì una riga con solo "
    "[tavola]."
)


class UnCapitolo(Protocol):
    """A chapter of the database, or of a copy of the plan."""

    @property
    def numero(self) -> str: ...
    @property
    def titolo(self) -> str: ...
    @property
    def testo(self) -> str: ...
    @property
    def tavola(self) -> str: ...


class CapitoloForm(forms.Form):
    """`dopo` are the chapters that a new one may follow, as (value, label); `capitolo` is the one that changes."""

    numero = forms.CharField(
        label="Numero", max_length=20, required=False, help_text="Per esempio 2.4.1. Lascia vuoto se non ha numero."
    )
    titolo = forms.CharField(
        label="Titolo", max_length=300, help_text="Come si leggerà nell'indice, per esempio «Contesto esterno»."
    )
    dopo = forms.TypedChoiceField(
        label="Viene dopo",
        coerce=int,
        required=False,
        empty_value=None,
        help_text="Il capitolo che nel documento sta subito prima; poi si può ancora spostare.",
    )
    testo = forms.CharField(
        label="Testo",
        required=False,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text="Una riga vuota separa i paragrafi; per titoli, elenchi e tabelle apri «Come si scrive il testo».",
    )
    tavola = forms.ChoiceField(
        label="Tabella generata",
        required=False,
        choices=[("", "Nessuna"), *TavolaGenerata.choices],
        help_text=AIUTO_TAVOLA,
    )

    def __init__(
        self, data: Any = None, *, capitolo: UnCapitolo | None = None, dopo: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(data)
        if capitolo is not None:
            del self.fields["dopo"]
            for nome in self.fields:
                self.fields[nome].initial = getattr(capitolo, nome)
            return
        campo: Any = self.fields["dopo"]
        campo.choices = [(IN_CIMA, "Nessuno: è il primo"), *dopo]
        campo.initial = dopo[-1][0] if dopo else IN_CIMA

    def clean_testo(self) -> str:
        """Line ends as "\\n", no blank lines at the ends. A text that cannot be a chapter's is refused here."""
        testo = self.cleaned_data["testo"].replace("\r\n", "\n").replace("\r", "\n").strip()
        if frasi := difetti(testo):
            raise forms.ValidationError(frasi)
        return testo

    def campi(self) -> dict[str, Any]:
        """What to write; of a new chapter also `dopo`, 0 for the first place."""
        campi = dict(self.cleaned_data)
        return campi | {"dopo": campi["dopo"] or 0} if "dopo" in campi else campi
