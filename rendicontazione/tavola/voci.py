"""What a row of the table says. The permission functions refuse; the table is what they must equal, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pianoperf.organizzazione.enums import Ruolo


@dataclass(frozen=True)
class Oggetto:
    """What a command is done on, with the states that matter to it, in the order of its life."""

    nome: str
    stati: tuple[str, ...] = ("sempre",)
    nota: str = ""


@dataclass(frozen=True)
class Comando:
    """One row. `stati` empty means every state of the object.

    `controllo` is the only function that refuses the command; `argomenti` what it is given beside the person and the
    object; `servizi` the writes that ask it. `suoi`: the responsabile and the delegante do it on their own only.
    Two rows of one check and arguments add up. `e_ancora` is what the check asks beside role and state, in words.
    """

    nome: str
    su: Oggetto
    controllo: Callable[..., None]
    ruoli: tuple[Ruolo, ...]
    stati: tuple[str, ...] = ()
    servizi: tuple[Callable[..., object], ...] = ()
    suoi: bool = False
    argomenti: Mapping[str, str] = field(default_factory=dict)
    e_ancora: str = ""

    @property
    def negli_stati(self) -> tuple[str, ...]:
        return self.stati or self.su.stati

    @property
    def chiave(self) -> tuple[Callable[..., None], tuple[tuple[str, str], ...]]:
        """Rows with the same key are answered by the same call."""
        return self.controllo, tuple(sorted(self.argomenti.items()))

    def ammette(self, ruolo: Ruolo, stato: str) -> bool:
        return ruolo in self.ruoli and stato in self.negli_stati


ENTE = Oggetto("L'ente")
PIANO = Oggetto(
    "Il piano",
    (
        "bozza",
        "prossima edizione in bozza",
        "approvato",
        "vigente",
        "con una proposta aperta",
        "superato",
        "chiuso",
    ),
    "«Vigente» è il piano approvato di cui si è aperto almeno un anno. «Superato» è il piano di cui "
    "l'ente ha approvato l'edizione successiva.",
)
PREVISIONE = Oggetto("Il target di un anno", ("anno non aperto", "anno aperto"))
PROPOSTA = Oggetto("La rimodulazione", ("in preparazione", "approvata", "ritirata"))
IMPORTAZIONE = Oggetto(
    "L'importazione di un foglio", ("in esame", "anteprima pronta", "da correggere", "rifiutata", "importata")
)
ANNO = Oggetto(
    "L'anno da rendicontare",
    (
        "in preparazione",
        "aperta",
        "trasmessa",
        "in validazione, manca un giudizio",
        "in validazione, tutto deciso",
        "validata",
        "non validata",
        "approvata",
        "pubblicata",
        "riaperta",
    ),
    "«Riaperta» è l'anno già validato che torna al Nucleo con un atto.",
)
RISULTATO = Oggetto(
    "Il risultato di un indicatore",
    (
        "aperta: da inserire",
        "aperta: bozza",
        "aperta: trasmesso",
        "aperta: rinviato",
        "aperta: confermato",
        "finestra chiusa: bozza",
        "finestra chiusa, con una proroga: bozza",
        "al Nucleo: bozza",
        "al Nucleo: trasmesso",
        "in validazione: trasmesso",
        "in validazione: rinviato",
        "in validazione: confermato",
        "validata: confermato",
        "validata: mai inviato",
        "riaperta: confermato",
        "riaperta: rinviato",
    ),
    "Prima dei due punti lo stato dell'anno, dopo quello del risultato.",
)
RICHIESTA = Oggetto(
    "La richiesta al Nucleo", ("in attesa", "in attesa, in validazione", "accolta", "respinta", "ritirata")
)
PROROGA = Oggetto("La proroga a una persona", ("in corso", "finita"))
DELEGA = Oggetto("La delega", ("non finita", "finita", "ritirata"))
MESSAGGIO = Oggetto("Il messaggio", ("in coda", "non riuscito", "spedito"))
ESPORTAZIONE = Oggetto(
    "L'archivio con tutti i dati dell'ente", ("in preparazione", "pronto", "pronto, con gli indirizzi e-mail")
)
CHIAVE = Oggetto("La chiave dell'API", ("attiva", "scaduta", "revocata"))
LAVORO = Oggetto("La preparazione di un documento, o di un archivio", ("in coda", "in corso", "finita"))
OGGETTI = (
    ENTE,
    PIANO,
    PREVISIONE,
    PROPOSTA,
    IMPORTAZIONE,
    ANNO,
    RISULTATO,
    RICHIESTA,
    PROROGA,
    DELEGA,
    MESSAGGIO,
    ESPORTAZIONE,
    CHIAVE,
    LAVORO,
)

# as the printed table abbreviates them
A, D, R = Ruolo.AMMINISTRATORE, Ruolo.DIRETTORE, Ruolo.RESPONSABILE
N, G = Ruolo.NUCLEO, Ruolo.ORGANO
TUTTI = (A, D, R, N, G)
