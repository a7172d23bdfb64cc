"""Workbooks and documents spoiled at random, always the same for the same seed: their cells, or their bytes."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy

from indicatori.importazione.fogli import Anomalia, Foglio

Righe = dict[int, dict[int, str]]
MODIFICHE = 12
LUNGO = 32_767
PEZZI = (
    "X", "●", "☒", "Scheda 9", "Scheda 1", "AZIONI", "INDICATORI", "N", "N.", "2024", "Previsione 2024",
    "Previsione 2025",
    "99", "--", "<ul>", "<li>", r"$\text{a}$", "AO X AO Y", "OBIETTIVO OPERATIVO: Z", "OBIETTIVO STRATEGICO:",
    "Obiettivo di PEG", "31/02/2023", "30/06/2023", "150%", "0,65", "65%", "x" * 500, "step", "Target (2021)", "Target",
    "KPI", "termine", "peso", "- a - b C d", "situazione attuale", "criticità", "Risultato 2023", "Risultato",
    "Piano 2021-2023", "Piano 2024/2026", "Obiettivo da piano programma 2024-2026", "incidenza", "cod.", "stakeholders",
    "Responsabile", "Azione/Indicatore", "Algoritmo", "Baseline", "Area Organizzativa", "obiettivo strategico",
    "AZIONE/INDICATORE", "Codice", "Scheda", "Ente", "Famiglia", "Primo anno", "²", "٣", "１", "1" * 400, "9" * 30,
    "=1+1", "+39", "@x", "a\nb", "\u202e", "Almeno 10", "Entro il 99/99/9999", "100% >90%", "-", "",
)  # fmt: skip
RIPETUTI = ("- a ", "<", "<li>", "$\\", "AO ", "1", " ", "\n", "a-", "Scheda 1 ", "2024-", "« ", "a, ", "● ", "x e ",
            "entro il ", "1/", "%")  # fmt: skip


def rovinati(fogli: Sequence[Foglio], caso: random.Random) -> list[Foglio]:
    """The sheets after some changes of a distracted hand; the given ones are not touched."""
    nuovi = deepcopy(list(fogli))
    for _ in range(caso.randint(1, MODIFICHE)):
        foglio = caso.choice(nuovi)
        if foglio.righe:
            caso.choice(_MODIFICHE)(foglio, caso)
    if caso.random() < 0.05:
        nuovi.append(deepcopy(caso.choice(nuovi)))
    if caso.random() < 0.05:
        caso.choice(nuovi).nascosto = True
    return nuovi


def _due_righe(foglio: Foglio, caso: random.Random) -> tuple[int, int]:
    uno, altro = caso.choices(list(foglio.righe), k=2)
    return uno, altro


def _scambia_righe(foglio: Foglio, caso: random.Random) -> None:
    uno, altro = _due_righe(foglio, caso)
    foglio.righe[uno], foglio.righe[altro] = foglio.righe[altro], foglio.righe[uno]


def _sposta_celle(foglio: Foglio, caso: random.Random) -> None:
    uno, _ = _due_righe(foglio, caso)
    passo = caso.randint(1, 3)
    foglio.righe[uno] = {colonna + passo: testo for colonna, testo in foglio.righe[uno].items()}


def _copia_righe(foglio: Foglio, caso: random.Random) -> None:
    uno, altro = sorted(_due_righe(foglio, caso))
    ultima = max(foglio.righe)
    for numero in [numero for numero in foglio.righe if uno <= numero <= min(altro, uno + 40)]:
        foglio.righe[ultima + 1 + numero - uno] = dict(foglio.righe[numero])


def _togli_righe(foglio: Foglio, caso: random.Random) -> None:
    uno, altro = sorted(_due_righe(foglio, caso))
    for numero in [numero for numero in foglio.righe if uno <= numero <= min(altro, uno + 4)]:
        del foglio.righe[numero]


def _scambia_colonne(foglio: Foglio, caso: random.Random) -> None:
    da, a = caso.randint(1, 8), caso.randint(1, 8)
    foglio.righe = {
        numero: {(a if colonna == da else da if colonna == a else colonna): testo for colonna, testo in celle.items()}
        for numero, celle in foglio.righe.items()
    }


def _inserisci_colonna(foglio: Foglio, caso: random.Random) -> None:
    da = caso.randint(1, 8)
    foglio.righe = {
        numero: {colonna + (colonna >= da): testo for colonna, testo in celle.items()}
        for numero, celle in foglio.righe.items()
    }


def _tronca(foglio: Foglio, caso: random.Random) -> None:
    uno, _ = _due_righe(foglio, caso)
    foglio.righe[uno] = {colonna: testo[: caso.randint(0, 20)] for colonna, testo in foglio.righe[uno].items()}


def _riscrivi(foglio: Foglio, caso: random.Random) -> None:
    uno, _ = _due_righe(foglio, caso)
    colonna = caso.choice(list(foglio.righe[uno]) or [1])
    foglio.righe[uno] = {**foglio.righe[uno], colonna: caso.choice(PEZZI)}


def _allunga(foglio: Foglio, caso: random.Random) -> None:
    if caso.random() < 0.15:
        uno, _ = _due_righe(foglio, caso)
        pezzo = caso.choice(RIPETUTI)
        foglio.righe[uno] = {**foglio.righe[uno], caso.randint(1, 7): (pezzo * LUNGO)[: caso.choice((900, LUNGO))]}


def _vuota(foglio: Foglio, caso: random.Random) -> None:
    uno, _ = _due_righe(foglio, caso)
    foglio.righe[uno] = {colonna: testo for colonna, testo in foglio.righe[uno].items() if caso.random() < 0.5}


def _mescola_celle(foglio: Foglio, caso: random.Random) -> None:
    uno, _ = _due_righe(foglio, caso)
    colonne = list(foglio.righe[uno])
    caso.shuffle(colonne)
    foglio.righe[uno] = dict(zip(colonne, foglio.righe[uno].values(), strict=True))


def _segnala(foglio: Foglio, caso: random.Random) -> None:
    generi: tuple[Anomalia, ...] = ("formula", "calcolata", "errore")
    foglio.anomalie.append((caso.randint(1, 400), caso.randint(1, 9), caso.choice(generi), "=1/0"))


_MODIFICHE: tuple[Callable[[Foglio, random.Random], None], ...] = (
    _scambia_righe, _sposta_celle, _copia_righe, _togli_righe, _scambia_colonne, _inserisci_colonna, _tronca, _riscrivi,
    _riscrivi, _riscrivi, _allunga, _vuota, _mescola_celle, _segnala,
)  # fmt: skip


def guasto(contenuto: bytes, caso: random.Random) -> bytes:
    """The bytes of an archive after an accident: in the archive itself, or in one of its parts."""
    if caso.random() < 0.25:
        return _byte_guasti(contenuto, caso)
    parti = _parti(contenuto)
    for _ in range(caso.randint(1, 4)):
        posto = caso.randrange(len(parti))
        nome, dati = parti[posto]
        modifica = caso.randrange(10)
        if modifica == 0 and len(parti) > 1:
            del parti[posto]
        elif modifica == 1:
            parti.append((nome, caso.choice(parti)[1]))
        elif modifica == 2:
            parti[posto] = (caso.choice((nome.upper(), nome + "x", "x" + nome)), dati)
        else:
            parti[posto] = (nome, caso.choice(_GUASTI)(dati, caso))
    return _archivio(parti)


def _byte_guasti(contenuto: bytes, caso: random.Random) -> bytes:
    if caso.random() < 0.3:
        return contenuto[: caso.randrange(len(contenuto))]
    byte = bytearray(contenuto)
    for _ in range(caso.randint(1, 30)):
        byte[caso.randrange(len(byte))] ^= 1 << caso.randrange(8)
    return bytes(byte)


def _bit(dati: bytes, caso: random.Random) -> bytes:
    return _byte_guasti(dati, caso) if dati else b"<"


def _mozza(dati: bytes, caso: random.Random) -> bytes:
    return dati[: caso.randrange(len(dati) + 1)]


def _attributi(dati: bytes, caso: random.Random) -> bytes:
    """Some values of attributes become others, of the same part or from nowhere."""
    valori = list(re.finditer(rb'="([^"]*)"', dati))
    nuovi = [
        b"",
        b"0",
        b"-1",
        b"99999999999",
        b"A0",
        b"XFD1",
        b"s",
        b"b",
        b"e",
        b"d",
        b"str",
        b"\xc3\xa8",
        b"1e400",
        b"NaN",
    ]
    nuovi += [trovato[1] for trovato in caso.choices(valori, k=5)] if valori else []
    for trovato in sorted(caso.sample(valori, min(len(valori), caso.randint(1, 5))), key=lambda t: -t.start()):
        dati = dati[: trovato.start(1)] + caso.choice(nuovi) + dati[trovato.end(1) :]
    return dati


def _testi(dati: bytes, caso: random.Random) -> bytes:
    """Shuffles the texts of a part: shared strings, cells, styles."""
    testi = list(re.finditer(rb">([^<>]+)<", dati))
    valori = [trovato[1] for trovato in testi] + [
        b"&#0;",
        b"&#xD800;",
        b"_xD800_",
        b"1e999",
        b"-0",
        b"9" * 400,
        b"TRUE",
        b"#N/D",
    ]
    for trovato in sorted(caso.sample(testi, min(len(testi), caso.randint(1, 20))), key=lambda t: -t.start()):
        dati = dati[: trovato.start(1)] + caso.choice(valori) + dati[trovato.end(1) :]
    return dati


def _elementi(dati: bytes, caso: random.Random) -> bytes:
    """Takes out, repeats or swaps whole pieces between two tags."""
    segni = [trovato.start() for trovato in re.finditer(rb"<", dati)]
    if len(segni) < 4:
        return dati
    a, b, c = sorted(caso.sample(segni, 3))
    return caso.choice((dati[:a] + dati[b:], dati[:b] + dati[a:], dati[:a] + dati[b:c] + dati[a:b] + dati[c:]))


def _nomi(dati: bytes, caso: random.Random) -> bytes:
    nomi = re.findall(rb"<([A-Za-z:]+)", dati)
    return dati.replace(b"<" + caso.choice(nomi), b"<" + caso.choice(nomi)) if nomi else dati


_GUASTI: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _bit, _mozza, _attributi, _attributi, _testi, _testi, _elementi, _nomi,
)  # fmt: skip


def _parti(contenuto: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        return [(voce.filename, archivio.read(voce)) for voce in archivio.infolist()]


def _archivio(parti: Sequence[tuple[str, bytes]]) -> bytes:
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for nome, dati in parti:
            archivio.writestr(zipfile.ZipInfo(nome), dati, zipfile.ZIP_DEFLATED)
    return uscita.getvalue()
