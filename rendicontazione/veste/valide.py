"""What a choice of the body must be: sentences by the name of the field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rendicontazione.relazioni.tavola_stampata import disposizione
from rendicontazione.relazioni.tavole import ANNO, TAVOLE, Colonna, Tavola
from rendicontazione.relazioni.veste_vista import ORIZZONTALE, VERTICALE, ColonnaVista, VesteVista

INTESTAZIONE_MASSIMA = 120
TITOLO_MASSIMO = 60

SENZA_TESTO = "Scrivi che cosa mostra il logo: lo legge chi non lo vede, per esempio «Logo del Consorzio»."
SENZA_ANNO = f"Scrivi {ANNO} dove va l'anno: la colonna si ripete per ogni anno e senza non si distingue."
ANNO_DI_TROPPO = f"Questa colonna non riguarda un anno: togli {ANNO}."
UGUALE = "Un'altra colonna della tavola ha già questa intestazione: scrivine una diversa."
IGNOTA = "Una delle tavole o delle colonne scelte non esiste più: ricarica la pagina."


def nome_campo(tavola: str, colonna: str, parte: str) -> str:
    """The name of a field of the form: `parte` is stampa, posto or titolo."""
    return f"{tavola}.{colonna}.{parte}"


def errori_della_veste(veste: VesteVista) -> dict[str, list[str]]:
    """Empty when it can be kept."""
    errori: dict[str, list[str]] = {}
    if veste.orientamento not in (ORIZZONTALE, VERTICALE):
        errori["orientamento"] = ["Scegli l'orientamento delle pagine."]
    if len(veste.intestazione) > INTESTAZIONE_MASSIMA:
        errori["intestazione"] = [f"Il testo supera i {INTESTAZIONE_MASSIMA} caratteri: accorcialo."]
    if veste.logo and not veste.logo_testo.strip():
        errori["logo_testo"] = [SENZA_TESTO]
    for codice, scelte in veste.tavole.items():
        tavola = TAVOLE.get(codice)
        errori |= _della_tavola(tavola, scelte) if tavola else {"": [IGNOTA]}
    return errori


def _della_tavola(tavola: Tavola, scelte: Sequence[ColonnaVista]) -> dict[str, list[str]]:
    per_codice = {colonna.codice: colonna for colonna in tavola.colonne}
    codici = [voce.colonna for voce in scelte]
    if len(set(codici)) != len(codici) or not set(codici) <= set(per_codice):
        return {"": [IGNOTA]}
    errori = {
        nome_campo(tavola.codice, colonna.codice, "stampa"): [colonna.obbligatoria]
        for colonna in tavola.colonne
        if colonna.obbligatoria and colonna.codice not in codici
    }
    titoli = Counter(titolo.casefold() for _, titolo in disposizione(tavola, scelte))
    for voce in scelte:
        frasi = _del_titolo(per_codice[voce.colonna], voce.titolo)
        if voce.titolo and titoli[voce.titolo.casefold()] > 1:
            frasi.append(UGUALE)
        if frasi:
            errori[nome_campo(tavola.codice, voce.colonna, "titolo")] = frasi
    return errori


def _del_titolo(colonna: Colonna, titolo: str) -> list[str]:
    if not titolo:
        return []
    frasi = []
    if len(titolo) > TITOLO_MASSIMO:
        frasi.append(f"L'intestazione supera i {TITOLO_MASSIMO} caratteri: accorciala.")
    if colonna.per_anno and ANNO not in titolo:
        frasi.append(SENZA_ANNO)
    if not colonna.con_anno and ANNO in titolo:
        frasi.append(ANNO_DI_TROPPO)
    return frasi
