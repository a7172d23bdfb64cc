"""Documents laid out the way a body may lay out its own: the data of a plan, and a style that changes how they look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from indicatori.importazione.fogli import Foglio
from indicatori.motore.documento import PianoDati, SchedaDati
from indicatori.motore.numeri import formatta_numero

Righe = list[list[str]]


@dataclass(frozen=True, slots=True)
class Stile:
    """How the same tables look. `nomi` renames headings; `passo_…` above 1 leaves blank rows and columns.

    `margine` rows and columns are left empty before everything; `doppia` puts the years on a line of their own under
    the heading; every `pagina` rows a number of page and the headings again; `spezza` cuts long texts at a page break;
    `ripeti` writes the names of an objective on each of its rows.
    """

    segno: str = "X"
    passo_righe: int = 1
    passo_colonne: int = 1
    rovescia: bool = False
    un_foglio_a_scheda: bool = False
    celle_unite: bool = False
    caso: Callable[[str], str] = str
    nomi: dict[str, str] = field(default_factory=dict)
    margine: int = 0
    doppia: bool = False
    pagina: int = 0
    spezza: str = ""
    ripeti: bool = False

    def tabella(self, titoli: Sequence[str], righe: Sequence[Sequence[str]]) -> Righe:
        testa = [self.caso(self.nomi.get(titolo) or self._con_anno(titolo)) for titolo in titoli]
        corpo = [meta for riga in righe for meta in self._meta(titoli, list(riga))]
        tutte = [testa, *corpo]
        tutte = [riga[::-1] for riga in tutte] if self.rovescia else tutte
        teste = _su_due_righe(tutte[0]) if self.doppia else tutte[:1]
        return teste + self._con_pagine(teste, tutte[1:])

    def _con_anno(self, titolo: str) -> str:
        """ "Previsione 2023" with the name that "Previsione" has here."""
        nome, _, anno = titolo.rpartition(" ")
        return f"{self.nomi[nome]} {anno}" if nome in self.nomi else titolo

    def _meta(self, titoli: Sequence[str], riga: list[str]) -> Righe:
        """The row, or the two halves that a page break makes of it."""
        if self.spezza not in titoli:
            return [riga]
        posto = titoli.index(self.spezza)
        taglio = next((n for n in range(12, len(riga[posto]) - 1) if _si_taglia(riga[posto], n)), 0)
        if not taglio:
            return [riga]
        sopra = [*riga[:posto], riga[posto][:taglio], *riga[posto + 1 :]]
        return [sopra, ["" if n != posto else riga[posto][taglio + 1 :] for n in range(len(riga))]]

    def _con_pagine(self, teste: Righe, righe: Righe) -> Righe:
        if not self.pagina:
            return righe
        pezzi = [righe[n : n + self.pagina] for n in range(0, len(righe), self.pagina)]
        return [riga for n, pezzo in enumerate(pezzi) for riga in ([["Pagina 3 di 9"], *teste] if n else []) + pezzo]


def _si_taglia(testo: str, posto: int) -> bool:
    """Whether what comes after that blank goes on in lower case, in the same line."""
    return testo[posto] == " " and testo[posto + 1].islower() and "\n" not in testo


def _su_due_righe(testa: list[str]) -> Righe:
    """The years below, and above them once what they are years of."""
    sopra, sotto = list(testa), [""] * len(testa)
    for posto, titolo in enumerate(testa):
        nome, _, anno = titolo.rpartition(" ")
        vicino = testa[posto - 1 : posto] + testa[posto + 1 : posto + 2]
        if anno.isdigit() and any(altro.rpartition(" ")[0] == nome and altro[-4:].isdigit() for altro in vicino):
            sotto[posto] = anno
            sopra[posto] = (nome or "Anni") if not posto or sotto[posto - 1] == "" else ""
    return [sopra, sotto] if any(sotto) else [testa]


def in_documento(piano: PianoDati, stile: Stile) -> list[Foglio]:
    scrivi = {"schede": _schede, "piao": _piao, "albero": _albero}[piano.famiglia]
    pagine = list(scrivi(piano, stile))
    if not stile.un_foglio_a_scheda:
        pagine = [("Foglio1", [riga for _, righe in pagine for riga in righe])]
    return [_foglio(nome, righe, stile) for nome, righe in pagine]


def _foglio(nome: str, righe: Righe, stile: Stile) -> Foglio:
    foglio = Foglio(nome)
    for numero, celle in enumerate(righe):
        for colonna, testo in enumerate(celle):
            riga = 1 + stile.margine + numero * stile.passo_righe
            foglio.scrivi(riga, 1 + stile.margine + colonna * stile.passo_colonne, testo)
    return foglio


def _schede(piano: PianoDati, stile: Stile) -> Iterator[tuple[str, Righe]]:
    for scheda in piano.schede:
        anni = sorted({anno for voce in scheda.indicatori for anno in voce.previsioni})
        righe: Righe = [
            [stile.caso(f"Scheda {scheda.codice}")],
            [stile.caso(f"Obiettivo da piano programma {scheda.triennio_dichiarato}"), scheda.titolo],
            [stile.caso("Responsabile"), scheda.responsabile],
            [stile.caso("Altri servizi coinvolti"), scheda.altri_servizi],
            [],
            [stile.caso("AZIONI")],
            *_azioni(scheda, anni, stile),
            [stile.caso("INDICATORI DI PERFORMANCE")],
            *_indicatori(scheda, anni, stile),
        ]
        yield f"Scheda {scheda.codice}", righe


def _azioni(scheda: SchedaDati, anni: list[int], stile: Stile) -> Righe:
    titoli = ["N.", "Innovazione", "Descrizione", "Risultato atteso", *map(str, anni)]
    return stile.tabella(
        titoli,
        [
            [voce.numero, stile.segno if voce.innovazione else "", voce.descrizione, voce.risultato_atteso]
            + [stile.segno if anno in voce.anni else "" for anno in anni]
            for voce in scheda.azioni
        ],
    )


def _indicatori(scheda: SchedaDati, anni: list[int], stile: Stile) -> Righe:
    titoli = ["N", "Indicatore", "Responsabili", *(f"Previsione {anno}" for anno in anni), "NOTE"]
    righe, sopra = [], ""
    for voce in scheda.indicatori:
        numero = "" if stile.celle_unite and voce.azione == sopra else voce.azione
        sopra = voce.azione
        previsioni = [voce.previsioni.get(anno, "") for anno in anni]
        righe.append([numero, voce.descrizione, voce.responsabili, *previsioni, voce.note])
    return stile.tabella(titoli, righe)


def _piao(piano: PianoDati, stile: Stile) -> Iterator[tuple[str, Righe]]:
    yield "Copertina", [[piano.titolo], []]
    for scheda in piano.schede:
        testi = scheda.testi.get
        testa = [
            scheda.codice, scheda.titolo, ", ".join(scheda.obiettivi_strategici),
            *(testi(chiave, "") for chiave in ("dimensioni_valore_pubblico", "aree_strategiche", "stakeholders")),
        ]  # fmt: skip
        yield f"Obiettivo {scheda.codice}", [
            [stile.caso(f"Obiettivo di {'PEG' if scheda.tipo == 'peg' else 'performance'}")],
            *stile.tabella(
                ["cod.", "titolo", "obiettivi strategico-operativi collegati", "dimensione Valore Pubblico",
                 "aree strategiche di riferimento", "stakeholders"], [testa],
            ),
            *stile.tabella(
                ["incidenza obiettivo sul 1° anno del PIAO", "Anno di primo inserimento nel PIAO"],
                [[f"{scheda.incidenza}%", testi("anno_primo_inserimento", "")]],
            ),
            *stile.tabella(
                ["situazione attuale", "criticità", "situazione attesa", "vantaggi per cittadino e/o Ente"],
                [[testi(c, "") for c in ("situazione_attuale", "criticita", "situazione_attesa", "vantaggi")]],
            ),
            *stile.tabella(
                ["descrizione sintetica azioni", "categorie operatori coinvolti", "costi", "indicatore generale"],
                [[testi(c, "") for c in ("descrizione_azioni", "operatori", "costi", "indicatore_generale")]],
            ),
            *_step(scheda, stile),
            [],
        ]  # fmt: skip
    yield (
        "Incrocio",
        [
            [
                "Area strategica",
                "",
                "Obiettivo strategico - operativo",
                "",
                "Obiettivi di performance",
                "Obiettivi di PEG",
            ],
            *(["", voce.area, voce.codice, voce.titolo, "A - B", "1"] for voce in piano.obiettivi_strategici),
        ],
    )


def _step(scheda: SchedaDati, stile: Stile) -> Righe:
    titoli = ["step", "descrizione", "termine", "KPI (Key Performance Indicator)", "peso step/obiettivo"]
    righe = []
    for voce in scheda.indicatori:
        assert voce.termine is not None
        assert voce.peso is not None
        kpi = voce.previsioni[voce.termine.year]
        peso = f"{formatta_numero(voce.peso, 2)}%"
        righe.append([voce.codice, voce.descrizione, f"{voce.termine:%d/%m/%Y}", kpi, peso])
    return stile.tabella(titoli, righe)


def _albero(piano: PianoDati, stile: Stile) -> Iterator[tuple[str, Righe]]:
    nomi = {voce.codice: voce.titolo for voce in piano.obiettivi_strategici}
    righe, strategico = [], ""
    for scheda in piano.schede:
        codice = scheda.obiettivi_strategici[0]
        for posto, azione in enumerate(scheda.azioni):
            nome = nomi[codice] if codice != strategico or stile.ripeti else ""
            strategico = codice
            segni = [stile.segno if anno in azione.anni else "" for anno in piano.triennio]
            operativo = "" if posto and not stile.ripeti else scheda.titolo
            righe.append([nome, operativo, azione.descrizione, *segni])
    titoli = ["OBIETTIVO STRATEGICO", "OBIETTIVO OPERATIVO", "AZIONE/INDICATORE", *map(str, piano.triennio)]
    yield "Triennale", [[piano.titolo], [], *stile.tabella(titoli, righe), []]
    for scheda in piano.schede:
        yield (
            f"Annuale {scheda.codice}",
            [
                [f"OBIETTIVO STRATEGICO: {nomi[scheda.obiettivi_strategici[0]]}"],
                [f"OBIETTIVO OPERATIVO: {scheda.titolo}"],
                *_annuale(scheda, piano.triennio[0], stile),
                [],
            ],
        )


def _annuale(scheda: SchedaDati, anno: int, stile: Stile) -> Righe:
    titoli = ["Azione/Indicatore", "Algoritmo", "Baseline", f"Target ({anno})", "Area Organizzativa"]
    return stile.tabella(
        titoli,
        [
            [voce.descrizione, voce.algoritmo, voce.baseline, voce.previsioni.get(anno, ""), " ".join(voce.strutture)]
            for voce in scheda.indicatori
        ],
    )
