"""The yearly tables of an objectives' tree: azione, algoritmo, baseline, target, area organizzativa (domain.md 3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol, TypeVar

from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.consuntivo import FORMA
from indicatori.importazione.riconoscimento.intestazioni import ModelloTabella
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.testi import ripulisci
from indicatori.motore.documento import AzioneDati

ANNUALE = ModelloTabella(
    "annuale",
    campi=(
        ("descrizione", r"azion[ei]( e)?( indicator[ei])|indicator[ei]( di performance)?|descrizione indicatore"),
        ("algoritmo", r"algoritmo( di calcolo)?|formula( di calcolo)?|modalita di (calcolo|misurazione)"),
        ("baseline", r"base ?line|valore (di partenza|iniziale|storico|di base)"),
        ("strutture", r"are[ae] organizzativ[ae]|ao|u o|unita organizzativ[ae]|struttur[ae]( \w+)?|are[ae]|serviz[io]"),
    ),
    annuali=(
        ("previsioni", r"target|(valore |risultato )?atteso|prev\w*|valore (target|previsto)"),
        ("risultati", FORMA),
    ),
    bastano=frozenset({"algoritmo", "baseline"}),
    deboli=(("previsioni", r"target|(valore |risultato )atteso|valore (target|previsto)"), ("risultati", FORMA)),
    minimo=3,
)
_TITOLO = re.compile(r"obiettivo\s+(strategico|operativo)\s*:", re.I)
_SOMIGLIANZA = 0.85
_STESSO_NOME = 0.93
VOCI_CONFRONTATE = 100
LETTERE_CONFRONTATE = 600


class Nominato(Protocol):
    titolo: str


@dataclass(frozen=True, slots=True)
class Titolo:
    livello: str
    nome: str


def titoli(riga: Riga) -> list[Titolo]:
    """The objectives that a line names: "OBIETTIVO STRATEGICO: … OBIETTIVO OPERATIVO: …"; [] when it names none."""
    if len(riga.celle) > 2:
        return []
    pezzi = _TITOLO.split(" ".join(riga.testi).replace("*", " "))
    if len(pezzi) < 3 or pezzi[0].strip():
        return []
    coppie = zip(pezzi[1::2], pezzi[2::2], strict=True)
    return [Titolo(livello.lower(), ripulisci(nome)) for livello, nome in coppie]


def uguali(uno: str, altro: str) -> bool:
    """Whether two names are the same but for case, accents and punctuation, or for a slip of the pen."""
    uno, altro = normalizza(uno), normalizza(altro)
    if max(len(uno), len(altro)) > LETTERE_CONFRONTATE:
        return uno == altro
    confronto = SequenceMatcher(None, uno, altro, autojunk=False)
    return confronto.real_quick_ratio() >= _STESSO_NOME and confronto.ratio() >= _STESSO_NOME


_N = TypeVar("_N", bound=Nominato)


def quello_di_nome(nome: str, voci: Sequence[_N]) -> _N | None:
    """The entry of that name, as `uguali` says; among very many, only the same words count."""
    cercato = normalizza(nome)
    esatta = next((voce for voce in voci if normalizza(voce.titolo) == cercato), None)
    return esatta or next((voce for voce in voci[:VOCI_CONFRONTATE] if uguali(voce.titolo, nome)), None)


def azione_di(testo: str, azioni: list[AzioneDati], riga: Riga, colonna: int | None, registro: Registro) -> str:
    """The number of the azione a row measures: the same words, else the nearest ones, asked; "" when none is near."""
    cercato = normalizza(testo)
    for azione in azioni:
        if normalizza(azione.descrizione) == cercato:
            return azione.numero
    vicine = sorted(azioni[:VOCI_CONFRONTATE], key=lambda azione: -_vicinanza(cercato, azione))
    proposta = vicine[0].numero if vicine and _vicinanza(cercato, vicine[0]) >= _SOMIGLIANZA else "-"
    voci = {azione.numero: f"azione {azione.numero}, «{azione.descrizione[:60]}»" for azione in vicine}
    voci["-"] = "nessuna azione"
    alternative = [(proposta, voci[proposta]), *voci.items()]
    domanda = f"Nessuna azione dell'obiettivo è scritta come «{testo[:80]}»: a quale appartiene?"
    scelta = registro.chiedi(riga, "azione", domanda, alternative, colonna=colonna)
    return "" if scelta == "-" else scelta


def _vicinanza(cercato: str, azione: AzioneDati) -> float:
    altro = normalizza(azione.descrizione)[:LETTERE_CONFRONTATE]
    cercato = cercato[:LETTERE_CONFRONTATE]
    corto, lungo = sorted((cercato, altro), key=len)
    if len(corto) >= 20 and lungo.startswith(corto):
        return 1.0
    return SequenceMatcher(None, cercato, altro, autojunk=False).ratio()


def strutture_di(testo: str) -> tuple[str, ...]:
    """The AO of a cell: on lines of their own, after a semicolon, or one after the other ("AO … AO …")."""
    return tuple(dict.fromkeys(_separate(testo)))


def _separate(testo: str) -> Iterator[str]:
    for pezzo in re.split(r"[;\n]+", testo):
        parti: Iterable[str] = re.split(r"(?<!\s)\s+(?=AO\s)", pezzo) if re.match(r"\s*AO\s", pezzo) else [pezzo]
        yield from (parte.strip() for parte in parti if parte.strip())
