"""The bodies that have published something, a page at a time: there may be as many as the bodies of the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Left, Upper

from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from rendicontazione.documenti.conservazione import PIANI_APPROVATI
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione
from rendicontazione.pubblica.vetrina import EnteInElenco

PER_PAGINA, ENTI_PER_CATALOGO = 50, 500
CERCA_MASSIMO = 100
INIZIALE = Upper(Left("nome", 1))


@dataclass(frozen=True, slots=True)
class Filtro:
    """What is asked for in the address: words of the name, the first letter, the page (from 1)."""

    cerca: str = ""
    lettera: str = ""
    pagina: int = 1

    @classmethod
    def da(cls, dati: Mapping[str, str]) -> Filtro | None:
        """None for a page that cannot be."""
        pagina = dati.get("pagina") or "1"
        if not pagina.isdecimal() or not 1 <= int(pagina) <= 10_000:
            return None
        return cls(dati.get("cerca", "").strip()[:CERCA_MASSIMO], dati.get("lettera", "")[:1].upper(), int(pagina))

    def indirizzo(self, pagina: int) -> str:
        """The query of another page of the same list: "?lettera=C&pagina=2"."""
        voci = {"cerca": self.cerca, "lettera": self.lettera, "pagina": pagina if pagina > 1 else ""}
        return "?" + urlencode({nome: valore for nome, valore in voci.items() if valore})


@dataclass(frozen=True, slots=True)
class ElencoEnti:
    """A page of the list; `quanti` of the whole of it, `lettere` the first letters there are (none when all fit)."""

    filtro: Filtro
    voci: tuple[EnteInElenco, ...]
    quanti: int
    lettere: tuple[str, ...]

    @property
    def pagine(self) -> int:
        return max(1, -(-self.quanti // PER_PAGINA))

    @property
    def prima(self) -> str:
        return self.filtro.indirizzo(self.filtro.pagina - 1) if self.filtro.pagina > 1 else ""

    @property
    def dopo(self) -> str:
        return self.filtro.indirizzo(self.filtro.pagina + 1) if self.filtro.pagina < self.pagine else ""

    @property
    def filtrato(self) -> bool:
        return bool(self.filtro.cerca or self.filtro.lettera)

    @property
    def si_cerca(self) -> bool:
        return bool(self.filtrato or self.lettere)


def enti_pubblici(filtro: Filtro) -> ElencoEnti | None:
    """A page of them by name; None past the last. Two queries, three for words of the name."""
    tutti = _con_qualcosa()
    per_iniziale = dict(tutti.order_by().values_list(INIZIALE).annotate(Count("pk")))
    scelti = _scelti(tutti, filtro)
    quanti = scelti.count() if filtro.cerca else per_iniziale.get(filtro.lettera, 0)
    if not filtro.cerca and not filtro.lettera:
        quanti = sum(per_iniziale.values())
    inizio = (filtro.pagina - 1) * PER_PAGINA
    if inizio and inizio >= quanti:
        return None
    lettere = tuple(sorted(lettera for lettera in per_iniziale if lettera.isalpha()))
    bastano = filtro == Filtro() and quanti <= PER_PAGINA
    della_pagina = scelti.order_by("nome", "codice").values("pk")[inizio : inizio + PER_PAGINA]
    return ElencoEnti(filtro, _voci(della_pagina), quanti, () if bastano else lettere)


def codici_pubblici() -> list[str]:
    """The codes of all the bodies with something published. One query."""
    return list(_con_qualcosa().order_by("codice").values_list("codice", flat=True))


def _con_qualcosa() -> QuerySet[Ente]:
    return Ente.objects.filter(Exists(Piano.objects.filter(ente=OuterRef("pk"), stato__in=PIANI_APPROVATI)))


def _scelti(enti: QuerySet[Ente], filtro: Filtro) -> QuerySet[Ente]:
    for parola in filtro.cerca.split():
        enti = enti.filter(Q(nome__icontains=parola) | Q(nome_breve__icontains=parola))
    return enti.alias(iniziale=INIZIALE).filter(iniziale=filtro.lettera) if filtro.lettera else enti


def _voci(chiavi: QuerySet[Ente, Any]) -> tuple[EnteInElenco, ...]:
    """Counted for these bodies only: counting those of the whole country would cost as many as they are."""
    approvato = Q(piani__stato__in=PIANI_APPROVATI)
    pubblicato = approvato & Q(piani__rendicontazioni__stato=StatoRendicontazione.PUBBLICATA)
    enti = Ente.objects.filter(pk__in=chiavi).annotate(
        quanti_piani=Count("piani", filter=approvato, distinct=True),
        quanti_anni=Count("piani__rendicontazioni", filter=pubblicato, distinct=True),
        ultimo=Greatest(
            Max("piani__versioni__approvata_il", filter=approvato),
            Max("piani__rendicontazioni__pubblicata_il", filter=pubblicato),
        ),
    )
    return tuple(
        EnteInElenco(ente.codice, ente.nome, ente.quanti_piani, ente.quanti_anni, ente.ultimo)
        for ente in enti.order_by("nome", "codice")
    )


@dataclass(frozen=True, slots=True)
class VoceDelCatalogo:
    """A dataset: the targets of an approved plan, or the results of a published year."""

    ente: str
    piano: str
    anno: int | None


@dataclass(frozen=True, slots=True)
class PaginaDelCatalogo:
    """The datasets of some bodies. `ultimo`: when the last of them was published; `altre`: there is another page."""

    numero: int
    voci: tuple[VoceDelCatalogo, ...]
    ultimo: datetime | None
    altre: bool


def pagina_del_catalogo(numero: str) -> PaginaDelCatalogo | None:
    """The datasets of a page of bodies (from 1), None past the last. Three queries."""
    if not numero.isdecimal() or not 1 <= int(numero) <= 10_000:
        return None
    inizio = (int(numero) - 1) * ENTI_PER_CATALOGO
    enti = list(
        _con_qualcosa().order_by("codice").values_list("pk", flat=True)[inizio : inizio + ENTI_PER_CATALOGO + 1]
    )
    if inizio and not enti:
        return None
    suoi = Piano.objects.filter(ente__in=enti[:ENTI_PER_CATALOGO], stato__in=PIANI_APPROVATI)
    piani = suoi.annotate(dal=Max("versioni__approvata_il")).values_list("ente__codice", "codice", "dal")
    anni = Rendicontazione.objects.filter(piano__in=suoi, stato=StatoRendicontazione.PUBBLICATA)
    pubblicati = anni.values_list("piano__ente__codice", "piano__codice", "anno", "pubblicata_il")
    voci = [
        *(((ente, piano, None), dal) for ente, piano, dal in piani),
        *(((ente, piano, anno), dal) for ente, piano, anno, dal in pubblicati),
    ]
    return PaginaDelCatalogo(
        int(numero),
        tuple(VoceDelCatalogo(*voce) for voce, _ in sorted(voci, key=lambda voce: (*voce[0][:2], voce[0][2] or 0))),
        max((dal for _, dal in voci if dal), default=None),
        len(enti) > ENTI_PER_CATALOGO,
    )
