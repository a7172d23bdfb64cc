"""The table as a page of Markdown: one table for each object, a letter for each role that may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pianoperf import ambiente
from pianoperf.organizzazione.enums import Ruolo
from rendicontazione.tavola.comandi import COMANDI
from rendicontazione.tavola.voci import OGGETTI, Comando, Oggetto

INIZIALI = {
    Ruolo.AMMINISTRATORE: "A",
    Ruolo.DIRETTORE: "D",
    Ruolo.RESPONSABILE: "R",
    Ruolo.NUCLEO: "N",
    Ruolo.ORGANO: "O",
}
PAGINA = ambiente.RADICE / "docs" / "permessi.md"
TESTA = """# Chi può fare che cosa

Questa pagina è scritta da `manage.py permessi`: non si corregge a mano. Un test la confronta, casella per casella, con
le funzioni che rifiutano. Chi non ha un incarico nell'ente non vede niente: ogni suo indirizzo risponde «non trovato».

Ogni casella dice quali ruoli possono: {ruoli}.
«R\\*» vuol dire solo sui propri, o su quelli di chi sostituisce; un trattino, nessuno. Quando un comando non si può
fare, il pulsante è grigio e la frase accanto dice perché: è la stessa con cui il comando viene rifiutato.
"""


def testo() -> str:
    """The whole page, ending with a newline."""
    ruoli = ", ".join(f"**{iniziale}** {ruolo.label.lower()}" for ruolo, iniziale in INIZIALI.items())
    parti = [TESTA.format(ruoli=ruoli)]
    parti += [_parte(oggetto, [voce for voce in COMANDI if voce.su == oggetto]) for oggetto in OGGETTI]
    return "\n".join(parti)


def _parte(oggetto: Oggetto, comandi: Sequence[Comando]) -> str:
    righe = ["", f"## {oggetto.nome}", ""]
    if oggetto.nota:
        righe += [oggetto.nota, ""]
    if len(oggetto.stati) > len(comandi):
        righe += _righe(["Stato", *(voce.nome for voce in comandi)])
        righe += [_riga([stato, *(_casella(voce, stato) for voce in comandi)]) for stato in oggetto.stati]
    else:
        righe += _righe(["Comando", *(("chi",) if len(oggetto.stati) == 1 else oggetto.stati)])
        righe += [_riga([voce.nome, *(_casella(voce, stato) for stato in oggetto.stati)]) for voce in comandi]
    note = [f"- {voce.nome}: {voce.e_ancora}." for voce in comandi if voce.e_ancora]
    return "\n".join([*righe, *(("", "Serve anche:", "", *note) if note else ()), ""]).removeprefix("\n")


def _casella(comando: Comando, stato: str) -> str:
    lettere = [_lettera(comando, ruolo) for ruolo in INIZIALI if comando.ammette(ruolo, stato)]
    return " ".join(lettere) or "-"


def _lettera(comando: Comando, ruolo: Ruolo) -> str:
    solo_i_suoi = comando.suoi and ruolo == Ruolo.RESPONSABILE
    return INIZIALI[ruolo] + ("\\*" if solo_i_suoi else "")


def _righe(testata: Sequence[str]) -> list[str]:
    return [_riga(testata), _riga(["---"] * len(testata))]


def _riga(caselle: Iterable[str]) -> str:
    return f"| {' | '.join(caselle)} |"
