"""The sheet Leggimi of the template: for each column what it takes, and an example. Import does not read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicatori.esportazione.righe import Pagina
from indicatori.importazione.modello import (
    AZIONI,
    CAPITOLI,
    INDICATORI,
    LEGGIMI,
    OBIETTIVI,
    PIANO,
    RISULTATI,
    SCHEDE,
    Colonna,
    FoglioModello,
)

_TESTO_LIBERO = ("Testo libero, come si legge nel piano.", "")
# field: what to write, example
_DETTI: dict[str, dict[str, tuple[str, str]]] = {
    PIANO.nome: {
        "codice": ("Codice del piano: lettere, cifre e trattini. Poi non si cambia.", "ente-2026-2028"),
        "ente": ("Codice dell'ente in pianoperf.", "ente"),
        "famiglia": ("Tipo di documento: schede, piao o albero.", "schede"),
        "titolo": ("Titolo del piano, come sul frontespizio.", "Piano della performance 2026-2028"),
        "primo_anno": ("Primo anno del triennio.", "2026"),
    },
    OBIETTIVI.nome: {
        "codice": ("Codice dell'obiettivo strategico, unico nel piano.", "OS1"),
        "titolo": ("Titolo dell'obiettivo strategico.", "Promuovere la salute di comunità"),
        "area": ("Area strategica a cui appartiene.", "Area territoriale"),
    },
    SCHEDE.nome: {
        "codice": ("Numero o codice della scheda, unico nel piano.", "1"),
        "tipo": ("Scegli dall'elenco; vuoto: il tipo consueto di questa famiglia.", "scheda"),
        "titolo": ("Titolo della scheda.", "Sostegno alla domiciliarità"),
        "triennio_dichiarato": ("Triennio scritto sulla scheda, se diverso da quello del piano.", "2026-2028"),
        "responsabile": ("Responsabile della scheda, come nel piano.", "Dott.ssa Anna Verdi"),
        "altri_servizi": ("Altri servizi coinvolti, come nel piano.", "Servizio sociale"),
        "incidenza": ("Peso della scheda nell'ente, in percento: da 0 a 100, tre decimali al massimo.", "12,5"),
        "obiettivi_strategici": ("Codici del foglio Obiettivi strategici, separati da punto e virgola.", "OS1; OS2"),
        "anno_primo_inserimento": ("Anno in cui l'obiettivo è entrato nel piano.", "2025"),
    },
    AZIONI.nome: {
        "scheda": ("Codice della scheda a cui appartiene l'azione.", "1"),
        "numero": ("Numero dell'azione, unico nella scheda.", "1.1"),
        "innovazione": ("X se è un'innovazione, altrimenti vuoto.", "X"),
        "descrizione": ("Che cosa si fa.", "Attivare lo sportello unico"),
        "risultato_atteso": ("Che cosa ci si aspetta.", "Tempi di attesa ridotti"),
        "anni": ("X negli anni in cui l'azione si svolge.", "X"),
    },
    INDICATORI.nome: {
        "scheda": ("Codice della scheda a cui appartiene l'indicatore.", "1"),
        "codice": ("Codice dell'indicatore, unico nella scheda.", "1.1.a"),
        "azione": ("Numero dell'azione, dal foglio Azioni; un trattino se non ne ha una.", "1.1"),
        "descrizione": ("Che cosa si misura.", "Numero di utenti presi in carico"),
        "responsabili": ("Cognomi, separati da virgola.", "Rossi, Verdi"),
        "strutture": ("Nomi delle strutture, separati da punto e virgola.", "Area anziani; Area minori"),
        "algoritmo": ("Come si calcola.", "utenti con PAI / utenti totali"),
        "baseline": ("Valore di partenza.", "82 %"),
        "termine": ("Giorno entro cui si chiude.", "30/06/2026"),
        "peso": ("Peso nella scheda, in percento: da 0 a 100, tre decimali al massimo.", "33,333"),
        "ciclico": ("X se lo step ricorre ogni anno, altrimenti vuoto.", "X"),
        "condizionato_da": ("Codice dello step della stessa scheda senza il quale questo non ha senso.", "B.1"),
        "verso": ("crescente se più è meglio, decrescente se meno è meglio; vuoto: lo si propone.", "crescente"),
        "note": ("Note, come nel piano.", ""),
        "previsioni": ("Target dell'anno, con le parole del piano.", "almeno 95% entro il 31/12"),
        "annotazioni": ("Testo che il piano stampa nella colonna dei risultati dell'anno: non è un risultato.", ""),
    },
    CAPITOLI.nome: {
        "numero": ("Numero del capitolo, come nel piano; vuoto se non ne ha.", "2.4.1"),
        "titolo": ("Titolo del capitolo. Una riga senza titolo continua quello della riga sopra.", "Contesto esterno"),
        "testo": ("Testo in Markdown: **grassetto**, righe che cominciano con - per gli elenchi, tabelle con |.", ""),
        "tavola": ("La tabella che il documento stampa dopo il testo: obiettivi, triennale o annuale.", "triennale"),
    },
    RISULTATI.nome: {
        "scheda": ("Codice della scheda dell'indicatore.", "1"),
        "codice": ("Codice dell'indicatore.", "1.1.a"),
        "anno": ("Anno del risultato.", "2026"),
        "parte": ("Se il target ha più parti, quale: 1 per la prima, 2 per la seconda. Una riga per parte.", "1"),
        "risultato": ("Valore raggiunto: un numero, una percentuale, un giorno, sì o no.", "97,5%"),
        "nota": ("Commento al risultato.", ""),
        "causa": ("Causa dello scostamento, se il target è mancato: scegli dall'elenco.", "esogena"),
    },
}  # fmt: skip


def leggimi(pagine: Sequence[Pagina]) -> Pagina:
    """The instructions for the columns that these sheets have, in their order."""
    return Pagina(
        LEGGIMI,
        tuple(colonna.titolo for colonna in LEGGIMI.colonne),
        tuple(colonna.larghezza for colonna in LEGGIMI.colonne),
        tuple(riga for pagina in pagine for riga in _righe(pagina)),
    )


def _righe(pagina: Pagina) -> Iterator[tuple[str, ...]]:
    visti = set()
    for campo, titolo in zip(pagina.campi, pagina.intestazioni, strict=True):
        if campo not in visti:
            visti.add(campo)
            colonna = _colonna(pagina.modello, campo)
            richiesta = "sì" if colonna and colonna.richiesta else "no"
            yield pagina.modello.nome, titolo if colonna else f"{titolo}, …", richiesta, *detto(pagina.modello, campo)


def _colonna(modello: FoglioModello, campo: str) -> Colonna | None:
    """None for a column that is repeated every year."""
    return next((colonna for colonna in modello.colonne if colonna.campo == campo), None)


def detto(modello: FoglioModello, campo: str) -> tuple[str, str]:
    """What the column takes and an example, "" where none helps."""
    return _DETTI[modello.nome].get(campo, _TESTO_LIBERO)
