"""What an import would do: the plan in the workbook against the plan in the database, field by field.

Natural keys: scheda, objective and indicator by code, azione by number, chapter by number or else by title, previsione
by year. What the workbook no longer has is shown and stays, unless somebody asks to remove it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypeVar

from indicatori.importazione.modello import AZIONI, CAPITOLI, FOGLI, INDICATORI, OBIETTIVI, PIANO, SCHEDE, SEPARATORE
from indicatori.importazione.testi_cella import in_testo
from indicatori.motore.documento import (
    AzioneDati,
    CapitoloDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)

Esito = Literal["nuovo", "modificato", "uguale", "scompare"]
_V = TypeVar("_V")
_TITOLI = {(foglio.nome, colonna.campo): colonna.titolo for foglio in FOGLI for colonna in foglio.colonne}
_CAMPI_INDICATORE = tuple(colonna.campo for colonna in INDICATORI.colonne if colonna.campo not in ("scheda", "codice"))


@dataclass(frozen=True, slots=True)
class CampoDiverso:
    campo: str
    etichetta: str
    prima: str
    dopo: str


@dataclass(slots=True)
class Voce:
    """One thing of the plan and what would happen to it; `campi` only when it changes.

    `invariati` of its own children, and `uguali` things at any depth below, were counted and left out of `figli`
    (`senza_uguali`).
    """

    genere: str
    chiave: str
    titolo: str
    esito: Esito
    campi: list[CampoDiverso] = field(default_factory=list)
    figli: list[Voce] = field(default_factory=list)
    invariati: int = 0
    uguali: int = 0

    def tutte(self) -> Iterator[Voce]:
        """Itself and what it shows below."""
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
            "invariati": self.invariati,
            "uguali": self.uguali,
        }

    @classmethod
    def da_json(cls, dati: dict[str, Any]) -> Voce:
        campi = [CampoDiverso(*campo) for campo in dati["campi"]]
        figli = [cls.da_json(figlio) for figlio in dati["figli"]]
        sua = (dati["genere"], dati["chiave"], dati["titolo"], dati["esito"])
        return cls(*sua, campi, figli, dati["invariati"], dati["uguali"])


def conteggi(radice: Voce) -> dict[str, int]:
    """How many things are nuovo, modificato, uguale, scompare."""
    contati = Counter({"uguale": 0})
    for voce in radice.tutte():
        contati[voce.esito] += 1
        contati["uguale"] += voce.uguali
    return {esito: contati[esito] for esito in ("nuovo", "modificato", "uguale", "scompare")}


def cambiamenti(radice: Voce, *, elimina_assenti: bool = False) -> int:
    """How many things a commit would write."""
    contati = conteggi(radice)
    return contati["nuovo"] + contati["modificato"] + (contati["scompare"] if elimina_assenti else 0)


def senza_uguali(voce: Voce) -> Voce:
    """The same tree, with what stays as it is (and all that hangs from it) counted and left out."""
    figli, voce.figli = voce.figli, []
    for figlio in map(senza_uguali, figli):
        if figlio.figli or figlio.esito != "uguale":
            voce.figli.append(figlio)
        else:
            voce.invariati += 1
            voce.uguali += 1 + figlio.uguali
    return voce


def confronta(attuale: PianoDati | None, nuovo: PianoDati) -> Voce:
    """The tree of what would happen, with everything in it. `attuale` is None for a plan that is not there yet."""
    radice = Voce("piano", nuovo.codice, nuovo.titolo, "nuovo")
    if attuale is not None:
        _segna(radice, _campi_piano(attuale), _campi_piano(nuovo))
    prima_o, prima_s = (attuale.obiettivi_strategici, attuale.schede) if attuale else ([], [])
    prima_c = attuale.capitoli if attuale else []
    _aggiungi(radice, "obiettivo strategico", prima_o, nuovo.obiettivi_strategici, _codice, _voce_obiettivo)
    _aggiungi(radice, "scheda", prima_s, nuovo.schede, _codice, _voce_scheda)
    _aggiungi(radice, "capitolo", prima_c, nuovo.capitoli, lambda capitolo: capitolo.chiave, _voce_capitolo)
    return radice


def _codice(voce: Any) -> str:
    return str(voce.codice)


def _aggiungi(
    padre: Voce,
    genere: str,
    prima: Sequence[_V],
    dopo: Sequence[_V],
    chiave: Callable[[_V], str],
    costruisci: Callable[[_V | None, _V | None], Voce],
) -> None:
    vecchie = {chiave(voce): voce for voce in prima}
    nuove = {chiave(voce): voce for voce in dopo}
    padre.figli += [costruisci(vecchie.get(codice), voce) for codice, voce in nuove.items()]
    padre.figli += [costruisci(voce, None) for codice, voce in vecchie.items() if codice not in nuove]
    comuni_prima = [codice for codice in vecchie if codice in nuove]
    comuni_dopo = [codice for codice in nuove if codice in vecchie]
    if comuni_prima != comuni_dopo and padre.esito != "nuovo":
        ordini = (", ".join(comuni_prima), ", ".join(comuni_dopo))
        padre.campi.append(CampoDiverso(f"ordine_{genere}", f"Ordine ({genere})", *ordini))
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
    prima: _V | None,
    dopo: _V | None,
    campi: Callable[[_V], dict[str, tuple[str, str]]],
) -> Voce:
    """The fields are written out only when there are two different things to compare."""
    voce = Voce(genere, chiave, titolo, "nuovo" if prima is None else "scompare")
    if prima is not None and dopo is not None:
        if prima == dopo:
            voce.esito = "uguale"
        else:
            _segna(voce, campi(prima), campi(dopo))
    return voce


def _una(prima: _V | None, dopo: _V | None) -> _V:
    presente = dopo if dopo is not None else prima
    if presente is None:
        raise ValueError("Una voce deve esistere prima o dopo.")
    return presente


def _voce_obiettivo(prima: ObiettivoStrategicoDati | None, dopo: ObiettivoStrategicoDati | None) -> Voce:
    una = _una(prima, dopo)
    return _voce("obiettivo strategico", una.codice, una.titolo, prima, dopo, _campi_obiettivo)


def _voce_capitolo(prima: CapitoloDati | None, dopo: CapitoloDati | None) -> Voce:
    una = _una(prima, dopo)
    return _voce("capitolo", una.chiave, una.titolo, prima, dopo, _campi_capitolo)


def _voce_scheda(prima: SchedaDati | None, dopo: SchedaDati | None) -> Voce:
    una = _una(prima, dopo)
    voce = _voce("scheda", una.codice, una.titolo, prima, dopo, _campi_scheda)
    azioni, indicatori = ((_delle(prima, nome), _delle(dopo, nome)) for nome in ("azioni", "indicatori"))
    _aggiungi(voce, "azione", *azioni, lambda azione: azione.numero, _voce_azione)
    _aggiungi(voce, "indicatore", *indicatori, _codice, _voce_indicatore)
    return voce


def _delle(scheda: SchedaDati | None, nome: str) -> list[Any]:
    return getattr(scheda, nome) if scheda is not None else []


def _voce_azione(prima: AzioneDati | None, dopo: AzioneDati | None) -> Voce:
    una = _una(prima, dopo)
    return _voce("azione", una.numero, una.descrizione, prima, dopo, _campi_azione)


def _voce_indicatore(prima: IndicatoreDati | None, dopo: IndicatoreDati | None) -> Voce:
    una = _una(prima, dopo)
    if prima is not None and dopo is not None and not dopo.verso:
        # A blank verso leaves the guess, or what a person chose, as it is.
        dopo = replace(dopo, verso=prima.verso)
    voce = _voce("indicatore", una.codice, una.descrizione, prima, dopo, _campi_indicatore)
    _aggiungi(voce, "previsione", _anni(prima), _anni(dopo), lambda previsione: previsione.anno, _voce_previsione)
    return voce


class _Anno(NamedTuple):
    anno: str
    testo: str
    annotazione: str


def _anni(indicatore: IndicatoreDati | None) -> list[_Anno]:
    if indicatore is None:
        return []
    testi, annotazioni = indicatore.previsioni, indicatore.annotazioni
    anni = sorted({*testi, *annotazioni} if annotazioni else testi)
    return [_Anno(str(anno), testi.get(anno, ""), annotazioni.get(anno, "")) for anno in anni]


def _voce_previsione(prima: _Anno | None, dopo: _Anno | None) -> Voce:
    una = _una(prima, dopo)
    return _voce("previsione", una.anno, f"{una.testo} {una.annotazione}".strip(), prima, dopo, _campi_previsione)


def _campi(foglio: str, voce: Any, nomi: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    return {nome: (_TITOLI[foglio, nome], _mostra(getattr(voce, nome))) for nome in nomi}


def _mostra(valore: Any) -> str:
    if isinstance(valore, bool):
        return "X" if valore else ""
    return SEPARATORE.join(valore) if isinstance(valore, tuple) else in_testo(valore, "General")


def _campi_piano(piano: PianoDati) -> dict[str, tuple[str, str]]:
    campi = {nome: (_TITOLI[PIANO.nome, nome], getattr(piano, nome)) for nome in ("ente", "famiglia", "titolo")}
    return campi | {"primo_anno": ("Primo anno", str(piano.triennio[0]))}


def _campi_obiettivo(obiettivo: ObiettivoStrategicoDati) -> dict[str, tuple[str, str]]:
    return _campi(OBIETTIVI.nome, obiettivo, ("titolo", "area"))


def _campi_capitolo(capitolo: CapitoloDati) -> dict[str, tuple[str, str]]:
    return _campi(CAPITOLI.nome, capitolo, ("numero", "titolo", "testo", "tavola"))


def _campi_scheda(scheda: SchedaDati) -> dict[str, tuple[str, str]]:
    nomi = ("tipo", "titolo", "triennio_dichiarato", "responsabile", "altri_servizi", "incidenza")
    campi = _campi(SCHEDE.nome, scheda, (*nomi, "obiettivi_strategici"))
    for colonna in SCHEDE.colonne[len(campi) + 1 :]:
        campi[colonna.campo] = (colonna.titolo, scheda.testi.get(colonna.campo, ""))
    return campi


def _campi_azione(azione: AzioneDati) -> dict[str, tuple[str, str]]:
    campi = _campi(AZIONI.nome, azione, ("innovazione", "descrizione", "risultato_atteso"))
    return campi | {"anni": ("Anni", ", ".join(map(str, sorted(azione.anni))))}


def _campi_indicatore(indicatore: IndicatoreDati) -> dict[str, tuple[str, str]]:
    return _campi(INDICATORI.nome, indicatore, _CAMPI_INDICATORE)


def _campi_previsione(anno: _Anno) -> dict[str, tuple[str, str]]:
    return {"testo": ("Previsione", anno.testo), "annotazione": ("Annotazione", anno.annotazione)}
