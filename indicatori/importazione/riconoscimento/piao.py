"""The family of the PIAO: objectives of performance and of PEG with steps, terms and weights (domain.md 3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indicatori.importazione.riconoscimento.consuntivo import prendi_risultato
from indicatori.importazione.riconoscimento.esito import Bozza, Posto
from indicatori.importazione.riconoscimento.intestazioni import Tabella
from indicatori.importazione.riconoscimento.pesi import confronta_incidenze, pesi_in_percento
from indicatori.importazione.riconoscimento.quadri import Lettura, Obiettivo, valori
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga, pulita
from indicatori.importazione.riconoscimento.riunione import riunisci
from indicatori.importazione.riconoscimento.testi import data_italiana, percento
from indicatori.importazione.riconoscimento.titolo import titolo_di
from indicatori.motore.documento import TESTI_PIAO, IndicatoreDati, ObiettivoStrategicoDati, SchedaDati

_CODICE_STRATEGICO = re.compile(r"[0-9]{1,2}\.?[A-Za-z]")
_CICLICO = re.compile(r"\bciclicità\s+(?:almeno\s+)?annuale\b", re.I)
_ULTIMA_VOCE = re.compile(r"(?:.*\s)?- (?:(?!\s- ).)*?(?=\s[A-ZÀ-Ý][a-zà-ÿ'’]+\s)", re.S)


def leggi_piao(fogli: Iterable[Sequence[Riga]], registro: Registro) -> Bozza:
    """The objectives of a document, in its order; a target stands in the year of its term."""
    lettura = Lettura(registro)
    for righe in fogli:
        lettura.leggi(righe)
    bozza = Bozza("piao")
    bozza.titolo, bozza.primo_anno = titolo_di(lettura.titoli)
    for tabella in lettura.incroci:
        bozza.obiettivi_strategici += _strategici(tabella)
    _leggi_obiettivi(lettura, bozza, registro)
    return bozza


def _leggi_obiettivi(lettura: Lettura, bozza: Bozza, registro: Registro) -> None:
    for obiettivo in lettura.obiettivi:
        scheda = _scheda(obiettivo, bozza, registro)
        bozza.schede.append(scheda)
        bozza.posti[id(scheda)] = Posto(obiettivo.riga)
    for tabella in lettura.incidenze:
        confronta_incidenze(tabella, bozza.schede, registro)
    for tabella in lettura.incroci:
        _confronta_incrocio(tabella, bozza.schede, registro)
    if bozza.primo_anno is None:
        termini = [voce.termine.year for scheda in bozza.schede for voce in scheda.indicatori if voce.termine]
        bozza.primo_anno = min(termini, default=None)


def _scheda(obiettivo: Obiettivo, bozza: Bozza, registro: Registro) -> SchedaDati:
    letti: dict[str, str] = {}
    for genere in ("testa", "incidenza", "situazione", "percorso"):
        letti |= valori(obiettivo.quadri.get(genere), registro)
    percorso = obiettivo.quadri.get("percorso")
    if percorso is not None and percorso.righe:
        _elenco_traboccato(letti, percorso.righe[0], percorso, registro)
    scheda = SchedaDati(
        codice=letti.get("codice", ""),
        titolo=letti.get("titolo", ""),
        tipo=obiettivo.tipo,
        incidenza=percento(letti["incidenza"]) if letti.get("incidenza") else None,
        obiettivi_strategici=tuple(re.split(r"[,;\s]+", letti.get("obiettivi_strategici", "").strip(" ,;"))),
        testi={chiave: letti[chiave] for chiave in TESTI_PIAO if letti.get(chiave)},
    )
    scheda.obiettivi_strategici = tuple(codice for codice in scheda.obiettivi_strategici if codice)
    if (step := obiettivo.quadri.get("step")) is not None:
        step.rileva_ignote(registro)
        for riga in riunisci(step, registro, chiave="numero"):
            scheda.indicatori.append(_step(riga, step, registro))
            bozza.posti[id(scheda.indicatori[-1])] = Posto(riga, step.colonne.posti)
            _risultato(riga, step, scheda, bozza, registro)
        pesi_in_percento(scheda, step, registro)
    return scheda


def _elenco_traboccato(letti: dict[str, str], riga: Riga, percorso: Tabella, registro: Registro) -> None:
    """A list of the first column that runs over into the second one (domain.md 3.4, L193), asked."""
    azioni, operatori = letti.get("descrizione_azioni", ""), letti.get("operatori", "")
    trovata = _ULTIMA_VOCE.match(operatori)
    if not operatori.startswith("- ") or " - " not in azioni or trovata is None:
        return
    resto = operatori[trovata.end() :].strip()
    alternative = [("continua", f"l'elenco delle azioni continua fino a «{resto[:40]}»"), ("resta", "resta com'è")]
    domanda = f"La colonna degli operatori comincia con «{operatori[:40]}»: è la fine dell'elenco delle azioni?"
    colonna = percorso.colonna("operatori")
    if registro.chiedi(riga, "elenco", domanda, alternative, colonna=colonna) == "continua":
        letti["descrizione_azioni"] = f"{azioni} {trovata[0].strip()}"
        letti["operatori"] = resto


def _step(riga: Riga, tabella: Tabella, registro: Registro) -> IndicatoreDati:
    termine = data_italiana(riga.testo(tabella.colonna("termine")))
    kpi = pulita(riga, tabella.colonna("kpi"))
    if termine is None:
        messaggio = f"«{riga.testo(tabella.colonna('termine'))[:40]}» non è una data."
        rimedio = "Scrivi il termine come 30/06/2023."
        registro.rileva("IMP-DATA-NON-VALIDA", "E", riga, messaggio, rimedio, colonna=tabella.colonna("termine"))
    peso = riga.testo(tabella.colonna("peso"))
    if peso and percento(peso) is None:
        messaggio = f"«{peso[:40]}» non è un peso tra 0 e 100."
        registro.rileva("IMP-NUMERO-NON-VALIDO", "E", riga, messaggio, colonna=tabella.colonna("peso"))
    descrizione = pulita(riga, tabella.colonna("descrizione"))
    return IndicatoreDati(
        codice=riga.testo(tabella.colonna("numero")).strip(),
        descrizione=descrizione,
        ciclico=bool(_CICLICO.search(descrizione)),
        termine=termine,
        peso=percento(peso) if peso else None,
        previsioni={termine.year: kpi} if termine and kpi else {},
    )


def _risultato(riga: Riga, tabella: Tabella, scheda: SchedaDati, bozza: Bozza, registro: Registro) -> None:
    """The result of a step belongs to the year of its term."""
    step, colonna = scheda.indicatori[-1], tabella.colonna("risultati")
    if colonna and step.termine:
        prendi_risultato(riga, colonna, step.termine.year, scheda, step, bozza, registro)


def _strategici(tabella: Tabella) -> Iterable[ObiettivoStrategicoDati]:
    """The rows of the cross table: the code tells where the title is; an area covers the rows below it."""
    area = ""
    for riga in tabella.righe:
        colonne = sorted(riga.celle)
        posto = next((c for c in colonne if _CODICE_STRATEGICO.fullmatch(riga.celle[c])), None)
        if posto is None:
            continue
        a_destra = [riga.celle[colonna] for colonna in colonne if colonna > posto]
        area = " ".join(riga.celle[colonna] for colonna in colonne if colonna < posto) or area
        yield ObiettivoStrategicoDati(riga.celle[posto], a_destra[0] if a_destra else "", area)


def _confronta_incrocio(tabella: Tabella, schede: Sequence[SchedaDati], registro: Registro) -> None:
    """The cross table is the links of the sheets turned round (domain.md 3.4): where they differ, the sheets count."""
    codici = {scheda.codice for scheda in schede}
    for riga in tabella.righe:
        strategico = next((testo for testo in riga.testi if _CODICE_STRATEGICO.fullmatch(testo)), "")
        celle = (riga.testo(tabella.colonna(campo)) for campo in ("performance", "peg"))
        nominati = {codice for cella in celle for codice in re.findall(r"\w+", cella)} & codici
        collegati = {scheda.codice for scheda in schede if strategico in scheda.obiettivi_strategici}
        if strategico and nominati != collegati:
            messaggio = (
                f"Per «{strategico}» la tabella nomina {', '.join(sorted(nominati)) or 'nessun obiettivo'},"
                f" le schede {', '.join(sorted(collegati)) or 'nessuno'}."
            )
            registro.rileva("IMP-INCROCIO-DIVERSO", "W", riga, messaggio, "Valgono le schede: controlla.")
