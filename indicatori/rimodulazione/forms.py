"""Forms of a proposal: what it is about, a scheda, an azione, an indicator of the copy."""

from __future__ import annotations

from typing import Any

from django import forms

from indicatori.enums import VersoIndicatore
from indicatori.motore.documento import AzioneDati, IndicatoreDati, PianoDati, SchedaDati
from indicatori.rimodulazione.cambiamenti import MISURA
from obiettivi.enums import Famiglia
from obiettivi.testi import TITOLI
from pianoperf.web.aiuti import LG_2_2017, con_norma
from pianoperf.web.campi import campo_giorno

LARGO = {"rows": 3}
TARGET = "Come si leggerà nel documento, per esempio «almeno 75 %» o «entro giugno»."
TESTO_DEL_PIANO = "Come si leggerà nel documento del piano."
AIUTI_TESTI = {
    "situazione_attuale": "Da dove si parte.",
    "criticita": "Che cosa oggi non va.",
    "situazione_attesa": "Che cosa ci sarà alla fine.",
    "vantaggi": "Chi ne avrà un beneficio, e quale.",
    "descrizione_azioni": "Il percorso, in poche frasi.",
    "operatori": "Le categorie di personale coinvolte.",
    "costi": "Le spese previste, o «nessun costo aggiuntivo».",
    "stakeholders": "Chi è interessato al risultato, fuori e dentro l'ente.",
}
SOLO_ANNI_APERTI = "Vale per tutti gli anni dell'indicatore, e uno non si può più cambiare."


def _testo(
    etichetta: str, aiuto: str, *, massimo: int | None = None, richiesto: bool = False, righe: int = 0
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": righe}) if righe else forms.TextInput()
    return forms.CharField(label=etichetta, help_text=aiuto, max_length=massimo, required=richiesto, widget=widget)


def _percento(etichetta: str, aiuto: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=etichetta,
        help_text=aiuto,
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        localize=True,
    )


class OggettoForm(forms.Form):
    oggetto = forms.CharField(
        label="Oggetto",
        max_length=300,
        help_text="Che cosa cambia, in una riga: per esempio «Target 2024 rivisti dopo il monitoraggio di luglio».",
    )


class MotiviForm(forms.Form):
    """The reason to give to several changes at once."""

    comune = forms.CharField(
        label="Lo stesso motivo per più cambiamenti",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=LARGO),
        help_text=con_norma("Perché il piano cambia: la Relazione lo riporta accanto al target di prima.", LG_2_2017),
    )


class SchedaForm(forms.Form):
    titolo = _testo("Titolo", "Come si legge nel piano.", richiesto=True, righe=2)
    responsabile = _testo("Responsabile", "Chi risponde della scheda, come scritto nel piano.", massimo=250)
    altri_servizi = _testo("Altri servizi coinvolti", "Chi collabora, per esempio «Ausl, Comuni».", massimo=250)

    def __init__(self, data: Any, *, scheda: SchedaDati, piano: PianoDati) -> None:
        super().__init__(data)
        self._scheda = scheda
        for nome in ("titolo", "responsabile", "altri_servizi"):
            self.fields[nome].initial = getattr(scheda, nome)
        if piano.famiglia == Famiglia.PIAO:
            self.fields["incidenza"] = _percento(
                "Incidenza sull'ente, in percentuale",
                "Quanto conta l'obiettivo nel grado dell'ente, per esempio 12,5.",
            )
            self.fields["incidenza"].initial = scheda.incidenza
            for chiave, titolo in TITOLI.items():
                self.fields[f"testo_{chiave}"] = _testo(titolo, AIUTI_TESTI.get(chiave, TESTO_DEL_PIANO), righe=3)
                self.fields[f"testo_{chiave}"].initial = scheda.testi.get(chiave, "")

    def campi(self) -> dict[str, Any]:
        """What to write on the copy's scheda."""
        dati = self.cleaned_data
        testi = {nome.removeprefix("testo_"): t for nome, t in dati.items() if nome.startswith("testo_")}
        altri = {nome: valore for nome, valore in dati.items() if not nome.startswith("testo_")}
        return altri | {"testi": {k: t for k, t in {**self._scheda.testi, **testi}.items() if t}}


class AzioneForm(forms.Form):
    numero = _testo("Numero", "Quello dell'azione nella scheda, per esempio 3.", massimo=20, richiesto=True)
    descrizione = _testo("Descrizione", "Che cosa si fa.", richiesto=True, righe=3)
    risultato_atteso = _testo("Risultato atteso", "Che cosa ci sarà alla fine che oggi non c'è.", righe=3)
    innovazione = forms.BooleanField(
        label="È un'innovazione", required=False, help_text="Nel documento diventa la X della colonna Innovazione."
    )
    anni = forms.MultipleChoiceField(
        label="Anni",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Gli anni in cui l'azione si fa: nel documento sono le X sotto gli anni.",
    )

    def __init__(self, data: Any, *, azione: AzioneDati | None, piano: PianoDati) -> None:
        super().__init__(data)
        anni = sorted({*piano.triennio, *(azione.anni if azione else ())})
        campo: Any = self.fields["anni"]
        campo.choices = [(str(anno), str(anno)) for anno in anni]
        if azione is None:
            return
        del self.fields["numero"]
        for nome in ("descrizione", "risultato_atteso", "innovazione"):
            self.fields[nome].initial = getattr(azione, nome)
        self.fields["anni"].initial = [str(anno) for anno in azione.anni]

    def campi(self) -> dict[str, Any]:
        return self.cleaned_data | {"anni": tuple(int(anno) for anno in self.cleaned_data["anni"])}


class IndicatoreForm(forms.Form):
    """`bloccati` are the years that may not be touched, with their sentence: their targets are read only."""

    codice = _testo("Codice", "Unico nella scheda, per esempio 3.2.", massimo=20, richiesto=True)
    descrizione = _testo("Indicatore", "Che cosa si misura, per esempio «Domande accolte».", richiesto=True, righe=2)
    azione = forms.ChoiceField(
        label="Azione", required=False, help_text="Il numero dell'indicatore nel documento è quello della sua azione."
    )
    responsabili = _testo("Responsabili", "I cognomi, separati da virgola: inseriranno loro il risultato.", massimo=300)
    strutture = _testo("Strutture, separate da punto e virgola", "Per esempio «Area minori; Area anziani».", righe=2)
    algoritmo = _testo("Algoritmo", "Come si calcola, per esempio «domande accolte / domande ricevute».", righe=2)
    baseline = _testo("Baseline", "Il valore da cui si parte, con l'anno se serve: per esempio «120».", massimo=120)
    termine = campo_giorno("Termine", "Il giorno entro cui lo step va concluso.", obbligatorio=False)
    peso = _percento("Peso, in percentuale", "Quanto lo step conta nel suo obiettivo, per esempio 25.")
    ciclico = forms.BooleanField(
        label="Ricorre ogni anno",
        required=False,
        help_text="Lo step si ripete ogni anno, anche se il piano lo stampa una volta.",
    )
    condizionato_da = forms.ChoiceField(
        label="Ha senso solo se riesce lo step",
        required=False,
        help_text="Per esempio la realizzazione, che dipende dal progetto approvato.",
    )
    verso = forms.ChoiceField(
        label="Verso", required=False, help_text="Se più è meglio (crescente) o meno è meglio (decrescente)."
    )
    note = _testo("Note", "Ciò che il documento stampa nella colonna delle note.", righe=2)

    def __init__(
        self,
        data: Any,
        *,
        indicatore: IndicatoreDati | None,
        scheda: SchedaDati,
        piano: PianoDati,
        bloccati: dict[int, str],
    ) -> None:
        super().__init__(data)
        self._indicatore = indicatore or IndicatoreDati("", "")
        self.anni = sorted({*piano.triennio, *self._indicatore.previsioni})
        self._scelte(scheda)
        self._senza_i_campi_di_altre_famiglie(piano.famiglia, nuovo=indicatore is None)
        for nome in [nome for nome in self.fields if nome not in ("strutture", "codice")]:
            self.fields[nome].initial = getattr(self._indicatore, nome)
        if "strutture" in self.fields:
            self.fields["strutture"].initial = "; ".join(self._indicatore.strutture)
        for anno in self.anni:
            self._campo_dell_anno(anno, bloccati)
        self._blocca_la_misura(bloccati)

    def _scelte(self, scheda: SchedaDati) -> None:
        azioni = [(voce.numero, f"{voce.numero}. {voce.descrizione[:80]}") for voce in scheda.azioni]
        altri = [voce for voce in scheda.indicatori if voce.codice != self._indicatore.codice]
        scelte: dict[str, Any] = {
            "condizionato_da": [("", "Nessuno"), *((v.codice, f"{v.codice} {v.descrizione[:80]}") for v in altri)],
            "azione": [("", "Nessuna"), *azioni],
            "verso": [("", "Come lo propone il sistema"), *VersoIndicatore.choices],
        }
        for nome, voci in scelte.items():
            campo: Any = self.fields[nome]
            campo.choices = voci

    def _senza_i_campi_di_altre_famiglie(self, famiglia: str, *, nuovo: bool) -> None:
        superflui = {
            Famiglia.SCHEDE: ["strutture", "termine", "peso", "ciclico", "condizionato_da"],
            Famiglia.PIAO: ["strutture", "azione"],
            Famiglia.ALBERO: ["termine", "peso", "ciclico", "condizionato_da"],
        }[Famiglia(famiglia)]
        usati = [nome for nome in superflui if getattr(self._indicatore, nome)]
        for nome in [*(n for n in superflui if n not in usati), *([] if nuovo else ["codice"])]:
            del self.fields[nome]

    def _campo_dell_anno(self, anno: int, bloccati: dict[int, str]) -> None:
        campo = _testo(f"Target {anno}", TARGET, righe=2)
        campo.initial = self._indicatore.previsioni.get(anno, "")
        campo.disabled, campo.help_text = anno in bloccati, bloccati.get(anno, TARGET)
        self.fields[f"previsione_{anno}"] = campo

    def _blocca_la_misura(self, bloccati: dict[int, str]) -> None:
        if not bloccati.keys() & self._indicatore.previsioni.keys():
            return
        for nome in MISURA & self.fields.keys():
            self.fields[nome].disabled, self.fields[nome].help_text = True, SOLO_ANNI_APERTI

    @property
    def generali(self) -> list[forms.BoundField]:
        """The fields that are not a year's target."""
        return [self[nome] for nome in self.fields if not nome.startswith("previsione_")]

    @property
    def target(self) -> list[tuple[int, forms.BoundField]]:
        return [(anno, self[f"previsione_{anno}"]) for anno in self.anni]

    def campi(self) -> dict[str, Any]:
        """What to write on the copy's indicator."""
        dati = self.cleaned_data
        campi = {nome: dati[nome] for nome in dati if not nome.startswith("previsione_") and nome != "strutture"}
        if "strutture" in dati:
            nomi = (nome.strip() for nome in dati["strutture"].split(";"))
            campi["strutture"] = tuple(dict.fromkeys(nome for nome in nomi if nome))
        testi = {anno: dati[f"previsione_{anno}"].strip() for anno in self.anni}
        return campi | {"previsioni": {anno: testo for anno, testo in testi.items() if testo}}
