"""Rows of the template to a PianoDati, with every finding. Pure: what the body knows comes in as an Anagrafe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicatori.enums import VersoIndicatore
from indicatori.importazione import campi, riferimenti
from indicatori.importazione.capitoli import leggi_capitoli
from indicatori.importazione.completamento import prendi_colonne_assenti, prendi_fogli_assenti, prendi_righe_assenti
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.modello import (
    AZIONI,
    CAPITOLI,
    FOGLI,
    INDICATORI,
    NESSUNA_AZIONE,
    OBIETTIVI,
    PIANO,
    RISULTATI,
    SCHEDE,
    foglio_di_nome,
)
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.rilievi import Rilievo, bloccanti, in_ordine
from indicatori.importazione.risultati import RigaRisultato
from indicatori.importazione.tabelle import RigaLetta, Tabella, in_tabelle
from indicatori.motore.documento import (
    TESTI_PIAO,
    AzioneDati,
    IndicatoreDati,
    ObiettivoStrategicoDati,
    PianoDati,
    SchedaDati,
)
from obiettivi.enums import Famiglia, TipoScheda

_SLUG = re.compile(r"[A-Za-z0-9_-]+")
CIFRE_DI_UNA_PARTE = 3
_TIPO_PREDEFINITO = {
    Famiglia.SCHEDE: TipoScheda.SCHEDA,
    Famiglia.PIAO: TipoScheda.PERFORMANCE,
    Famiglia.ALBERO: TipoScheda.OPERATIVO,
}


@dataclass(slots=True)
class Lettura:
    """What a workbook says. `piano` is None when not even its heading can be read."""

    piano: PianoDati | None
    rilievi: list[Rilievo]
    risultati: tuple[RigaRisultato, ...] = ()

    @property
    def bloccata(self) -> bool:
        return self.piano is None or bool(bloccanti(self.rilievi))


def codice_dichiarato(fogli: list[Foglio]) -> str:
    """The plan's code in the sheet Piano, "" when the workbook does not say it."""
    tabelle, _ = in_tabelle([foglio for foglio in fogli if foglio_di_nome(foglio.nome) is PIANO])
    righe = tabelle[PIANO.nome].righe if PIANO.nome in tabelle else []
    return righe[0].testo("codice") if righe else ""


def componi(
    fogli: list[Foglio], anagrafe: Anagrafe, *, attuale: PianoDati | None = None, codice_atteso: str = ""
) -> Lettura:
    """The plan that the sheets describe.

    `attuale` is the plan as it is now: it gives what the workbook has no sheet or column for. With `codice_atteso`
    a workbook of another plan is an error.
    """
    tabelle, rilievi = in_tabelle(fogli)
    presenti = frozenset(tabelle)
    tutte = {modello.nome: tabelle.get(modello.nome) or Tabella(modello) for modello in FOGLI}
    assenti = {nome: tabella.campi_assenti for nome, tabella in tutte.items()}
    piano = _piano(tutte[PIANO.nome], anagrafe, attuale, codice_atteso, rilievi)
    if piano is not None:
        rilievi += _fogli_mancanti(presenti, attuale)
        piano.obiettivi_strategici = list(_obiettivi(tutte[OBIETTIVI.nome]))
        piano.schede = list(_schede(tutte[SCHEDE.nome], piano.famiglia))
        piano.capitoli = leggi_capitoli(tutte[CAPITOLI.nome])
        prendi_fogli_assenti(piano, attuale, presenti)
        _azioni(tutte[AZIONI.nome], piano)
        _indicatori(tutte[INDICATORI.nome], piano)
        prendi_righe_assenti(piano, attuale, presenti)
        prendi_colonne_assenti(
            piano, attuale, {nome: assenti[nome] if nome in presenti else frozenset() for nome in assenti}
        )
        riferimenti.controlla(tutte, piano, anagrafe)
    risultati = tuple(_risultati(tutte[RISULTATI.nome]))
    for tabella in tutte.values():
        rilievi += tabella.rilevati
    return Lettura(piano, in_ordine(rilievi), risultati)


def _fogli_mancanti(presenti: frozenset[str], attuale: PianoDati | None) -> Iterator[Rilievo]:
    for modello in (SCHEDE, INDICATORI):
        if modello.nome not in presenti and attuale is None:
            messaggio = f"Manca il foglio «{modello.nome}» e il piano è nuovo."
            yield Rilievo(
                "IMP-FOGLIO-MANCANTE", "E", modello.nome, "", messaggio, "Aggiungilo con le sue intestazioni."
            )


def _piano(
    tabella: Tabella, anagrafe: Anagrafe, attuale: PianoDati | None, codice_atteso: str, rilievi: list[Rilievo]
) -> PianoDati | None:
    if tabella.righe:
        return _piano_descritto(tabella, anagrafe, codice_atteso)
    if attuale is not None and not tabella.posizioni:
        return replace(attuale, obiettivi_strategici=[], schede=[])
    rimedio = "Compila il foglio «Piano» del modello con codice, ente, famiglia, titolo e primo anno."
    rilievi.append(Rilievo("IMP-PIANO-MANCANTE", "E", PIANO.nome, "", "Non si sa di quale piano si tratta.", rimedio))
    return None


def _piano_descritto(tabella: Tabella, anagrafe: Anagrafe, codice_atteso: str) -> PianoDati | None:
    riga = tabella.righe[0]
    for altra in tabella.righe[1:]:
        altra.rilievo(
            "IMP-PIANO-RIPETUTO", "E", "codice", "Il foglio descrive più di un piano.", "Tieni una riga sola."
        )
    codice, ente, titolo = (campi.testo(riga, campo) for campo in ("codice", "ente", "titolo"))
    famiglia = campi.scelta(riga, "famiglia", dict(Famiglia.choices))
    primo = campi.anno(riga, "primo_anno")
    if codice and not _SLUG.fullmatch(codice):
        riga.rilievo(
            "IMP-CODICE-NON-VALIDO", "E", "codice", f"«{codice}» non è un codice.", "Usa lettere, cifre e trattini."
        )
    if ente and ente != anagrafe.ente:
        messaggio = f"Il piano è dell'ente «{ente}», ma stai importando per «{anagrafe.ente}»."
        riga.rilievo("IMP-ENTE-DIVERSO", "E", "ente", messaggio, "Correggi il codice o entra nell'altro ente.")
    if codice_atteso and codice != codice_atteso:
        messaggio = f"Il foglio descrive il piano «{codice}», non «{codice_atteso}»."
        riga.rilievo("IMP-PIANO-DIVERSO", "E", "codice", messaggio, "Scegli il piano giusto o correggi il codice.")
    if primo is None or not famiglia or not codice:
        return None
    return PianoDati(codice, ente, famiglia, titolo, (primo, primo + 1, primo + 2))


def _obiettivi(tabella: Tabella) -> Iterator[ObiettivoStrategicoDati]:
    for riga in riferimenti.senza_doppioni(tabella, "codice"):
        yield ObiettivoStrategicoDati(*(campi.testo(riga, campo) for campo in ("codice", "titolo", "area")))


def _schede(tabella: Tabella, famiglia: str) -> Iterator[SchedaDati]:
    for riga in riferimenti.senza_doppioni(tabella, "codice"):
        yield SchedaDati(
            codice=campi.testo(riga, "codice"),
            titolo=campi.testo(riga, "titolo"),
            tipo=campi.scelta(riga, "tipo", dict(TipoScheda.choices), _TIPO_PREDEFINITO[Famiglia(famiglia)]),
            triennio_dichiarato=campi.testo(riga, "triennio_dichiarato"),
            responsabile=campi.testo(riga, "responsabile"),
            altri_servizi=campi.testo(riga, "altri_servizi"),
            incidenza=campi.percentuale(riga, "incidenza"),
            obiettivi_strategici=campi.elenco(riga, "obiettivi_strategici"),
            testi={chiave: riga.testo(chiave) for chiave in TESTI_PIAO if riga.testo(chiave)},
        )


def _azioni(tabella: Tabella, piano: PianoDati) -> None:
    per_scheda = {scheda.codice: scheda for scheda in piano.schede}
    for riga in riferimenti.senza_doppioni(tabella, "scheda", "numero"):
        azione = AzioneDati(
            numero=campi.testo(riga, "numero"),
            descrizione=campi.testo(riga, "descrizione"),
            innovazione=campi.segnato(riga, "innovazione"),
            risultato_atteso=campi.testo(riga, "risultato_atteso"),
            anni=tuple(anno for anno in tabella.anni_di("anni") if campi.segnato(riga, "anni", in_anno=anno)),
        )
        if (scheda := per_scheda.get(campi.testo(riga, "scheda"))) is not None:
            scheda.azioni.append(azione)


def _indicatori(tabella: Tabella, piano: PianoDati) -> None:
    per_scheda = {scheda.codice: scheda for scheda in piano.schede}
    precedente: dict[str, str] = defaultdict(str)
    for riga in riferimenti.senza_doppioni(tabella, "scheda", "codice"):
        indicatore = _indicatore(riga)
        scheda = per_scheda.get(campi.testo(riga, "scheda"))
        if scheda is None:
            continue
        if "azione" not in tabella.campi_assenti:
            indicatore.azione = _azione_di(riga, indicatore.azione, scheda, precedente[scheda.codice], piano.famiglia)
        precedente[scheda.codice] = indicatore.azione
        scheda.indicatori.append(indicatore)


def _indicatore(riga: RigaLetta) -> IndicatoreDati:
    return IndicatoreDati(
        codice=campi.testo(riga, "codice"),
        descrizione=campi.testo(riga, "descrizione"),
        azione=campi.testo(riga, "azione"),
        responsabili=campi.testo(riga, "responsabili"),
        strutture=campi.elenco(riga, "strutture"),
        algoritmo=campi.testo(riga, "algoritmo"),
        baseline=campi.testo(riga, "baseline"),
        termine=campi.giorno(riga, "termine"),
        peso=campi.percentuale(riga, "peso"),
        verso=campi.scelta(riga, "verso", dict(VersoIndicatore.choices)),
        previsioni=dict(riga.annuali.get("previsioni", {})),
        annotazioni=dict(riga.annuali.get("annotazioni", {})),
        note=campi.testo(riga, "note"),
        ciclico=campi.segnato(riga, "ciclico"),
        condizionato_da=campi.testo(riga, "condizionato_da"),
    )


def _azione_di(riga: RigaLetta, scritta: str, scheda: SchedaDati, precedente: str, famiglia: str) -> str:
    """The azione of a row. Where the document numbers its rows by azione, a blank goes on with the row above."""
    if scritta == NESSUNA_AZIONE or not scheda.azioni:
        return "" if scritta == NESSUNA_AZIONE else scritta
    if scritta:
        return scritta
    if famiglia == Famiglia.SCHEDE and precedente:
        messaggio = f"Manca il numero dell'azione: è presa quella della riga sopra ({precedente})."
        rimedio = f"Scrivi il numero, o «{NESSUNA_AZIONE}» se l'indicatore non ha azione."
        riga.rilievo("IMP-AZIONE-EREDITATA", "I", "azione", messaggio, rimedio)
        return precedente
    riga.rilievo("IMP-SENZA-AZIONE", "W", "azione", "L'indicatore non è collegato a un'azione.", "Scrivine il numero.")
    return ""


def _risultati(tabella: Tabella) -> Iterator[RigaRisultato]:
    for riga in tabella.righe:
        scheda, codice = campi.testo(riga, "scheda"), campi.testo(riga, "codice")
        anno = campi.anno(riga, "anno")
        parte = riga.testo("parte")
        if parte and not (parte.isdecimal() and len(parte) <= CIFRE_DI_UNA_PARTE):
            messaggio = f"«{parte[:40]}» non è il numero di una parte della previsione."
            riga.rilievo(
                "IMP-PARTE-NON-VALIDA", "E", "parte", messaggio, "Scrivi 1 per la prima parte, 2 per la seconda."
            )
        elif scheda and codice and anno is not None:
            numero = int(parte) if parte else None
            cella = riga.cella("risultato")
            testi = riga.testo("risultato"), riga.testo("nota")
            yield RigaRisultato(scheda, codice, anno, numero, *testi, cella, riga.testo("causa"))
