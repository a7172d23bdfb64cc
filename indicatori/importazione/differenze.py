"""What an import would do: the plan in the workbook against the plan in the database, field by field.

Natural keys: scheda, objective and indicator by code, azione by number, previsione by year. What the workbook
no longer has is shown and stays, unless somebody asks to remove it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from indicatori.importazione.modello import AZIONI, INDICATORI, OBIETTIVI, PIANO, SCHEDE, SEPARATORE
from indicatori.importazione.testi_cella import in_testo
from indicatori.motore.documento import (
    AzioneDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)

Esito = Literal["nuovo", "modificato", "uguale", "scompare"]
_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class CampoDiverso:
    campo: str
    etichetta: str
    prima: str
    dopo: str


@dataclass(slots=True)
class Voce:
    """One thing of the plan and what would happen to it; `campi` only when it changes."""

    genere: str
    chiave: str
    titolo: str
    esito: Esito
    campi: list[CampoDiverso] = field(default_factory=list)
    figli: list[Voce] = field(default_factory=list)

    def tutte(self) -> Iterator[Voce]:
        yield self
        for figlio in self.figli:
            yield from figlio.tutte()

    def figlio(self, genere: str, chiave: str) -> Voce | None:
        return next((voce for voce in self.figli if voce.genere == genere and voce.chiave == chiave), None)

    @property
    def cambia(self) -> bool:
        """Whether something happens to it or to anything below it."""
        return any(voce.esito != "uguale" for voce in self.tutte())

    @property
    def figli_che_cambiano(self) -> list[Voce]:
        return [figlio for figlio in self.figli if figlio.cambia]

    @property
    def figli_invariati(self) -> int:
        return len(self.figli) - len(self.figli_che_cambiano)

    @property
    def tocca_poco(self) -> bool:
        """Whether a page may show it open: a changed branch, not a whole new or vanished one."""
        return self.esito not in ("nuovo", "scompare")

    def in_json(self) -> dict[str, Any]:
        return {
            "genere": self.genere,
            "chiave": self.chiave,
            "titolo": self.titolo,
            "esito": self.esito,
            "campi": [[campo.campo, campo.etichetta, campo.prima, campo.dopo] for campo in self.campi],
            "figli": [figlio.in_json() for figlio in self.figli],
        }

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Voce:
        campi = [CampoDiverso(*campo) for campo in dati["campi"]]
        figli = [cls.da_json(figlio) for figlio in dati["figli"]]
        return cls(dati["genere"], dati["chiave"], dati["titolo"], dati["esito"], campi, figli)


def conteggi(radice: Voce) -> dict[str, int]:
    """How many things are nuovo, modificato, uguale, scompare."""
    contati = Counter(voce.esito for voce in radice.tutte())
    return {esito: contati[esito] for esito in ("nuovo", "modificato", "uguale", "scompare")}


def cambiamenti(radice: Voce, *, elimina_assenti: bool = False) -> int:
    """How many things a commit would write."""
    contati = conteggi(radice)
    return contati["nuovo"] + contati["modificato"] + (contati["scompare"] if elimina_assenti else 0)


def confronta(attuale: PianoDati | None, nuovo: PianoDati) -> Voce:
    """The tree of what would happen. `attuale` is None for a plan that is not in the database yet."""
    radice = Voce("piano", nuovo.codice, nuovo.titolo, "nuovo")
    if attuale is not None:
        _segna(radice, _campi_piano(attuale), _campi_piano(nuovo))
    prima_o, prima_s = (attuale.obiettivi_strategici, attuale.schede) if attuale else ([], [])
    _aggiungi(radice, prima_o, nuovo.obiettivi_strategici, _codice, _voce_obiettivo)
    _aggiungi(radice, prima_s, nuovo.schede, _codice, _voce_scheda)
    return radice


def _codice(voce: Any) -> str:
    return str(voce.codice)


def _aggiungi(
    padre: Voce,
    prima: Sequence[_V],
    dopo: Sequence[_V],
    chiave: Callable[[_V], str],
    costruisci: Callable[[_V | None, _V | None], Voce],
) -> None:
    vecchie = {chiave(voce): voce for voce in prima}
    nuove = {chiave(voce): voce for voce in dopo}
    voci = [costruisci(vecchie.get(codice), voce) for codice, voce in nuove.items()]
    voci += [costruisci(voce, None) for codice, voce in vecchie.items() if codice not in nuove]
    padre.figli += voci
    comuni_prima = [codice for codice in vecchie if codice in nuove]
    comuni_dopo = [codice for codice in nuove if codice in vecchie]
    if comuni_prima != comuni_dopo and padre.esito != "nuovo":
        ordini = (", ".join(comuni_prima), ", ".join(comuni_dopo))
        padre.campi.append(CampoDiverso(f"ordine_{voci[0].genere}", f"Ordine ({voci[0].genere})", *ordini))
        padre.esito = "modificato"


def _segna(voce: Voce, prima: dict[str, tuple[str, str]], dopo: dict[str, tuple[str, str]]) -> None:
    """Fields are campo -> (label, text); sets `campi` and `esito`."""
    voce.campi = [
        CampoDiverso(campo, etichetta, prima[campo][1], testo)
        for campo, (etichetta, testo) in dopo.items()
        if prima[campo][1] != testo
    ]
    voce.esito = "modificato" if voce.campi else "uguale"


def _voce(
    genere: str,
    chiave: str,
    titolo: str,
    prima: dict[str, tuple[str, str]] | None,
    dopo: dict[str, tuple[str, str]] | None,
) -> Voce:
    voce = Voce(genere, chiave, titolo, "nuovo" if prima is None else "scompare")
    if prima is not None and dopo is not None:
        _segna(voce, prima, dopo)
    return voce


def _una(prima: _V | None, dopo: _V | None) -> _V:
    presente = dopo if dopo is not None else prima
    if presente is None:
        raise ValueError("Una voce deve esistere prima o dopo.")
    return presente


def _voce_obiettivo(prima: ObiettivoStrategicoDati | None, dopo: ObiettivoStrategicoDati | None) -> Voce:
    una = _una(prima, dopo)
    campi = [_campi(OBIETTIVI.nome, voce, ("titolo", "area")) if voce else None for voce in (prima, dopo)]
    return _voce("obiettivo strategico", una.codice, una.titolo, *campi)


def _voce_scheda(prima: SchedaDati | None, dopo: SchedaDati | None) -> Voce:
    una = _una(prima, dopo)
    campi = [_campi_scheda(voce) if voce else None for voce in (prima, dopo)]
    voce = _voce("scheda", una.codice, una.titolo, *campi)
    _aggiungi(voce, prima.azioni if prima else [], dopo.azioni if dopo else [], lambda a: a.numero, _voce_azione)
    _aggiungi(voce, prima.indicatori if prima else [], dopo.indicatori if dopo else [], _codice, _voce_indicatore)
    return voce


def _voce_azione(prima: AzioneDati | None, dopo: AzioneDati | None) -> Voce:
    una = _una(prima, dopo)
    nomi = ("innovazione", "descrizione", "risultato_atteso")
    campi = [
        _campi(AZIONI.nome, voce, nomi) | {"anni": ("Anni", ", ".join(map(str, sorted(voce.anni))))} if voce else None
        for voce in (prima, dopo)
    ]
    return _voce("azione", una.numero, una.descrizione, *campi)


def _voce_indicatore(prima: IndicatoreDati | None, dopo: IndicatoreDati | None) -> Voce:
    una = _una(prima, dopo)
    campi = [_campi_indicatore(voce) if voce else None for voce in (prima, dopo)]
    if dopo is not None and not dopo.verso and campi[1] is not None:
        # A blank verso leaves the guess, or what a person chose, as it is.
        del campi[1]["verso"]
    voce = _voce("indicatore", una.codice, una.descrizione, *campi)
    anni_prima = [_Anno(prima, anno) for anno in _anni(prima)]
    anni_dopo = [_Anno(dopo, anno) for anno in _anni(dopo)]
    _aggiungi(voce, anni_prima, anni_dopo, lambda previsione: str(previsione.anno), _voce_previsione)
    return voce


@dataclass(frozen=True, slots=True)
class _Anno:
    indicatore: IndicatoreDati | None
    anno: int

    @property
    def testi(self) -> tuple[str, str]:
        if self.indicatore is None:
            return "", ""
        return self.indicatore.previsioni.get(self.anno, ""), self.indicatore.annotazioni.get(self.anno, "")


def _anni(indicatore: IndicatoreDati | None) -> list[int]:
    return sorted({*indicatore.previsioni, *indicatore.annotazioni}) if indicatore else []


def _voce_previsione(prima: _Anno | None, dopo: _Anno | None) -> Voce:
    una = _una(prima, dopo)
    campi = [
        {"testo": ("Previsione", voce.testi[0]), "annotazione": ("Annotazione", voce.testi[1])} if voce else None
        for voce in (prima, dopo)
    ]
    return _voce("previsione", str(una.anno), " ".join(una.testi).strip(), *campi)


def _campi(foglio: str, voce: Any, nomi: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    modello = next(modello for modello in (OBIETTIVI, SCHEDE, AZIONI, INDICATORI) if modello.nome == foglio)
    return {nome: (modello.colonna(nome).titolo, _mostra(getattr(voce, nome))) for nome in nomi}


def _mostra(valore: Any) -> str:
    if isinstance(valore, bool):
        return "X" if valore else ""
    return SEPARATORE.join(valore) if isinstance(valore, tuple) else in_testo(valore, "General")


def _campi_piano(piano: PianoDati) -> dict[str, tuple[str, str]]:
    campi = {nome: (PIANO.colonna(nome).titolo, getattr(piano, nome)) for nome in ("ente", "famiglia", "titolo")}
    return campi | {"primo_anno": ("Primo anno", str(piano.triennio[0]))}


def _campi_scheda(scheda: SchedaDati) -> dict[str, tuple[str, str]]:
    nomi = ("tipo", "titolo", "triennio_dichiarato", "responsabile", "altri_servizi", "incidenza")
    campi = _campi(SCHEDE.nome, scheda, (*nomi, "obiettivi_strategici"))
    for colonna in SCHEDE.colonne[len(campi) + 1 :]:
        campi[colonna.campo] = (colonna.titolo, scheda.testi.get(colonna.campo, ""))
    return campi


def _campi_indicatore(indicatore: IndicatoreDati) -> dict[str, tuple[str, str]]:
    nomi = tuple(colonna.campo for colonna in INDICATORI.colonne if colonna.campo not in ("scheda", "codice"))
    return _campi(INDICATORI.nome, indicatore, nomi)
