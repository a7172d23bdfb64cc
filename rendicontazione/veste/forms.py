"""The form of the look of the documents: shape only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.enums import Orientamento
from rendicontazione.relazioni.tavola_stampata import disposizione
from rendicontazione.relazioni.tavole import CONDIZIONI, Colonna, Tavola
from rendicontazione.relazioni.veste_vista import ColonnaVista, VesteVista
from rendicontazione.veste.logo import BYTE_MASSIMI, TROPPO_PESANTE, logo_pulito
from rendicontazione.veste.selectors import Provabile
from rendicontazione.veste.valide import INTESTAZIONE_MASSIMA, TITOLO_MASSIMO, nome_campo

PARTI = ("stampa", "posto", "titolo")
NOMI = {"stampa": "Stampa la colonna {}", "posto": "Posto della colonna {}", "titolo": "Intestazione della colonna {}"}
# The id of the form: what chooses the preview stands outside it.
MODULO = "modulo-veste"
POSTO = "Scrivi un numero da 1 a 99."


@dataclass(frozen=True, slots=True)
class RigaColonna:
    """A column of a table on the page, with its three fields. `nota` says when it is printed."""

    colonna: Colonna
    stampa: BoundField
    posto: BoundField
    titolo: BoundField
    nota: str

    @property
    def errori(self) -> list[str]:
        return [str(frase) for campo in (self.stampa, self.posto, self.titolo) for frase in campo.errors]


@dataclass(frozen=True, slots=True)
class TavolaScelta:
    """A table on the page; `cambiata`: the body printed it otherwise than it comes."""

    tavola: Tavola
    righe: list[RigaColonna]
    cambiata: bool

    @property
    def aperta(self) -> bool:
        return any(riga.errori for riga in self.righe)


class VesteForm(forms.Form):
    orientamento = forms.ChoiceField(
        label="Orientamento delle pagine",
        choices=Orientamento.choices,
        widget=forms.RadioSelect,
        help_text="Il verbale del Nucleo resta verticale.",
        error_messages={"required": "Scegli l'orientamento delle pagine."},
    )
    intestazione = forms.CharField(
        label="Testo in testa a ogni pagina",
        max_length=INTESTAZIONE_MASSIMA,
        required=False,
        help_text="Sta al posto del nome breve dell'ente, prima del titolo del documento.",
    )
    sottotitolo = forms.CharField(
        label="Riga sotto il nome dell'ente",
        max_length=200,
        required=False,
        help_text="Sulla prima pagina: per esempio l'indirizzo della sede o il codice fiscale.",
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="PNG o JPEG, al massimo 1 MB. Si stampa sulla prima pagina, alto 18 mm.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"empty": "Il file è vuoto: scegline un altro."},
    )
    togli_logo = forms.BooleanField(
        label="Togli il logo", required=False, help_text="I documenti già pronti restano come sono."
    )
    logo_testo = forms.CharField(
        label="Descrizione del logo",
        max_length=200,
        required=False,
        help_text="Obbligatoria se c'è un logo: la legge chi non lo vede.",
    )
    prova = forms.ChoiceField(
        label="Documento da guardare",
        required=False,
        help_text="Si mostra solo la sua prima scheda.",
        widget=forms.Select(attrs={"form": MODULO}),
    )

    def __init__(
        self,
        tavole: Sequence[Tavola],
        provabili: Sequence[Provabile],
        veste: VesteVista,
        data: Any = None,
        files: Any = None,
    ) -> None:
        """`veste` is what the body has now: it fills the form, and gives the logo when no other is uploaded."""
        iniziali = {
            nome: getattr(veste, nome) for nome in ("orientamento", "intestazione", "sottotitolo", "logo_testo")
        }
        super().__init__(data, files, initial=iniziali)
        self._tavole, self._attuale = tavole, veste
        self._provabili = {voce.codice: voce for voce in provabili}
        campo: Any = self.fields["prova"]
        campo.choices = [(voce.codice, voce.etichetta) for voce in provabili]
        if not veste.logo:
            del self.fields["togli_logo"]
        for tavola in tavole:
            self._campi_della_tavola(tavola)

    def _campi_della_tavola(self, tavola: Tavola) -> None:
        scelte = self._attuale.tavole.get(tavola.codice, ())
        disposte = [colonna.codice for colonna, _ in disposizione(tavola, scelte)]
        tolte = [colonna.codice for colonna in tavola.colonne if colonna.codice not in disposte]
        titoli = {voce.colonna: voce.titolo for voce in scelte}
        for colonna in tavola.colonne:
            codice = colonna.codice
            campi = (
                forms.BooleanField(required=False, initial=codice in disposte, disabled=bool(colonna.obbligatoria)),
                forms.IntegerField(
                    min_value=1,
                    max_value=99,
                    initial=[*disposte, *tolte].index(codice) + 1,
                    error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), POSTO),
                ),
                forms.CharField(
                    required=False,
                    max_length=TITOLO_MASSIMO,
                    initial=titoli.get(codice, ""),
                    widget=forms.TextInput(attrs={"placeholder": colonna.titolo, "autocomplete": "off"}),
                ),
            )
            for parte, campo in zip(PARTI, campi, strict=True):
                campo.label = NOMI[parte].format(colonna.nome)
                self.fields[nome_campo(tavola.codice, codice, parte)] = campo

    def clean_logo(self) -> bytes:
        caricato = self.cleaned_data.get("logo")
        if not caricato:
            return b""
        if caricato.size > BYTE_MASSIMI:
            raise forms.ValidationError(TROPPO_PESANTE)
        try:
            return logo_pulito(caricato.read())
        except Rifiuto as no:
            raise forms.ValidationError(str(no)) from no

    def segna_errori(self, errori: dict[str, list[str]]) -> None:
        for nome, frasi in errori.items():
            for frase in frasi:
                self.add_error(nome if nome in self.fields else None, frase)

    @property
    def tavole(self) -> Iterator[TavolaScelta]:
        """For the page: each table with its columns, in the order in which they are printed now."""
        for tavola in self._tavole:
            righe = [self._riga(tavola, colonna) for colonna in tavola.colonne]
            righe.sort(key=lambda riga: int(riga.posto.initial))
            yield TavolaScelta(tavola, righe, tavola.codice in self._attuale.tavole)

    def _riga(self, tavola: Tavola, colonna: Colonna) -> RigaColonna:
        stampa, posto, titolo = (self[nome_campo(tavola.codice, colonna.codice, parte)] for parte in PARTI)
        return RigaColonna(colonna, stampa, posto, titolo, colonna.obbligatoria or CONDIZIONI.get(colonna.se, ""))

    @property
    def provabile(self) -> Provabile | None:
        """The document to look at; the first when none was chosen, None when the body has no plan."""
        scelto = self._provabili.get(self.data.get("prova", "")) if self.is_bound else None
        return scelto or next(iter(self._provabili.values()), None)

    @property
    def veste(self) -> VesteVista:
        """What the form asks for. The tables that the page does not show stay as they are."""
        dati = self.cleaned_data
        logo = dati["logo"] or (b"" if dati.get("togli_logo") else self._attuale.logo)
        mostrate = {tavola.codice for tavola in self._tavole}
        tavole = {codice: voci for codice, voci in self._attuale.tavole.items() if codice not in mostrate}
        tavole |= {tavola.codice: voci for tavola in self._tavole if (voci := self._scelte(tavola))}
        return VesteVista(
            orientamento=dati["orientamento"],
            intestazione=dati["intestazione"],
            sottotitolo=dati["sottotitolo"],
            logo=logo,
            logo_testo=dati["logo_testo"],
            tavole=tavole,
        )

    def _scelte(self, tavola: Tavola) -> tuple[ColonnaVista, ...]:
        """Empty when the table is as it is by itself."""
        valori = {
            colonna.codice: [self.cleaned_data[nome_campo(tavola.codice, colonna.codice, parte)] for parte in PARTI]
            for colonna in tavola.colonne
        }
        propri = {colonna.codice: colonna.titolo for colonna in tavola.colonne}
        stampate = sorted((codice for codice in valori if valori[codice][0]), key=lambda codice: valori[codice][1])
        scelte = tuple(
            ColonnaVista(codice, "" if valori[codice][2] == propri[codice] else valori[codice][2])
            for codice in stampate
        )
        return () if scelte == tuple(ColonnaVista(codice) for codice in propri) else scelte
