"""Forms of the Nucleo's room: shape only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from pianoperf.organizzazione.models import Ente
from pianoperf.web.aiuti import LG_2_2017, LG_3_2018, REGOLAMENTO, VALIDAZIONE, con_norma
from pianoperf.web.campi import campo_giorno
from rendicontazione.enums import EsitoValidazione, TipoRichiesta
from rendicontazione.forms.giudizio import PercentualeField
from rendicontazione.models import Componente, Seduta
from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.nucleo.selectors import accessi_del_nucleo
from rendicontazione.nucleo.services.criteri import Risposta
from rendicontazione.nucleo.services.discussione import LUNGHEZZA_MASSIMA


class ConErrori(forms.Form):
    """A form that takes back the errors of its service, each on its field."""

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)


class ComponenteForm(ConErrori):
    nome = forms.CharField(
        label="Nome e cognome", max_length=160, help_text="Come si leggerà nel verbale, per esempio «Nora Verdi»."
    )
    dal = campo_giorno("In carica dal", "Il primo giorno dell'incarico, come dice l'atto di nomina.")
    al = campo_giorno("Fino al", "Ultimo giorno compreso; vuoto se è ancora in carica.", obbligatorio=False)
    presidente = forms.BooleanField(
        label="Presiede il Nucleo", required=False, help_text="Il verbale lo nomina per primo."
    )
    accesso: Any = forms.ModelChoiceField(
        label="Accesso",
        queryset=None,
        required=False,
        empty_label="Nessuno",
        help_text="Se il componente entra nel sistema: gli accessi col ruolo di Nucleo in questo ente.",
    )

    def __init__(self, ente: Ente, data: Any = None, componente: Componente | None = None) -> None:
        iniziali = {
            "nome": componente.nome,
            "dal": componente.dal,
            "al": componente.al,
            "presidente": componente.presidente,
            "accesso": componente.utente_id,
        }  if componente else None  # fmt: skip
        super().__init__(data, initial=iniziali)
        campo: Any = self.fields["accesso"]
        campo.queryset = accessi_del_nucleo(ente)


class SedutaForm(ConErrori):
    data_seduta = campo_giorno("Data della seduta", "Il giorno in cui il Nucleo si è riunito.")
    luogo = forms.CharField(label="Luogo", max_length=200, required=False, help_text="O «in videoconferenza».")
    presenti: Any = forms.ModelMultipleChoiceField(
        label="Presenti",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Solo i componenti in carica quel giorno.",
    )
    quorum = forms.IntegerField(
        label="Presenti necessari",
        required=False,
        min_value=1,
        help_text="Vuoto: la maggioranza dei componenti in carica quel giorno.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "campo-corto"}),
    )
    resoconto = forms.CharField(
        label="Che cosa si è fatto",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Poche frasi: entrano nel verbale.",
    )

    def __init__(self, ente: Ente, data: Any = None, seduta: Seduta | None = None) -> None:
        iniziali: dict[str, Any] = {}
        if seduta:
            iniziali = {nome: getattr(seduta, nome) for nome in ("luogo", "quorum", "resoconto")}
            iniziali["data_seduta"] = seduta.data
            iniziali["presenti"] = [voce.pk for voce in seduta.presenti.all()]
        super().__init__(data, initial=iniziali)
        campo: Any = self.fields["presenti"]
        campo.queryset = ente.componenti_nucleo.order_by("-presidente", "nome")

    @property
    def dati(self) -> dict[str, Any]:
        altri = {nome: self.cleaned_data[nome] for nome in ("luogo", "quorum", "resoconto")}
        presenti = list(self.cleaned_data["presenti"])
        return {**altri, "data": self.cleaned_data["data_seduta"], "presenti": presenti}

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        super().segna_errori({"data_seduta" if nome == "data" else nome: frasi for nome, frasi in errori.items()})


class RichiestaForm(ConErrori):
    tipo = forms.ChoiceField(
        label="Che cosa chiedi",
        choices=[
            (TipoRichiesta.FORZATURA, "Forzatura: un altro grado al posto di quello calcolato"),
            (TipoRichiesta.NEUTRALIZZAZIONE, "Neutralizzazione: l'indicatore esce dalla media"),
        ],
        widget=forms.RadioSelect,
        help_text=con_norma("Decide il Nucleo: il grado calcolato resta comunque visibile.", REGOLAMENTO),
        error_messages={"required": "Scegli che cosa chiedere."},
    )
    grado_chiesto = PercentualeField(
        label="Grado chiesto",
        required=False,
        help_text="In percentuale, per esempio 80; solo per la forzatura. Il grado calcolato resta visibile accanto.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "campo-corto"}),
    )
    motivo = forms.CharField(
        label="Motivo",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=con_norma("Che cosa è successo che non dipendeva da voi, e quali carte lo provano.", LG_2_2017),
        error_messages={"required": "Scrivi il motivo: il Nucleo decide su quello."},
    )


class DecisioneForm(ConErrori):
    decisione = forms.ChoiceField(
        label="Decisione",
        choices=[("accogli", "Accogli"), ("respingi", "Respingi, con una risposta")],
        widget=forms.RadioSelect,
        help_text="Se accogli, il giudizio è registrato subito; se respingi, il risultato si giudica come gli altri.",
        error_messages={"required": "Scegli se accogliere o respingere."},
    )
    risposta = forms.CharField(
        label="Risposta del Nucleo",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Obbligatoria se respingi: la legge chi ha fatto la richiesta.",
    )


class InterventoForm(ConErrori):
    testo = forms.CharField(
        label="Scrivi nella discussione",
        max_length=LUNGHEZZA_MASSIMA,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo leggono il Nucleo e chi segue l'indicatore. Nessun dato cambia.",
        error_messages={"required": "Scrivi qualcosa prima di inviare."},
    )


class SogliaForm(forms.Form):
    """The lowest computed grade of what is confirmed together; 100 % when nothing is asked."""

    soglia = PercentualeField(
        label="Grado calcolato almeno",
        required=False,
        help_text="In percentuale: vuoto vuol dire 100. Sotto la soglia i risultati si esaminano uno per uno.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "campo-corto"}),
    )

    def clean_soglia(self) -> Decimal:
        soglia: Decimal | None = self.cleaned_data["soglia"]
        if soglia is not None and not 0 < soglia <= 10:
            raise forms.ValidationError("Scrivi una percentuale maggiore di zero.")
        return Decimal(1) if soglia is None else soglia


RISPOSTE = [("", "Non ancora deciso"), ("si", "Sì"), ("no", "No")]
UTENTI = "D.Lgs. 150/2009, art. 14, c. 4-bis"
VALORI = {"": None, "si": True, "no": False}


def _norma(criterio: str) -> str:
    return UTENTI if criterio == "gradimento" else LG_3_2018


class CriteriForm(forms.Form):
    """One answer and one note for each question: the fields are `<codice>` and `<codice>_nota`."""

    def __init__(self, data: Any = None, risposte: dict[str, Risposta] | None = None) -> None:
        super().__init__(data)
        date = risposte or {}
        for domanda in DOMANDE:
            data_prima = date.get(domanda.codice, Risposta())
            scelta = {valore: chiave for chiave, valore in VALORI.items()}[data_prima.soddisfatto]
            self.fields[domanda.codice] = forms.ChoiceField(
                label="Il Nucleo",
                choices=RISPOSTE,
                required=False,
                initial=scelta,
                widget=forms.RadioSelect,
                help_text=con_norma("Se il criterio è soddisfatto, visti i numeri accanto.", _norma(domanda.codice)),
            )
            self.fields[f"{domanda.codice}_nota"] = forms.CharField(
                label="Nota",
                required=False,
                initial=data_prima.nota,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Obbligatoria se la risposta è no: entra nel verbale.",
            )

    @property
    def risposte(self) -> dict[str, Risposta]:
        dati = self.cleaned_data
        return {d.codice: Risposta(VALORI[dati[d.codice]], dati[f"{d.codice}_nota"]) for d in DOMANDE}

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for codice, frasi in errori.items():
            for frase in frasi:
                self.add_error(f"{codice}_nota" if codice in self.fields else None, frase)


class ValidazioneForm(ConErrori):
    """The outcome with which the Nucleo closes the year."""

    esito = forms.ChoiceField(
        label="Esito",
        choices=[
            (EsitoValidazione.VALIDATA, "Validata"),
            (EsitoValidazione.CON_OSSERVAZIONI, "Validata con osservazioni"),
            (EsitoValidazione.NON_VALIDATA, "Non validata: l'anno si chiude con questo esito e non si approva"),
        ],
        widget=forms.RadioSelect,
        help_text=con_norma("La Relazione è validata se è sintetica, chiara e di immediata comprensione.", VALIDAZIONE),
        error_messages={"required": "Scegli l'esito della validazione."},
    )
    osservazioni = forms.CharField(
        label="Osservazioni",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Obbligatorie se l'esito non è «Validata». Le legge chiunque guardi l'anno.",
    )
