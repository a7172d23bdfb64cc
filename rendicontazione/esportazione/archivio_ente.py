"""Everything of a body as one zip: plans, results, registry, list of documents, and a manifest of what is in it.

The same data on the same day give the same bytes: no moment is written but the day that is given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from indicatori.esportazione.archivio import in_zip
from indicatori.esportazione.csv_piano import in_csv
from indicatori.esportazione.formati import FORMATI, in_formato
from indicatori.esportazione.json_piano import json_del_piano
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto
from pianoperf.web.versione import versione_del_prodotto
from rendicontazione.esportazione.anagrafiche import pagine_delle_anagrafiche
from rendicontazione.esportazione.formati import TIPI, file_dei_risultati, nome_dei_risultati
from rendicontazione.esportazione.istruzioni import leggimi_dell_ente
from rendicontazione.esportazione.risultati import risultati_esportabili
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.esportazione import risultati_in_testo, risultati_per_parti

FORMATO = 1
MANIFESTO = "manifest.json"
LEGGIMI = "LEGGIMI.txt"
Segna = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Parte:
    """A file of the archive and what it is, in Italian."""

    nome: str
    contenuto: bytes
    che_cosa: str


@dataclass(frozen=True, slots=True)
class Mancante:
    """A file that could not be made, and why."""

    nome: str
    motivo: str


def archivio_dell_ente(ente: Ente, *, con_email: bool, il: date, segna: Segna = lambda *_: None) -> bytes:
    """The archive. `segna(done, total, unit)` is called after each plan and year."""
    parti: list[Parte] = []
    mancanti: list[Mancante] = []
    lavori = [*_dei_piani(ente), *_dei_risultati(ente)]
    for fatti, lavoro in enumerate(lavori, start=1):
        for voce in lavoro():
            if isinstance(voce, Parte):
                parti.append(voce)
            else:
                mancanti.append(voce)
        segna(fatti, len(lavori), "gruppo di file")
    parti += _delle_anagrafiche(ente, con_email=con_email)
    parti.append(Parte(LEGGIMI, leggimi_dell_ente(ente, il).encode(), "Istruzioni"))
    manifesto = _manifesto(ente, parti, mancanti, con_email=con_email, il=il)
    return in_zip([(MANIFESTO, manifesto), *((parte.nome, parte.contenuto) for parte in parti)])


Voci = Iterator[Parte | Mancante]


def _dei_piani(ente: Ente) -> Iterator[Callable[[], Voci]]:
    for piano in Piano.objects.filter(ente=ente).select_related("ente").order_by("codice"):
        yield partial(_piano, piano)


def _dei_risultati(ente: Ente) -> Iterator[Callable[[], Voci]]:
    anni = Rendicontazione.objects.filter(piano__ente=ente).select_related("piano__ente", "profilo")
    for anno in anni.order_by("piano__codice", "anno"):
        yield partial(_risultati, anno)


def _piano(piano: Piano) -> Voci:
    dati, parti = piano_in_dati(piano), risultati_per_parti(piano)
    che_cosa = f"Il piano «{piano.titolo}»"
    base = f"piani/{piano.codice}"
    yield Parte(f"{base}.json", json_del_piano(dati, risultati_in_testo(piano), parti), f"{che_cosa}, come dati")
    for formato, voce in FORMATI.items():
        nome = f"{base}.{formato}.zip" if formato == "csv" else f"{base}.{voce.estensione}"
        spiegazione = f"{che_cosa}, nel modello che si può importare ({formato})"
        yield _prova(nome, spiegazione, partial(in_formato, formato, dati, parti))


def _risultati(anno: Rendicontazione) -> Voci:
    esportati = risultati_esportabili(anno, None)
    che_cosa = f"I risultati del {anno.anno} del piano «{anno.piano.titolo}»"
    if anno.dimostrativa:
        che_cosa += " (dati dimostrativi)"
    for formato in TIPI:
        nome = f"risultati/{nome_dei_risultati(anno, formato)}"
        yield _prova(nome, che_cosa, partial(file_dei_risultati, formato, esportati))


def _prova(nome: str, che_cosa: str, scrivi: Callable[[], bytes]) -> Parte | Mancante:
    """The file, or why it cannot be made: one text too long for a cell must not cost all the rest."""
    try:
        return Parte(nome, scrivi(), che_cosa)
    except Rifiuto as rifiuto:
        return Mancante(nome, str(rifiuto))


def _delle_anagrafiche(ente: Ente, *, con_email: bool) -> Iterator[Parte]:
    for pagina, che_cosa in pagine_delle_anagrafiche(ente, con_email=con_email):
        yield Parte(f"anagrafiche/{pagina.modello.file}", in_csv(pagina).encode("utf-8-sig"), che_cosa)
        yield Parte(f"anagrafiche/{pagina.modello.nome.lower()}.xlsx", FORMATI["xlsx"].scrivi([pagina]), che_cosa)


def _manifesto(ente: Ente, parti: list[Parte], mancanti: list[Mancante], *, con_email: bool, il: date) -> bytes:
    dati = {
        "formato": FORMATO,
        "prodotto": "pianoperf",
        "versione": versione_del_prodotto(),
        "ente": ente.codice,
        "nome": ente.nome,
        "data": il.isoformat(),
        "con_indirizzi_email": con_email,
        "file": [
            {
                "nome": parte.nome,
                "che_cosa": parte.che_cosa,
                "byte": len(parte.contenuto),
                "sha256": hashlib.sha256(parte.contenuto).hexdigest(),
            }
            for parte in parti
        ],
        "mancanti": [{"nome": voce.nome, "motivo": voce.motivo} for voce in mancanti],
    }
    return f"{json.dumps(dati, ensure_ascii=False, indent=2)}\n".encode()
