"""Thousands of spoiled files through the import, without a database: always an answer, never an exception.

`python -m tests.importazione.collaudo [HOW MANY] [FIRST SEED]` runs them and prints the slowest; each is its seed.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

ORIGINALI = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "originals"
DEI_BYTE = 4


@dataclass(frozen=True, slots=True)
class Base:
    """What is spoiled: a file, its name and its sheets."""

    nome: str
    contenuto: bytes
    fogli: list


def basi() -> list[Base]:
    """The four documents, as workbooks and in Word, and a plan in the template; without them, the template alone."""
    from indicatori.importazione.guardia import riconosci
    from indicatori.importazione.processo import fogli_di
    from tests.importazione.documenti_word import in_word
    from tests.importazione.fogli_di_prova import foglio

    file = [("modello.xlsx", foglio())]
    for percorso in sorted(ORIGINALI.glob("*.xlsx")):
        contenuto = percorso.read_bytes()
        file.append((percorso.name, contenuto))
        file.append((f"{percorso.stem}.docx", in_word(fogli_di(contenuto, riconosci(contenuto, "a"), "a")[0])))
    return [Base(nome, dati, fogli_di(dati, riconosci(dati, nome), nome)) for nome, dati in file]


def prova(base: Base, seme: int) -> str:
    """What became of the case of that seed: refused, read with errors, read. Raises what should not be raised."""
    from tests.importazione.mutazioni import rovinati

    caso = random.Random(seme)
    if seme % DEI_BYTE:
        fogli = rovinati(base.fogli, caso)
    else:
        letti = _letti(base, caso)
        if letti is None:
            return "rifiutato"
        fogli = letti
    return "letto" if esamina(fogli, caso) else "sbagliato"


def _letti(base: Base, caso: random.Random) -> list | None:
    """The sheets of the spoiled bytes as the child reads them; None when it would refuse them."""
    from indicatori.importazione.guardia import FileRifiutato, riconosci
    from indicatori.importazione.processo import esci, fogli_di
    from tests.importazione.mutazioni import guasto

    contenuto = guasto(base.contenuto, caso)
    try:
        formato = riconosci(contenuto, base.nome)
    except FileRifiutato:
        return None
    righe: list[str] = []
    with redirect_stderr(io.StringIO()), esci(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        righe = [json.dumps(foglio.in_json()) for foglio in fogli_di(contenuto, formato, base.nome)]
    return [type(base.fogli[0]).da_json(json.loads(riga)) for riga in righe] or None


def esamina(fogli: list, caso: random.Random) -> bool:
    """The whole preview of the sheets, twice for a document: the second time with answers. Whether it has no errors."""
    from indicatori.importazione.composizione import componi
    from indicatori.importazione.persone import Anagrafe, PersonaNota
    from indicatori.importazione.riconoscimento.documento import e_un_documento, riconosci

    anagrafe = Anagrafe("asc-insieme", [PersonaNota(1, ("Peri",))])
    if not e_un_documento(fogli):
        return mostra(componi(fogli, anagrafe))
    prima = riconosci(fogli, anagrafe)
    mostra(prima.lettura)
    risposte = {scelta.chiave: caso.choice(scelta.alternative)[0] for scelta in prima.scelte}
    dopo = riconosci(fogli, anagrafe, risposte=risposte, attuale=prima.lettura.piano)
    json.dumps([scelta.in_json() for scelta in dopo.scelte])
    return mostra(dopo.lettura)


def mostra(lettura: object) -> bool:
    """What the preview shows of a reading, and that a database and a page can hold it."""
    from indicatori.importazione.composizione import Lettura
    from indicatori.importazione.rilievi_piano import rilievi_del_piano
    from indicatori.motore.descrizione import descrivi
    from indicatori.motore.grammatica import interpreta

    assert isinstance(lettura, Lettura)
    piano, detti = lettura.piano, [rilievo.in_json() for rilievo in lettura.rilievi]
    assert piano is not None or any(detto["gravita"] == "E" for detto in detti), "no plan, and nobody says why"
    if piano is not None:
        detti += [rilievo.in_json() for rilievo in rilievi_del_piano(piano)]
        for voce in (voce for scheda in piano.schede for voce in scheda.indicatori):
            letti = [interpreta(testo, anno, voce.termine) for anno, testo in voce.previsioni.items()]
            detti += [{"letto": descrivi(condizione)} for letto in letti for condizione in letto.condizioni]
    scritto = json.dumps(detti, ensure_ascii=False)
    scritto.encode("utf-8")
    assert "\\u0000" not in json.dumps(detti)
    return not lettura.bloccata


def prove(quante: int, primo: int, tutte: list[Base]) -> Iterator[tuple[int, str, str, float]]:
    """(seed, file, what became of it, seconds) of each case; of an exception, its last lines."""
    for seme in range(primo, primo + quante):
        base = tutte[seme // DEI_BYTE % len(tutte)]
        inizio = time.perf_counter()
        try:
            esito = prova(base, seme)
        except Exception:
            esito = f"GUASTO {traceback.format_exc(limit=-3)}"
        yield seme, base.nome, esito, time.perf_counter() - inizio


def principale(quante: int = 5_000, primo: int = 0) -> None:
    esiti: Counter[str] = Counter()
    tempi: list[tuple[float, int, str]] = []
    for seme, nome, esito, secondi in prove(quante, primo, basi()):
        if esito.startswith("GUASTO"):
            sys.stdout.write(f"seme {seme}, {nome}: {esito}\n")
        esiti[esito.split()[0]] += 1
        tempi.append((secondi, seme, nome))
    sys.stdout.write(f"{quante} file rovinati: {dict(esiti)}; {sum(tempo for tempo, *_ in tempi):.0f} s\n")
    for secondi, seme, nome in sorted(tempi, reverse=True)[:5]:
        sys.stdout.write(f"{secondi:7.3f} s  seme {seme}, {nome}\n")


if __name__ == "__main__":
    principale(*map(int, sys.argv[1:]))
