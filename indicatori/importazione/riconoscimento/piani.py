"""Two plans in one file: asked when they stand on different sheets, said when they cannot be told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga
from indicatori.importazione.riconoscimento.titolo import e_titolo_di_piano, triennio_in
from indicatori.importazione.rilievi import Rilievo

_SCHEDA = re.compile(r"scheda( obiettivo)?( n| nr| numero)? \w{1,6}")
_OBIETTIVO = re.compile(r"obiettivo( da| del)? piano programma.*")

Fogli = Sequence[Sequence[Riga]]


def un_piano_solo(fogli: Fogli, registro: Registro, atteso: int | None = None) -> list[Sequence[Riga]]:
    """The sheets of one plan; the others are left out as a person chose, with a finding each.

    The plan that begins in the year `atteso` is proposed, else the latest.
    """
    con_righe = [righe for righe in fogli if righe]
    periodi = _per_foglio(con_righe)
    anni = list(dict.fromkeys(periodi))
    if len(anni) < 2 or not _sono_due(con_righe, periodi):
        return list(con_righe)
    ordinati = sorted(anni, key=lambda anno: (anno == atteso, anno), reverse=True)
    alternative = [(_detto(anno), _descritto(anno, con_righe, periodi)) for anno in ordinati]
    domanda = "Il file contiene più di un piano: quale va letto?"
    scelto = registro.chiedi(con_righe[0][0], "piano", domanda, alternative)
    for righe, anno in zip(con_righe, periodi, strict=True):
        if _detto(anno) != scelto:
            messaggio = f"Il foglio è di un altro piano ({_detto(anno)}) e non è letto."
            rimedio = "Importalo da solo, o scegli quel piano tra le letture da confermare."
            registro.rilievi.append(Rilievo("IMP-ALTRO-PIANO", "W", righe[0].foglio, "", messaggio, rimedio))
    return [righe for righe, anno in zip(con_righe, periodi, strict=True) if _detto(anno) == scelto]


def _per_foglio(fogli: Fogli) -> list[int]:
    """The first year of the plan that each sheet is of: what it says, else that of the sheet before, else the first."""
    detti = [_periodo(righe) for righe in fogli]
    primo = next((anno for anno in detti if anno), 0)
    periodi: list[int] = []
    for anno in detti:
        periodi.append(anno or (periodi[-1] if periodi else primo))
    return periodi


def _periodo(righe: Sequence[Riga]) -> int:
    titoli = (riga.testi[0] for riga in righe if e_titolo_di_piano(riga))
    schede = (riga.testi[0] for riga in righe if _OBIETTIVO.fullmatch(normalizza(riga.testi[0])))
    trovati = [anno for testo in (*titoli, *schede) if (anno := triennio_in(testo))]
    return max(trovati, key=trovati.count, default=0)


def _sono_due(fogli: Fogli, periodi: Sequence[int]) -> bool:
    """Whether the years have titles of their own, or the same schede twice: schede of one plan may differ in years."""
    viste: dict[str, int] = {}
    for righe, anno in zip(fogli, periodi, strict=True):
        for chiave in _chiavi(righe):
            if viste.setdefault(chiave, anno) != anno:
                return True
    return len({triennio_in(riga.testi[0]) for righe in fogli for riga in righe if e_titolo_di_piano(riga)}) > 1


def _chiavi(righe: Sequence[Riga]) -> set[str]:
    teste = {normalizza(" ".join(riga.testi)) for riga in righe if len(riga.celle) <= 2}
    return {testa for testa in teste if _SCHEDA.fullmatch(testa)}


def _detto(anno: int) -> str:
    return f"{anno}-{anno + 2}"


def _descritto(anno: int, fogli: Fogli, periodi: Sequence[int]) -> str:
    nomi = [righe[0].foglio for righe, suo in zip(fogli, periodi, strict=True) if suo == anno]
    elencati = ", ".join(f"«{nome}»" for nome in nomi[:3]) + (f" e altri {len(nomi) - 3}" if len(nomi) > 3 else "")
    return f"il piano {_detto(anno)} ({elencati})"
