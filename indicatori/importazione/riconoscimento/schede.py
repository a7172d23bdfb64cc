"""The family of InSieme: schede with a table of azioni and a table of indicatori (domain.md 3.1, 3.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from indicatori.importazione.riconoscimento.blocchi import Blocco, Taglio
from indicatori.importazione.riconoscimento.consuntivo import prendi_risultato
from indicatori.importazione.riconoscimento.esito import Bozza, Posto
from indicatori.importazione.riconoscimento.intestazioni import Tabella, anni_di
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga, pulita
from indicatori.importazione.riconoscimento.riunione import riunisci
from indicatori.importazione.riconoscimento.testi import ripulisci, segnata, segno_o_vuoto
from indicatori.motore.documento import AzioneDati, IndicatoreDati, SchedaDati

_QUOTA_CELLE_UNITE = 1 / 3
_FACOLTATIVI = frozenset({"responsabili", "note"})


def leggi_schede(fogli: Iterable[Sequence[Riga]], registro: Registro) -> Bozza:
    """The schede of a document, in its order; codes of indicatori are scheda.progressive."""
    taglio = Taglio(registro)
    for righe in fogli:
        taglio.leggi(righe)
    bozza = Bozza("schede")
    for posto, blocco in enumerate(taglio.blocchi, start=1):
        blocco.codice = blocco.codice or str(posto)
        scheda = _scheda(blocco, bozza, registro)
        bozza.schede.append(scheda)
        bozza.posti[id(scheda)] = Posto(blocco.riga)
    bozza.campi_assenti = _FACOLTATIVI - _campi(taglio.blocchi)
    _triennio(bozza, taglio.blocchi, registro)
    return bozza


def _campi(blocchi: Iterable[Blocco]) -> set[str]:
    return {campo for blocco in blocchi for tabella in blocco.tabelle for campo in tabella.colonne.posti}


def _scheda(blocco: Blocco, bozza: Bozza, registro: Registro) -> SchedaDati:
    scheda = SchedaDati(
        codice=blocco.codice,
        titolo=ripulisci(blocco.voci.get("titolo", "")),
        triennio_dichiarato=f"{blocco.triennio[0]}-{blocco.triennio[-1]}" if blocco.triennio else "",
        responsabile=ripulisci(blocco.voci.get("responsabile", "")),
        altri_servizi=ripulisci(blocco.voci.get("altri_servizi", "")),
    )
    if (azioni := blocco.tabella("azioni")) is not None:
        azioni.completa(registro)
        azioni.rileva_ignote(registro)
        scheda.azioni = _azioni(azioni, blocco, bozza, registro)
    if (indicatori := blocco.tabella("indicatori")) is not None:
        indicatori.completa(registro)
        indicatori.rileva_ignote(registro)
        _indicatori(indicatori, blocco, scheda, bozza, registro)
    return scheda


def _azioni(tabella: Tabella, blocco: Blocco, bozza: Bozza, registro: Registro) -> list[AzioneDati]:
    anni = anni_di(tabella, "anni", _dichiarati(blocco, tabella), registro)
    azioni: list[AzioneDati] = []
    for riga in riunisci(tabella, registro, chiave="numero"):
        azioni.append(
            AzioneDati(
                numero=_numero(riga, tabella) or str(len(azioni) + 1),
                descrizione=pulita(riga, tabella.colonna("descrizione")),
                innovazione=_segno(riga, tabella.colonna("innovazione"), registro),
                risultato_atteso=pulita(riga, tabella.colonna("risultato_atteso")),
                anni=tuple(sorted(anno for anno, colonna in anni if _segno(riga, colonna, registro))),
            )
        )
        bozza.posti[id(azioni[-1])] = Posto(riga, tabella.colonne.posti)
    return azioni


def _indicatori(tabella: Tabella, blocco: Blocco, scheda: SchedaDati, bozza: Bozza, registro: Registro) -> None:
    anni = anni_di(tabella, "previsioni", _dichiarati(blocco, tabella), registro)
    righe = riunisci(tabella, registro, chiave="numero")
    vuote = sum(not _numero(riga, tabella) for riga in righe)
    unite = vuote > _QUOTA_CELLE_UNITE * len(righe)
    seguenti = _numeri_seguenti(righe, tabella)
    for posto, (riga, dopo) in enumerate(zip(righe, seguenti, strict=True)):
        indicatore = IndicatoreDati(
            codice=f"{scheda.codice}.{posto + 1}",
            descrizione=pulita(riga, tabella.colonna("descrizione")),
            azione=_numero(riga, tabella) or _azione_mancante(riga, tabella, scheda, dopo, unite, registro),
            responsabili=pulita(riga, tabella.colonna("responsabili")),
            previsioni={anno: pulita(riga, colonna) for anno, colonna in sorted(anni) if riga.testo(colonna)},
            note=pulita(riga, tabella.colonna("note")),
        )
        scheda.indicatori.append(indicatore)
        bozza.posti[id(indicatore)] = Posto(riga, tabella.colonne.posti)
        _risultati(riga, tabella, scheda, indicatore, bozza, registro)


def _numeri_seguenti(righe: Sequence[Riga], tabella: Tabella) -> list[str]:
    """For each row, the first number of azione written below it."""
    seguenti, sotto = [], ""
    for riga in reversed(righe):
        seguenti.append(sotto)
        sotto = _numero(riga, tabella) or sotto
    return seguenti[::-1]


def _azione_mancante(
    riga: Riga, tabella: Tabella, scheda: SchedaDati, dopo: str, unite: bool, registro: Registro
) -> str:
    """The azione of a row that has no number: the one above, asked unless the table leaves repeated numbers out."""
    sopra = scheda.indicatori[-1].azione if scheda.indicatori else ""
    colonna = tabella.colonna("numero")
    if unite and sopra:
        messaggio = f"Il numero dell'azione è scritto una volta sola per gruppo: vale quello sopra ({sopra})."
        registro.rileva("IMP-AZIONE-EREDITATA", "I", riga, messaggio, colonna=colonna)
        return sopra
    proposta = sopra or dopo
    numeri = dict.fromkeys([proposta, dopo or proposta, *(azione.numero for azione in scheda.azioni), ""])
    alternative = [(numero or "-", f"azione {numero}" if numero else "nessuna azione") for numero in numeri]
    testo = pulita(riga, tabella.colonna("descrizione"))[:60]
    domanda = f"Manca il numero dell'azione di «{testo}»: a quale azione appartiene?"
    scelta = registro.chiedi(riga, "azione", domanda, alternative, colonna=colonna)
    return "" if scelta == "-" else scelta


def _risultati(
    riga: Riga, tabella: Tabella, scheda: SchedaDati, indicatore: IndicatoreDati, bozza: Bozza, registro: Registro
) -> None:
    for anno, colonna in anni_di(tabella, "risultati", (), registro):
        prendi_risultato(riga, colonna, anno, scheda, indicatore, bozza, registro)


def _numero(riga: Riga, tabella: Tabella) -> str:
    return riga.testo(tabella.colonna("numero")).strip().rstrip(".")


def _segno(riga: Riga, colonna: int | None, registro: Registro) -> bool:
    testo = riga.testo(colonna)
    if not segno_o_vuoto(testo):
        messaggio = f"«{testo[:40]}» non dice se la casella è segnata: è letta come vuota."
        registro.rileva("IMP-CASELLA-NON-VALIDA", "W", riga, messaggio, "Scrivi X o lascia vuoto.", colonna=colonna)
    return segnata(testo)


def _dichiarati(blocco: Blocco, tabella: Tabella) -> Sequence[int]:
    """The years the scheda declares, unless its own table of azioni says others and says them well."""
    azioni = blocco.tabella("azioni")
    anni = [annuale.anno for annuale in azioni.colonne.di_anno("anni")] if azioni and azioni is not tabella else []
    return sorted(anni) if anni and len(set(anni)) == len(anni) else blocco.triennio


def _triennio(bozza: Bozza, blocchi: Sequence[Blocco], registro: Registro) -> None:
    """The years of the plan: those its schede declare; when they differ, the most frequent and latest, asked."""
    contati = Counter(blocco.triennio for blocco in blocchi if len(blocco.triennio) == 3)
    ordinati = sorted(contati, key=lambda anni: (contati[anni], anni), reverse=True)
    if blocchi and len(ordinati) > 1:
        alternative = [(f"{anni[0]}-{anni[2]}", f"{anni[0]}-{anni[2]}") for anni in ordinati]
        riga = next(blocco.righe["titolo"] for blocco in blocchi if blocco.triennio == ordinati[0])
        scelto = registro.chiedi(riga, "triennio", "Le schede dichiarano trienni diversi: qual è quello del piano?",
                                 alternative)  # fmt: skip
        bozza.primo_anno = int(scelto[:4])
    elif ordinati:
        bozza.primo_anno = ordinati[0][0]
    else:
        anni = [anno for scheda in bozza.schede for voce in scheda.indicatori for anno in voce.previsioni]
        bozza.primo_anno = min(anni, default=None)
    if bozza.primo_anno and any("piano programma" in blocco.obiettivo_di for blocco in blocchi):
        bozza.titolo = f"Piano programma {bozza.primo_anno}-{bozza.primo_anno + 2} - Schede obiettivo"
