"""A workbook without the template's sheets, read as the document a body publishes (DESIGN.md 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicatori.importazione.anomalie import rilievi_delle_anomalie
from indicatori.importazione.composizione import Lettura
from indicatori.importazione.fogli import Foglio
from indicatori.importazione.modello import FOGLI, foglio_di_nome, normalizza
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.riconoscimento.completamento import componi_piano
from indicatori.importazione.riconoscimento.famiglia import lettore_di, lettore_scelto
from indicatori.importazione.riconoscimento.piani import un_piano_solo
from indicatori.importazione.riconoscimento.registro import Registro, Scelta
from indicatori.importazione.riconoscimento.righe import Riga, righe_di
from indicatori.importazione.riconoscimento.scorie import rileva_scorie
from indicatori.importazione.riconoscimento.verifiche import verifica
from indicatori.importazione.rilievi import Rilievo, in_ordine
from indicatori.motore.documento import PianoDati

RIGHE_DI_TESTA = 10
RIGHE_MASSIME = 5_000


@dataclass(slots=True)
class Riconoscimento:
    """The reading of a document and the doubts that went into it."""

    lettura: Lettura
    scelte: list[Scelta] = field(default_factory=list)


def e_un_documento(fogli: Sequence[Foglio]) -> bool:
    """Whether no visible sheet is one of the template's, and the tables are those of a known family."""
    visibili = [foglio for foglio in fogli if not foglio.nascosto]
    if any(foglio_di_nome(foglio.nome) in FOGLI for foglio in visibili):
        return False
    righe = [righe_di(foglio)[:RIGHE_MASSIME] for foglio in visibili]
    if any(_del_modello(riga) for foglio in righe for riga in foglio[:RIGHE_DI_TESTA]):
        return False
    return lettore_di(righe) is not None


def _del_modello(riga: Riga) -> bool:
    """The headings of a template sheet that lost its name."""
    return {"scheda", "codice"} <= {normalizza(testo) for testo in riga.celle.values()}


def riconosci(
    fogli: Sequence[Foglio],
    anagrafe: Anagrafe,
    *,
    attuale: PianoDati | None = None,
    codice: str = "",
    risposte: Mapping[str, str] | None = None,
) -> Riconoscimento:
    """The plan that a document describes. `risposte` are a person's choices, by the key of the doubt.

    `attuale` gives what the document does not say; without `codice` the plan's code is body and years.
    """
    registro = Registro(risposte or {})
    righe = [righe_di(foglio) for foglio in fogli if not foglio.nascosto]
    if sum(map(len, righe)) > RIGHE_MASSIME:
        return Riconoscimento(Lettura(None, [_troppo_lungo()]))
    _rileva_fogli(fogli, registro)
    lette = un_piano_solo(righe, registro, attuale.triennio[0] if attuale else None)
    lettore = lettore_scelto(lette, registro)
    if lettore is None:
        registro.rilievi.append(_non_riconosciuto())
        return Riconoscimento(Lettura(None, registro.rilievi))
    rileva_scorie(lette, registro)
    bozza = lettore(lette, registro)
    piano = componi_piano(bozza, anagrafe, attuale, codice, registro)
    if piano is not None:
        verifica(piano, bozza, anagrafe, registro)
    registro.chiudi()
    scelte = list(registro.scelte.values())
    rilievi = in_ordine(registro.rilievi + [scelta.rilievo for scelta in scelte])
    return Riconoscimento(Lettura(piano, rilievi, tuple(bozza.risultati)), scelte)


def _troppo_lungo() -> Rilievo:
    messaggio = f"Il documento ha più di {RIGHE_MASSIME} righe: è troppo lungo per essere letto così com'è."
    rimedio = "Tieni solo le tabelle del piano, o usa il modello."
    return Rilievo("IMP-DOCUMENTO-TROPPO-LUNGO", "E", "", "", messaggio, rimedio)


def _non_riconosciuto() -> Rilievo:
    messaggio = "Il foglio non ha né i fogli del modello né le tabelle di un piano che si sa leggere."
    rimedio = "Scarica il modello, copia lì i dati e caricalo."
    return Rilievo("IMP-DOCUMENTO-NON-RICONOSCIUTO", "E", "", "", messaggio, rimedio)


def _rileva_fogli(fogli: Sequence[Foglio], registro: Registro) -> None:
    for foglio in fogli:
        if foglio.nascosto:
            messaggio = "Il foglio è nascosto e non è stato letto."
            registro.rilievi.append(Rilievo("IMP-FOGLIO-NASCOSTO", "W", foglio.nome, "", messaggio, "Mostralo."))
            continue
        registro.rilievi += rilievi_delle_anomalie(foglio)
