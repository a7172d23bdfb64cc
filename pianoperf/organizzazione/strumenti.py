"""What each role finds on the page "Strumenti": the works that are not done every day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pianoperf.organizzazione.enums import Ruolo

R = Ruolo


@dataclass(frozen=True)
class Strumento:
    """An address of the body by its name, with a sentence that says what it is for."""

    indirizzo: str
    nome: str
    frase: str
    icona: str
    ruoli: tuple[str, ...]


STRUMENTI = (
    Strumento(
        "importazioni",
        "Importazioni",
        "Carica un piano o i risultati da un foglio, guarda l'anteprima e conferma.",
        "it-upload",
        (R.AMMINISTRATORE,),
    ),
    Strumento(
        "esportazioni",
        "Esporta",
        "Porta via i piani, i risultati o tutti i dati dell'ente, in formati aperti.",
        "it-download",
        (R.AMMINISTRATORE, R.DIRETTORE),
    ),
    Strumento(
        "veste",
        "Aspetto dei documenti",
        "Scegli orientamento, intestazioni, logo e colonne dei PDF, e guarda subito come vengono.",
        "it-file-image",
        (R.AMMINISTRATORE,),
    ),
    Strumento(
        "chiavi_api",
        "Chiavi dell'API",
        "Dai al sito o agli altri programmi dell'ente una chiave per leggere piani e risultati.",
        "it-key",
        (R.AMMINISTRATORE,),
    ),
    Strumento(
        "messaggi",
        "Messaggi",
        "I promemoria spediti: a chi, quando, e quelli che non sono partiti.",
        "it-mail",
        (R.AMMINISTRATORE,),
    ),
    Strumento(
        "nucleo_componenti",
        "Componenti del Nucleo",
        "Chi fa parte del Nucleo di valutazione, da quando e fino a quando.",
        "it-pa",
        (R.AMMINISTRATORE, R.DIRETTORE, R.NUCLEO, R.ORGANO),
    ),
    Strumento(
        "accessi",
        "Persone e accessi",
        "Chi entra e con quale ruolo, gli inviti, chi deve avere il secondo fattore.",
        "it-locked",
        (R.AMMINISTRATORE,),
    ),
    Strumento(
        "deleghe",
        "Deleghe",
        "Fatti sostituire quando sei assente, da un giorno a un giorno.",
        "it-user",
        (R.AMMINISTRATORE, R.DIRETTORE, R.RESPONSABILE),
    ),
    Strumento(
        "dichiarazione",
        "Dichiarazione di accessibilità",
        "Dove si legge quella dell'ente, e a chi scrive chi trova un ostacolo.",
        "it-info-circle",
        (R.AMMINISTRATORE,),
    ),
    Strumento(
        "registro",
        "Registro delle modifiche",
        "Chi ha cambiato che cosa, quando e da dove. Con filtri, da scaricare.",
        "it-clock",
        (R.AMMINISTRATORE, R.DIRETTORE, R.NUCLEO),
    ),
)


def strumenti_per(ruoli: Iterable[str]) -> list[Strumento]:
    presenti = set(ruoli)
    return [strumento for strumento in STRUMENTI if presenti & set(strumento.ruoli)]
