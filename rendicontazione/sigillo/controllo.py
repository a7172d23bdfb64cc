"""The check of the chains and of every event they seal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from psycopg2 import sql

from pianoperf.organizzazione.models import Ente
from rendicontazione.sigillo.anelli import BYTE, impronta_dell_anello
from rendicontazione.sigillo.impronte import colonne_di, fissa_la_lettura, impronta_dell_evento, tabelle_degli_eventi
from rendicontazione.sigillo.models import Avanzamento, Sigillo

LOTTO = 5000


@dataclass(frozen=True)
class Difetto:
    """Something that is not as it was sealed. `catena` is the body's code, "" for the chain of no body."""

    catena: str
    dove: str
    che_cosa: str


@dataclass
class Controllo:
    """What was looked at. `da_sigillare`: events that no link seals yet; `di_nuovo`: changed or removed on purpose."""

    anelli: int = 0
    eventi: int = 0
    da_sigillare: int = 0
    di_nuovo: int = 0
    difetti: list[Difetto] = field(default_factory=list)


Atteso = dict[int, tuple[bytes, str]]


def controlla(*, note: Iterable[dict[str, Any]] = ()) -> Controllo:
    """Walk every chain and every event. `note` are roots exported before: the chains must still pass through them."""
    controllo = Controllo()
    with transaction.atomic():
        fissa_la_lettura()
        nomi = dict(Ente.objects.values_list("pk", "codice"))
        da_trovare = {(voce["ente"], voce["numero"]): voce["impronta"] for voce in note}
        for difetti in _anelli(nomi, da_trovare):
            controllo.anelli += 1
            controllo.difetti += difetti
        controllo.difetti += [
            Difetto(ente, f"anello {numero}", "mancano l'anello di questa radice e quelli dopo")
            for ente, numero in sorted(da_trovare)
        ]
        sigillate = Sigillo.objects.order_by().values_list("tabella", flat=True).distinct()
        for nome in sorted({*tabelle_degli_eventi(), *sigillate}):
            _controlla_tabella(nome, nomi, controllo)
    return controllo


def _controlla_tabella(nome: str, nomi: dict[int, str], controllo: Controllo) -> None:
    attesi: dict[tuple[str, ...], Atteso] = defaultdict(dict)
    for anello in Sigillo.objects.filter(tabella=nome).order_by("pk").iterator(chunk_size=500):
        if anello.motivo:
            controllo.di_nuovo += len(anello.eventi)
            for voci in attesi.values():
                for evento in anello.eventi:
                    voci.pop(evento, None)
        if anello.impronte:
            attesi[tuple(anello.colonne)].update(_eventi_di(anello, nomi))
    for colonne, voci in attesi.items():
        controllo.eventi += len(voci)
        controllo.difetti += _eventi_diversi(nome, colonne, voci)
    if nome in tabelle_degli_eventi():
        _non_sigillati(nome, {evento for voci in attesi.values() for evento in voci}, controllo)


def _eventi_di(anello: Sigillo, nomi: dict[int, str]) -> Iterator[tuple[int, tuple[bytes, str]]]:
    impronte, catena = bytes(anello.impronte), nomi.get(anello.ente_id or 0, "")
    for posto, evento in enumerate(anello.eventi):
        yield evento, (impronte[posto * BYTE : (posto + 1) * BYTE], catena)


def _anelli(nomi: dict[int, str], da_trovare: dict[tuple[str, int], str]) -> Iterator[list[Difetto]]:
    prima: Sigillo | None = None
    for anello in Sigillo.objects.order_by("ente_id", "numero", "pk").iterator(chunk_size=500):
        catena = nomi.get(anello.ente_id or 0, "")
        if prima is not None and prima.ente_id != anello.ente_id:
            prima = None
        difetti = _difetti(anello, prima, catena)
        nota = da_trovare.pop((catena, anello.numero), anello.impronta)
        if nota != anello.impronta:
            difetti.append(Difetto(catena, f"anello {anello.numero}", "non è quello della radice esportata"))
        yield difetti
        prima = anello


def _difetti(anello: Sigillo, prima: Sigillo | None, catena: str) -> list[Difetto]:
    difetti = []
    dove = f"anello {anello.numero}"
    if anello.numero != (prima.numero + 1 if prima else 1):
        difetti.append(Difetto(catena, dove, "manca l'anello prima di questo"))
    elif anello.precedente != (prima.impronta if prima else ""):
        difetti.append(Difetto(catena, dove, "non segue l'anello prima"))
    if anello.impronta != impronta_dell_anello(anello):
        difetti.append(Difetto(catena, dove, "l'anello è stato cambiato"))
    return difetti


def _eventi_diversi(tabella: str, colonne: tuple[str, ...], attesi: Atteso) -> Iterator[Difetto]:
    modello = tabelle_degli_eventi().get(tabella)
    mancano = set(colonne) - set(colonne_di(modello)) if modello else set(colonne)
    if mancano:
        yield Difetto("", tabella, f"non ha più la colonna {sorted(mancano)[0]}: i suoi eventi non si verificano")
        return
    chiavi = sorted(attesi)
    for inizio in range(0, len(chiavi), LOTTO):
        lotto = chiavi[inizio : inizio + LOTTO]
        trovati = _impronte(tabella, colonne, lotto)
        for evento in lotto:
            impronta, catena = attesi[evento]
            if evento not in trovati:
                yield Difetto(catena, f"{tabella} evento {evento}", "l'evento è stato tolto")
            elif trovati[evento] != impronta:
                yield Difetto(catena, f"{tabella} evento {evento}", "l'evento è stato cambiato")


def _impronte(tabella: str, colonne: tuple[str, ...], eventi: list[int]) -> dict[int, bytes]:
    comando = sql.SQL(
        "SELECT e.pgh_id, {impronta} FROM {tabella} e LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id "
        "WHERE e.pgh_id = ANY(%s)"
    ).format(impronta=impronta_dell_evento(colonne), tabella=sql.Identifier(tabella))
    with connection.cursor() as cursore:
        cursore.execute(comando, [eventi])
        return {evento: bytes(impronta) for evento, impronta in cursore.fetchall()}


def _non_sigillati(nome: str, sigillati: set[int], controllo: Controllo) -> None:
    """An event below what is sealed for certain was put in afterwards; above it, it only waits."""
    fin_qui = Avanzamento.objects.filter(pk=nome).values_list("certo", flat=True).first() or 0
    with connection.cursor() as cursore:
        cursore.execute(sql.SQL("SELECT pgh_id FROM {} ORDER BY pgh_id").format(sql.Identifier(nome)))
        for (evento,) in cursore.fetchall():
            if evento in sigillati:
                continue
            if evento <= fin_qui:
                controllo.difetti.append(Difetto("", f"{nome} evento {evento}", "l'evento è stato inserito dopo"))
            else:
                controllo.da_sigillare += 1
