"""Reads of the job table: what a user may see, how long the line is, what is over and not seen yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.urls import reverse

from pianoperf.lavori.enums import APERTI, CONCLUSI, StatoLavoro
from pianoperf.lavori.instradamento import tipi_nella_coda_di
from pianoperf.lavori.models import Attesa, Lavoro
from pianoperf.lavori.registro import esecutore_di
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import oggi, ruoli_in
from pianoperf.organizzazione.selectors import enti_visibili_a

# How an end is told: one, several.
PAROLE = {
    StatoLavoro.PRONTO: ("pronto", "pronti"),
    StatoLavoro.FALLITO: ("non riuscito", "non riusciti"),
    StatoLavoro.ANNULLATO: ("annullato", "annullati"),
}


def lavori_visibili_a(utente: Utente | AnonymousUser) -> QuerySet[Lavoro]:
    """The jobs of the bodies in which the user holds a role today."""
    return Lavoro.objects.filter(ente__in=enti_visibili_a(utente, oggi())).select_related("ente")


def davanti_a(lavoro: Lavoro) -> int:
    """How many jobs of the same body and queue were asked for before and are not over.

    The line is one for all bodies, but no body learns how much another asks for (DESIGN.md 4).
    """
    prima = Lavoro.objects.filter(ente=lavoro.ente_id, stato__in=APERTI, creato_il__lt=lavoro.creato_il)
    return prima.filter(tipo__in=tipi_nella_coda_di(lavoro.tipo)).count()


@dataclass(frozen=True)
class Avviso:
    """What is over in one body and its user has not seen yet: "2 documenti pronti, 1 non riuscito"."""

    ente: str
    nome_breve: str
    elenco: str
    conti: dict[StatoLavoro, int]

    @property
    def quanti(self) -> int:
        return sum(self.conti.values())

    @property
    def indirizzo(self) -> str:
        return reverse(self.elenco, kwargs={"ente": self.ente})

    @property
    def frase(self) -> str:
        parti = [f"{n} {PAROLE[stato][n > 1]}" for stato, n in self.conti.items()]
        prima, *altre = parti
        numero, parola = prima.split(" ", 1)
        return ", ".join([f"{numero} {'documento' if numero == '1' else 'documenti'} {parola}", *altre])


def avvisi_per(utente: Utente | AnonymousUser) -> list[Avviso]:
    """By body and page, in one query, none for who waits for nothing; an ended role is told nothing."""
    if not utente.is_authenticated or not utente.ha_attese:
        return []
    righe = (
        Attesa.objects.filter(utente=utente, visto_il__isnull=True, lavoro__stato__in=CONCLUSI)
        .order_by("lavoro__ente__nome_breve")
        .values_list(
            "lavoro__ente_id", "lavoro__ente__codice", "lavoro__ente__nome_breve", "lavoro__tipo", "lavoro__stato"
        )
        .annotate(quanti=Count("pk"))
    )
    conti: dict[tuple[str, str, str], Counter[str]] = {}
    for ente_id, codice, nome, tipo, stato, quanti in righe:
        registrato = esecutore_di(tipo)
        if registrato and registrato.elenco and ruoli_in(utente, Ente(pk=ente_id)):
            conti.setdefault((codice, nome, registrato.elenco), Counter())[stato] += quanti
    return [
        Avviso(*chiave, {stato: trovati[stato] for stato in PAROLE if trovati[stato]})
        for chiave, trovati in conti.items()
    ]
