"""The first three steps of each role: a sentence, the place where it is done, and when it counts as done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente

# Answers which of the marks are true of a user in a body; the floors above know, see `registra_segni`.
Segni = Callable[[Utente, Ente, Iterable[str]], frozenset[str]]
_segni: list[Segni] = []


@dataclass(frozen=True, slots=True)
class Passo:
    """`indirizzo` is the name of an address of the body that the role may open; `segno` what says that it is done."""

    frase: str
    azione: str
    indirizzo: str
    segno: str = ""


@dataclass(frozen=True, slots=True)
class Fatto:
    """A step on the page; `fatto` is None where no datum says it."""

    passo: Passo
    fatto: bool | None


@dataclass(frozen=True, slots=True)
class PrimiPassi:
    """The three steps of a role in a body."""

    ente: Ente
    ruolo: Ruolo
    passi: list[Fatto]
    manuale: str

    @property
    def fatti(self) -> int:
        return sum(bool(voce.fatto) for voce in self.passi)


PASSI: dict[str, tuple[Passo, Passo, Passo]] = {
    Ruolo.AMMINISTRATORE: (
        Passo(
            "Carica il piano dal foglio o dal documento che hai già: prima di scrivere vedi un'anteprima.",
            "Vai a caricare un piano",
            "importazioni",
            "piano",
        ),
        Passo(
            "Apri l'anno da misurare e scegli i giorni in cui si può inserire.",
            "Vai ad aprire un anno",
            "rilevazione_apri",
            "anno",
        ),
        Passo(
            "Dopo la validazione del Nucleo, registra l'atto che approva i risultati e pubblicali.",
            "Vai agli anni misurati",
            "quadri",
            "approvato",
        ),
    ),
    Ruolo.DIRETTORE: (
        Passo(
            "Conferma come il sistema ha letto i target: il grado si calcola su quelle letture.",
            "Vai a scegliere un piano",
            "piani",
            "lettura",
        ),
        Passo(
            "Segui che cosa manca, persona per persona, e sollecita chi è in ritardo.",
            "Vai a vedere che cosa manca",
            "rilevazioni",
        ),
        Passo(
            "Quando tutto è stato inviato, trasmetti l'anno al Nucleo.",
            "Vai agli anni misurati",
            "quadri",
            "trasmesso",
        ),
    ),
    Ruolo.RESPONSABILE: (
        Passo(
            "Trova gli indicatori affidati a te e il giorno entro cui inserirli.",
            "Vai ai tuoi indicatori",
            "mio_anno",
        ),
        Passo(
            "Scrivi il risultato e da dove viene; sotto il target, anche perché. La bozza si salva da sola.",
            "Vai a scrivere un risultato",
            "rilevazioni",
            "scritto",
        ),
        Passo(
            "Invia al Nucleo: da lì correggi solo ciò che ti viene rinviato.",
            "Vai a inviare",
            "rilevazioni",
            "inviato",
        ),
    ),
    Ruolo.NUCLEO: (
        Passo(
            "Apri una percentuale e leggi come è calcolata, fino al valore dichiarato e alla sua evidenza.",
            "Vai ai gradi dell'anno",
            "quadri",
        ),
        Passo(
            "Giudica i risultati inviati: conferma, rinvia, rettifica o dichiara non valutabile.",
            "Vai a giudicare",
            "quadri",
            "giudicato",
        ),
        Passo(
            "Controlla chi fa parte del Nucleo, registra la seduta, poi valida l'anno.",
            "Vai ai componenti",
            "nucleo_componenti",
            "validato",
        ),
    ),
    Ruolo.ORGANO: (
        Passo(
            "Leggi com'è andato l'anno: il grado dell'ente, di ogni scheda, e ciò che manca.",
            "Vai ai gradi dell'anno",
            "quadri",
        ),
        Passo(
            "Scarica gli allegati della delibera: il piano, il piano con i risultati, la relazione.",
            "Vai agli allegati",
            "documenti",
            "documento",
        ),
        Passo(
            "Controlla che un PDF ricevuto sia proprio quello prodotto qui, e intatto.",
            "Vai a verificare un PDF",
            "documento_verifica",
        ),
    ),
}

MANUALE: dict[str, str] = {
    Ruolo.AMMINISTRATORE: "importare-un-piano",
    Ruolo.DIRETTORE: "inserire-i-risultati",
    Ruolo.RESPONSABILE: "il-mio-anno",
    Ruolo.NUCLEO: "esaminare-e-giudicare",
    Ruolo.ORGANO: "per-l-organo-di-governo",
}


def registra_segni(segni: Segni) -> None:
    """Who knows what a user has already done; the last one registered counts."""
    _segni[:] = [segni]


def primi_passi(utente: Utente, ente: Ente, ruolo: str) -> PrimiPassi:
    """The steps of the role, each with its mark where the data can tell."""
    passi = PASSI[ruolo]
    chiesti = [passo.segno for passo in passi if passo.segno]
    veri = _segni[0](utente, ente, chiesti) if _segni else frozenset()
    fatti = [Fatto(passo, passo.segno in veri if passo.segno else None) for passo in passi]
    return PrimiPassi(ente, Ruolo(ruolo), fatti, MANUALE[ruolo])
