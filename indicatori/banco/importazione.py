"""What `make bench` times of the import: the least that can be done, what we do, what another library does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from indicatori.banco.memoria import azzera_picco, memoria_del_figlio, picco
from indicatori.banco.minimo import copia_le_righe
from indicatori.banco.piani import piano_di_prova
from indicatori.banco.riga_per_riga import importa_riga_per_riga
from indicatori.cronometro import Misura, cronometra
from indicatori.esportazione.formati import in_formato
from indicatori.importazione.lettura import leggi_contenuto
from indicatori.importazione.services import carica_foglio, conferma_importazione
from indicatori.models import Importazione
from indicatori.motore.documento import PianoDati
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.lavori.esecuzione import esegui
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Persona, Utente

NOME = "banco.xlsx"
TANTI = 10_000
POCHI = 60
RIGHE_ALTRUI = 500
MEGA = 2**20


@dataclass(frozen=True)
class Banco:
    """Where the bench works: a body of its own, its administrator, the plans whose texts are taken."""

    ente: Ente
    utente: Utente
    campioni: Sequence[PianoDati]

    def foglio(self, codice: str, quanti: int) -> bytes:
        return in_formato("xlsx", piano_di_prova(codice, self.ente.codice, self.campioni, quanti))


def misure_dell_importazione(campioni: Sequence[PianoDati]) -> Iterator[Misura]:
    """The rows of the import. Writes plans and imports of a body of its own: for a database that is thrown away."""
    banco = _banco(campioni, timezone.now())
    yield from _piano_normale(banco)
    yield from _piano_enorme(banco)


def _banco(campioni: Sequence[PianoDati], adesso: datetime) -> Banco:
    ente = Ente.objects.create(codice="banco", nome="Ente del banco di prova", nome_breve="Banco")
    for cognome in ("Peri", "Verboschi", "Ferri", "Tonelli", "Vignali"):
        Persona.objects.create(ente=ente, cognome=cognome)
    utente = Utente.objects.create(username="banco")
    Incarico.objects.create(utente=utente, ente=ente, ruolo=Ruolo.AMMINISTRATORE, dal=date(2020, 1, 1))
    return Banco(ente, utente, campioni)


def _piano_normale(banco: Banco) -> Iterator[Misura]:
    contenuto = banco.foglio("banco-piccolo", POCHI)
    tempi = []
    for _ in range(3):
        importazione = _carica(banco, contenuto)
        tempi.append(cronometra(partial(_esamina, importazione), volte=1))
        _togli_il_file(importazione)
    quanto = f"{POCHI} indicatori con 3 previsioni"
    yield Misura("anteprima di un foglio", quanto, sorted(tempi)[1], "meno di 1 s")
    _conferma(banco, importazione_con_file(banco, contenuto))
    piano = Piano.objects.select_related("ente").get(codice="banco-piccolo")
    esporta = cronometra(lambda: in_formato("xlsx", piano_in_dati(piano)))
    yield Misura("esportarlo in xlsx", quanto, esporta, "meno di 0,5 s")


def _piano_enorme(banco: Banco) -> Iterator[Misura]:
    contenuto = banco.foglio("banco-grande", TANTI)
    letta = cronometra(lambda: leggi_contenuto(contenuto, NOME))
    importazione = _carica(banco, contenuto)
    azzera_picco()
    prima = picco()
    anteprima = cronometra(partial(_esamina, importazione), volte=1)
    conferma = cronometra(partial(_conferma, banco, importazione), volte=1)
    memoria = picco()
    _togli_il_file(importazione)
    copiata, righe = copia_le_righe(Piano.objects.get(codice="banco-grande"))
    quanto = f"{TANTI} indicatori con 3 previsioni"
    yield Misura("il minimo: leggere il foglio", f"{quanto}, {len(contenuto) / MEGA:.1f} MB", letta)
    yield Misura("il minimo: COPY delle stesse righe", f"{righe} righe, storia compresa", copiata)
    yield Misura("anteprima", quanto, anteprima)
    yield Misura("conferma", quanto, conferma)
    nostro, minimo = anteprima + conferma, letta + copiata
    yield Misura("anteprima e conferma", f"{nostro / minimo:.2f} volte il minimo", nostro, "al massimo 2 volte")
    quale = f"{memoria / MEGA:.0f} MB nel processo ({prima / MEGA:.0f} all'inizio)"
    figlio = memoria_del_figlio(contenuto)
    yield Misura(
        "memoria massima di anteprima e conferma",
        f"{quale}, {figlio / MEGA:.0f} MB nel figlio che legge",
        nostro,
        "meno di 400 MB",
    )
    yield _altrui(banco, righe / nostro)


def _altrui(banco: Banco, nostre: float) -> Misura:
    dati = piano_di_prova("banco-altrui", banco.ente.codice, banco.campioni, RIGHE_ALTRUI // 4, "X")
    scritte, secondi = importa_riga_per_riga(banco.ente, dati)
    loro = scritte / secondi
    quanto = f"{scritte} righe: {loro:.0f} al secondo; le nostre {nostre:.0f}, {nostre / loro:.1f} volte tanto"
    return Misura("django-import-export, riga per riga", quanto, secondi, "noi almeno 10 volte")


def importazione_con_file(banco: Banco, contenuto: bytes) -> Importazione:
    importazione = _carica(banco, contenuto)
    _esamina(importazione)
    return importazione


def _carica(banco: Banco, contenuto: bytes) -> Importazione:
    return carica_foglio(
        ente=banco.ente, nome_file=NOME, contenuto=contenuto, utente=banco.utente, adesso=timezone.now()
    )


def _esamina(importazione: Importazione) -> None:
    """The job, as a worker carries it out."""
    if importazione.lavoro is not None:
        esegui(importazione.lavoro.pk)


def _conferma(banco: Banco, importazione: Importazione) -> None:
    """As the page does: the import as it is stored now, then the confirmation."""
    adesso = timezone.now()
    trovata = Importazione.objects.select_related("ente", "piano").get(pk=importazione.pk)
    conferma_importazione(importazione=trovata, utente=banco.utente, adesso=adesso)


def _togli_il_file(importazione: Importazione) -> None:
    importazione.file.delete(save=False)
