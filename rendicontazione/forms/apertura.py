"""Opening the measuring of a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from obiettivi.models import Piano
from pianoperf.web.campi import campo_giorno
from rendicontazione.calendario.forms import primo_momento, ultimo_momento

SUI_CICLICI = "Il piano li stampa una volta sola. Con loro i pesi dell'anno si ricalcolano su tutti gli step."


class AperturaForm(forms.Form):
    """One choice for plan and year together: `<plan id>-<year>`, only where targets wait to be measured."""

    anno = forms.ChoiceField()
    finestra_dal = campo_giorno(
        "Si può inserire dal", "Primo giorno della finestra del consuntivo: può essere anche nel futuro."
    )
    finestra_al = campo_giorno("Si può inserire fino al", "Ultimo giorno della finestra, compreso.")
    con_i_ciclici = forms.BooleanField(
        label="Misura anche gli step che ricorrono ogni anno", required=False, initial=True
    )

    def __init__(self, aperture: list[tuple[Piano, list[int]]], data: Any = None, ciclici: Iterable[str] = ()) -> None:
        """`ciclici` says, year by year, which steps would recur: without any the form does not ask."""
        super().__init__(data)
        frasi = list(ciclici)
        if frasi:
            spiegazione = (
                "Il piano li stampa una volta sola. Con loro i pesi dell'anno si ricalcolano su tutti gli step."
            )
            self.fields["con_i_ciclici"].help_text = f"{spiegazione} {' '.join(frasi)}"
        else:
            del self.fields["con_i_ciclici"]
        self._piani = {str(piano.pk): piano for piano, _ in aperture}
        scelte = [
            (piano.titolo, [(f"{piano.pk}-{anno}", f"{piano}: anno {anno}") for anno in anni])
            for piano, anni in aperture
        ]
        self.fields["anno"] = forms.ChoiceField(
            label="Piano e anno",
            help_text="Ci sono gli anni che hanno dei target e non sono ancora stati aperti.",
            choices=[("", "Scegli"), *scelte],
            error_messages={"required": "Scegli il piano e l'anno."},
        )

    @property
    def dati(self) -> dict[str, Any]:
        """The arguments of `apri_rendicontazione`; the window is whole days at the body's local time."""
        piano, anno = self.cleaned_data["anno"].split("-")
        return {
            "piano": self._piani[piano],
            "anno": int(anno),
            "finestra_dal": primo_momento(self.cleaned_data["finestra_dal"]),
            "finestra_al": ultimo_momento(self.cleaned_data["finestra_al"]),
            "con_i_ciclici": self.cleaned_data.get("con_i_ciclici", False),
        }

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)


class ProrogaForm(forms.Form):
    finestra_al = campo_giorno("Si può inserire fino al", "Nuovo ultimo giorno della finestra, compreso.")

    @property
    def fine(self) -> datetime:
        """The last moment of the chosen day."""
        return ultimo_momento(self.cleaned_data["finestra_al"])

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for frasi in errori.values():
            for frase in frasi:
                self.add_error("finestra_al", frase)
