"""The filters of the rows of a year: what an address asks for, which rows answer, and the address that asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import TextChoices
from django.utils.text import slugify

from indicatori.motore.gradi import StatoGrado
from rendicontazione.enums import StatoRisultato
from rendicontazione.quadro.fatti import NON_RENDICONTATO, Gruppi, RigaQuadro
from rendicontazione.quadro.mancanze import Mancanza
from rendicontazione.quadro.puntualita import CON_TERMINE, Puntualita, Termine
from rendicontazione.selectors.raggruppamenti import SENZA, SENZA_NESSUNO, Etichetta, Per
from rendicontazione.selectors.valutati import Valutazione

CON_GRADO, SENZA_GRADO = "con_grado", "senza_grado"
# In the order in which the page shows them.
NOMI = {
    "scheda": "Scheda",
    **{str(per): str(per.label) for per in Per},
    "fascia": "Fascia o esito",
    "stato": "Stato",
    "mancanza": "Da guardare",
    "puntualita": "Invio",
    "termine": "Termine del target",
    "testo": "Cerca nel testo",
}
AL_FEMMINILE = {"scheda", "struttura", "innovazione", "area", "fascia"}
Scelte = list[tuple[str, str]]


def indirizzo(elenco: str, filtri: Mapping[str, str]) -> str:
    """The address of the rows that answer these filters; `elenco` is that of the whole list."""
    return f"{elenco}?{urlencode(filtri)}" if filtri else elenco


def esiti_possibili(valutazione: Valutazione) -> Scelte:
    """Every outcome of an indicator in the order of the page: the bands, best first, then why it is in none."""
    fasce = [(slugify(fascia.nome), fascia.nome) for fascia in valutazione.profilo.fasce]
    motivi = (StatoGrado.NON_CALCOLABILE, StatoGrado.NON_VALUTABILE, StatoGrado.NEUTRALIZZATO)
    return [*fasce, *((str(m), m.etichetta) for m in motivi), (NON_RENDICONTATO, "non rendicontati")]


class FiltroRighe(forms.Form):
    """The filters as a form; an unknown value is an error, and then no row answers."""

    def __init__(self, dati: Mapping[str, Any], *, valutazione: Valutazione, gruppi: Gruppi) -> None:
        super().__init__(dati)
        self.gruppi = gruppi
        self.scelte = _scelte(valutazione, gruppi)
        for nome, scelte in self.scelte.items():
            if scelte:
                vuota = [
                    ("", "Tutti" if nome in ("obiettivo", "stato", "mancanza", "puntualita", "termine") else "Tutte")
                ]
                self.fields[nome] = forms.ChoiceField(label=NOMI[nome], choices=vuota + scelte, required=False)
        cerca = forms.TextInput(attrs={"type": "search"})
        self.fields["testo"] = forms.CharField(label=NOMI["testo"], required=False, max_length=200, widget=cerca)

    @property
    def chiesti(self) -> dict[str, str]:
        """The filters that are on, in the order of the page; what the form does not know is left out."""
        dati = self.cleaned_data if self.is_valid() else {}
        return {nome: dati[nome] for nome in NOMI if dati.get(nome)}

    def in_parole(self) -> list[tuple[str, str, str]]:
        """(name, its label, the chosen words) of each filter that is on."""
        return [(nome, NOMI[nome], self._parola(nome, valore)) for nome, valore in self.chiesti.items()]

    def _parola(self, nome: str, valore: str) -> str:
        return dict(self.scelte[nome])[valore] if nome in self.scelte else f"«{valore}»"

    def righe(self, tutte: Sequence[RigaQuadro]) -> list[RigaQuadro]:
        if not self.is_valid():
            return []
        chiesti = self.chiesti
        return [
            riga for riga in tutte if all(risponde(riga, nome, voce, self.gruppi) for nome, voce in chiesti.items())
        ]


def risponde(riga: RigaQuadro, nome: str, valore: str, gruppi: Gruppi) -> bool:
    """Whether a row answers one filter. Raises KeyError for a filter that does not exist."""
    if nome in Per.values:
        chiavi = [etichetta.chiave for etichetta in gruppi.di(riga, nome)]
        return valore in chiavi or (valore == SENZA_NESSUNO and not chiavi)
    return _RISPONDE[nome](riga, valore)


def _con_un_esito(riga: RigaQuadro, valore: str) -> bool:
    if valore in (CON_GRADO, SENZA_GRADO):
        return (riga.voce.grado.valore is not None) is (valore == CON_GRADO)
    return riga.esito == valore


def _col_testo(riga: RigaQuadro, valore: str) -> bool:
    indicatore = riga.indicatore
    testi = (indicatore.codice, indicatore.descrizione, riga.risultato.previsione.testo, riga.scheda.scheda.titolo)
    return any(valore.casefold() in testo.casefold() for testo in testi)


_RISPONDE: dict[str, Callable[[RigaQuadro, str], bool]] = {
    "scheda": lambda riga, valore: riga.scheda.scheda.codice == valore,
    "fascia": _con_un_esito,
    "stato": lambda riga, valore: riga.risultato.stato == valore,
    "mancanza": lambda riga, valore: valore in riga.mancanze,
    "puntualita": lambda riga, valore: riga.puntualita == valore,
    "termine": lambda riga, valore: riga.termine == valore or (valore == CON_TERMINE and riga.termine is not None),
    "testo": _col_testo,
}


def _scelte(valutazione: Valutazione, gruppi: Gruppi) -> dict[str, Scelte]:
    schede = [(s.scheda.codice, f"{s.scheda.codice} - {s.scheda.titolo}"[:80]) for s in valutazione.schede]
    scelte: dict[str, Scelte] = {"scheda": schede}
    for per in Per:
        dimensione = gruppi.dimensioni.get(per)
        scelte[str(per)] = _dei_gruppi(per, dimensione.etichette) if dimensione else []
    esiti = [(CON_GRADO, "con un grado"), (SENZA_GRADO, "senza un grado"), *esiti_possibili(valutazione)]
    return scelte | {
        "fascia": esiti,
        "stato": _scelte_di(StatoRisultato),
        "mancanza": _scelte_di(Mancanza),
        "puntualita": _scelte_di(Puntualita),
        "termine": [(CON_TERMINE, "Inviati, con una data nel target"), *_scelte_di(Termine)],
    }


def _scelte_di(enumerazione: type[TextChoices]) -> Scelte:
    return [(str(voce.value), str(voce.label)) for voce in enumerazione]


def _dei_gruppi(per: Per, etichette: Mapping[int, tuple[Etichetta, ...]]) -> Scelte:
    trovate = sorted({etichetta for voci in etichette.values() for etichetta in voci})
    return [*((e.chiave, e.nome[:80]) for e in trovate), (SENZA_NESSUNO, SENZA[per])]
