"""The same works with ten bodies and with a thousand (issue 8, Growth): what grows, and how the database reads.

A thousand bodies are 900,000 targets and 600,000 results, with their history: about 2.5 GB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicatori.cronometro import Misura, a_turno, cronometra, p95, volte
from indicatori.importazione.services import importa_piano
from indicatori.models import Indicatore, Previsione
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.banco.campione import crea_campione
from rendicontazione.banco.paese import Pagina, cliente, schermate, visita
from rendicontazione.banco.piani_di_query import Lettura, letture, solo_letture
from rendicontazione.banco.ripetizione import ripeti
from rendicontazione.models import Rendicontazione
from rendicontazione.promemoria.impegni import IN_CORSO
from rendicontazione.promemoria.services import scrivi_promemoria
from rendicontazione.selectors.memoria import dimentica
from rendicontazione.selectors.ricalcolo import valutazione_ricalcolata

POCHI, TANTI = 10, 1000
GIRI = 20
PESANTI = 10
# The heaviest migration there is: the indexes of the search on the two largest tables.
INDICIZZATE: tuple[type[models.Model], ...] = (Indicatore, Previsione)


@dataclass
class Paese:
    """What was measured with so many bodies: seconds of each work, and how the screens' queries are answered."""

    enti: int
    secondi: dict[str, float] = field(default_factory=dict)
    letture: list[Lettura] = field(default_factory=list)

    @property
    def pesanti(self) -> list[Lettura]:
        return sorted(self.letture, key=lambda una: -una.millisecondi)[:PESANTI]


def paese(enti: int) -> Paese:
    """Make so many bodies in this empty database and measure one in the middle of them."""
    crea_campione(1)
    ripeti(enti - 1)
    trovato, ente = Paese(enti), f"ente-1-{enti // 2}"
    pagine = schermate(ente)
    clienti = {chi: cliente(ente, chi) for chi in {pagina.chi for pagina in pagine}}
    lavori = {pagina.nome: partial(visita, clienti[pagina.chi], pagina) for pagina in pagine}
    trovato.secondi = {nome: p95(secondi) for nome, secondi in a_turno(lavori, GIRI).items()}
    trovato.letture = _letture(pagine, ente)
    trovato.secondi |= _notte(ente) | {"importare un piano di 100 indicatori": _importa(ente)}
    trovato.secondi["rifare gli indici della ricerca (la migrazione più pesante)"] = cronometra(_indici, volte=1)
    return trovato


def _letture(pagine: list[Pagina], ente: str) -> list[Lettura]:
    """Of every screen opened by somebody who just came: nothing kept in the process helps."""
    testi: list[str] = []
    for pagina in pagine:
        dimentica()
        with CaptureQueriesContext(connection) as domande:
            visita(cliente(ente, pagina.chi), pagina)
        testi += solo_letture(domande.captured_queries)
    suo = Ente.objects.get(codice=ente).pk
    return letture(list(dict.fromkeys(testi)), esegui=True, ente=suo)


def _notte(codice: str) -> dict[str, float]:
    """What beat does: whom to ask, and the work of one body."""
    ente = Ente.objects.get(codice=codice)
    anni = list(Rendicontazione.objects.filter(piano__ente=ente).select_related("piano__ente", "profilo"))
    in_corso = Ente.objects.filter(piani__rendicontazioni__stato__in=IN_CORSO).distinct()
    return {
        "trovare gli enti con un anno in corso (ogni mattina)": cronometra(lambda: list(in_corso.all())),
        "promemoria di un ente (ogni mattina)": cronometra(partial(_promemoria, ente)),
        "ricalcolare i sei anni di un ente": cronometra(lambda: [valutazione_ricalcolata(anno) for anno in anni]),
    }


def _promemoria(ente: Ente) -> None:
    with transaction.atomic():
        scrivi_promemoria(ente=ente, adesso=timezone.now())
        transaction.set_rollback(True)


def _importa(codice: str) -> float:
    """The plan of a body, imported again under another code."""
    piano = Piano.objects.select_related("ente").filter(ente__codice=codice).earliest("pk")
    utente = Utente.objects.filter(incarichi__ente=piano.ente, incarichi__ruolo="amministratore").earliest("pk")
    dati = piano_in_dati(piano)

    def importa() -> None:
        with transaction.atomic():
            dati.codice = f"{piano.codice}-bis"
            importa_piano(dati=dati, utente=utente, adesso=timezone.now())
            transaction.set_rollback(True)

    return cronometra(importa)


def _indici() -> None:
    with connection.schema_editor() as schema:
        for modello in INDICIZZATE:
            for indice in modello._meta.indexes:
                schema.remove_index(modello, indice)
                schema.add_index(modello, indice)


def misure_della_crescita(pochi: Paese, tanti: Paese) -> Iterator[Misura]:
    """A row for each work: how many times the empty page it takes, with few bodies and with many."""
    vuota = "pagina vuota"
    for nome, secondi in tanti.secondi.items():
        prima, dopo = pochi.secondi[nome] / pochi.secondi[vuota], secondi / tanti.secondi[vuota]
        detto = (
            f"{nome}: {volte(prima, 1)} volte la pagina vuota con {pochi.enti} enti, {volte(dopo, 1)} con {tanti.enti}"
        )
        yield Misura(detto, f"crescita {volte(dopo, prima)}", secondi)
    for n, lettura in enumerate(tanti.pesanti, start=1):
        inizio = " ".join(lettura.sql.split())[:60]
        yield Misura(f"{n}ª query più pesante: {inizio}…", lettura.forma, lettura.millisecondi / 1000)
    intere = [tabella for lettura in tanti.letture for tabella in lettura.intere]
    yield Misura(
        f"{len(tanti.letture)} query, letture di una tabella grande intera: {len(intere)}", ", ".join(intere), 0, "0"
    )
