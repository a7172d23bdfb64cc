"""The form of a deputy: whose role, to whom, from when to when."""

from __future__ import annotations

from typing import Any

from django import forms

from pianoperf.organizzazione.deleghe.selectors import delegati_possibili, incarichi_delegabili
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.campi import campo_giorno


class _Incarichi(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.utente} - {obj.get_ruolo_display().lower()}"


class DelegaForm(forms.Form):
    incarico = _Incarichi(
        label="Chi delega, e in quale ruolo",
        queryset=Incarico.objects.none(),
        empty_label="Scegli",
        help_text="La persona che si assenta, con l'incarico che passa: si delega solo un incarico che si ha.",
        error_messages={"required": "Scegli chi delega.", "invalid_choice": "Scegli uno degli incarichi proposti."},
    )
    delegato = forms.ModelChoiceField(
        label="Chi lo sostituisce",
        queryset=Utente.objects.none(),
        empty_label="Scegli",
        help_text="Chi ha già un accesso in questo ente. Il Nucleo e l'organo di governo non possono rendicontare.",
        error_messages={"required": "Scegli chi lo sostituisce.", "invalid_choice": "Scegli una persona dell'elenco."},
    )
    dal = campo_giorno("Dal", "Primo giorno in cui vale, compreso.", manca="Scrivi da quando.")
    al = campo_giorno(
        "Al (compreso)",
        "Ultimo giorno in cui vale; si può ritirare prima.",
        manca="Scrivi fino a quando: una delega ha sempre una fine.",
    )
    motivo = forms.CharField(
        label="Motivo (facoltativo)",
        max_length=250,
        required=False,
        help_text="Per esempio «ferie» o «maternità»: resta nel registro delle modifiche.",
    )

    def __init__(self, ente: Ente, utente: Utente, data: Any = None) -> None:
        super().__init__(data, initial={"dal": oggi()})
        incarico: Any = self.fields["incarico"]
        delegato: Any = self.fields["delegato"]
        incarico.queryset = incarichi_delegabili(ente, utente)
        delegato.queryset = delegati_possibili(ente)
