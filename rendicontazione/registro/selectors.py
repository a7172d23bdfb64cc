"""The register as a sequence of changes, newest first, read a page at a time from all the event tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone
from pghistory.models import Context

from pianoperf.organizzazione.models import Ente, Utente
from rendicontazione.registro.ambito import Tabella, eventi_dell_ente, gruppo_di, modelli_tracciati
from rendicontazione.registro.parole import (
    OPERAZIONI,
    accorcia,
    cambiamenti,
    nomi_delle_righe,
    provenienza,
    valore_in_parole,
)

Riga = dict[str, Any]


@dataclass(frozen=True)
class Cambio:
    """One field of one change, in words: `prima` is "" for a row that was just created."""

    campo: str
    prima: str
    dopo: str


@dataclass(frozen=True)
class VoceRegistro:
    """One change: what, when, who (as far as known), from where, field by field."""

    quando: datetime
    tipo: str
    oggetto: str
    operazione: str
    chi: str
    dove: str
    cambi: tuple[Cambio, ...]
    riferimento: str


@dataclass(frozen=True)
class Ricerca:
    """What the page asks for; empty fields ask nothing. `oggetto` is "app.modello-chiave"."""

    gruppo: str = ""
    operazione: str = ""
    chi: int | None = None
    dal: date | None = None
    al: date | None = None
    oggetto: str = ""

    def condizioni(self) -> Q:
        q = Q()
        if self.operazione:
            q &= Q(pgh_label=self.operazione)
        if self.chi is not None:
            q &= Q(pgh_context__metadata__user=self.chi)
        if self.dal:
            q &= Q(pgh_created_at__gte=_mezzanotte(self.dal))
        if self.al:
            q &= Q(pgh_created_at__lt=_mezzanotte(self.al + timedelta(days=1)))
        return q


def _mezzanotte(giorno: date) -> datetime:
    return timezone.make_aware(datetime.combine(giorno, time.min))


@dataclass
class Registro(Sequence[VoceRegistro]):
    """The changes of one body that answer a search. Sliced, it reads only what the slice asks for."""

    ente: Ente
    ricerca: Ricerca = field(default_factory=Ricerca)

    def __post_init__(self) -> None:
        self.tabelle = modelli_tracciati()
        condizioni = self.ricerca.condizioni()
        self.parti = {
            nome: eventi_dell_ente(tabella, self.ente).filter(condizioni, *self._del_solo_oggetto(nome))
            for nome, tabella in self.tabelle.items()
            if self._chiesta(nome, tabella)
        }
        self._quanti: int | None = None

    def _chiesta(self, nome: str, tabella: Tabella) -> bool:
        if self.ricerca.oggetto and not self.ricerca.oggetto.startswith(f"{nome}-"):
            return False
        return not self.ricerca.gruppo or gruppo_di(tabella.pgh_tracked_model) == self.ricerca.gruppo

    def _del_solo_oggetto(self, nome: str) -> list[Q]:
        chiave = self.ricerca.oggetto.removeprefix(f"{nome}-")
        return [Q(pgh_obj_id=int(chiave))] if self.ricerca.oggetto and chiave.isdecimal() else []

    def __len__(self) -> int:
        if self._quanti is None:
            self._quanti = _unite([parte.values_list("pgh_id") for parte in self.parti.values()]).count()
        return self._quanti

    def __getitem__(self, quali: Any) -> Any:
        if not isinstance(quali, slice):
            return self._leggi(quali, quali + 1)[0]
        return self._leggi(quali.start or 0, len(self) if quali.stop is None else quali.stop)

    def __iter__(self) -> Iterator[VoceRegistro]:
        passo = 500
        for inizio in range(0, len(self), passo):
            yield from self._leggi(inizio, inizio + passo)

    def _leggi(self, inizio: int, fine: int) -> list[VoceRegistro]:
        # slices of nothing cannot be joined
        if not self.parti or fine <= inizio:
            return []
        righe = [
            parte.annotate(tabella=Value(nome, output_field=CharField()))
            .order_by("-pgh_created_at", "-pgh_id")
            .values_list("pgh_created_at", "pgh_id", "tabella")[:fine]
            for nome, parte in self.parti.items()
        ]
        unite = _unite(righe).order_by("-pgh_created_at", "-pgh_id", "tabella") if len(righe) > 1 else righe[0]
        return _voci([(nome, chiave) for _, chiave, nome in unite[inizio:fine]], self.tabelle)


def _unite(parti: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    """All of them as one query; without any, a query that finds nothing."""
    if not parti:
        return Context.objects.none()
    return parti[0].union(*parti[1:], all=True)


def _voci(indici: list[tuple[str, int]], tabelle: dict[str, Tabella]) -> list[VoceRegistro]:
    per_tabella: dict[str, list[int]] = defaultdict(list)
    for nome, chiave in indici:
        per_tabella[nome].append(chiave)
    eventi = {nome: _con_il_precedente(tabelle[nome], chiavi) for nome, chiavi in per_tabella.items()}
    nomi = _nomi(eventi, tabelle)
    return [_voce(tabelle[nome], *eventi[nome][chiave], nomi) for nome, chiave in indici]


def _con_il_precedente(tabella: Tabella, chiavi: list[int]) -> dict[int, tuple[Riga, Riga | None]]:
    """Each event with the one before it of the same row."""
    chiesti: QuerySet[Any] = tabella.objects.filter(pgh_id__in=chiavi)
    storia = tabella.objects.filter(pgh_obj_id__in=chiesti.values("pgh_obj_id"), pgh_id__lte=max(chiavi)).annotate(
        contesto=F("pgh_context__metadata")
    )
    trovati: dict[int, tuple[Riga, Riga | None]] = {}
    precedenti: dict[Any, Riga] = {}
    for riga in storia.order_by("pgh_id").values():
        trovati[riga["pgh_id"]] = (riga, precedenti.get(riga["pgh_obj_id"]))
        precedenti[riga["pgh_obj_id"]] = riga
    return trovati


Nomi = dict[tuple[str, Any], str]


def _nomi(eventi: dict[str, dict[int, tuple[Riga, Riga | None]]], tabelle: dict[str, Tabella]) -> Nomi:
    """The name of every row that this page of changes speaks of, one query a model."""
    chiavi: dict[Any, set[Any]] = defaultdict(set)
    for nome, trovati in eventi.items():
        tabella = tabelle[nome]
        esteri = [campo for campo in tabella.pgh_tracked_model._meta.concrete_fields if campo.related_model]
        for riga, prima in trovati.values():
            chiavi[tabella.pgh_tracked_model].add(riga["pgh_obj_id"])
            chiavi[Utente].add((riga["contesto"] or {}).get("user"))
            for campo in esteri:
                chiavi[campo.related_model] |= {riga[campo.attname], (prima or {}).get(campo.attname)}
    nomi: Nomi = {}
    for modello, valori in chiavi.items():
        nomi |= nomi_delle_righe(modello, {valore for valore in valori if valore is not None})
    return nomi


def _voce(tabella: Tabella, riga: Riga, prima: Riga | None, nomi: Nomi) -> VoceRegistro:
    modello = tabella.pgh_tracked_model
    contesto = riga["contesto"] or {}
    etichetta = modello._meta.label_lower
    return VoceRegistro(
        quando=riga["pgh_created_at"],
        tipo=str(modello._meta.verbose_name).capitalize(),
        oggetto=nomi.get((etichetta, riga["pgh_obj_id"])) or _nome_di_allora(riga),
        operazione=OPERAZIONI[riga["pgh_label"]],
        chi=nomi.get((Utente._meta.label_lower, contesto.get("user")), "–"),
        dove=provenienza(contesto),
        cambi=tuple(_cambi(tabella, riga, prima, nomi)),
        riferimento=f"{etichetta}-{riga['pgh_obj_id']}",
    )


def _nome_di_allora(riga: Riga) -> str:
    """Of a row that is gone: what it said of itself."""
    nomi = ("codice", "numero", "titolo", "nome", "descrizione", "anno")
    parti = [str(riga[nome]) for nome in nomi if riga.get(nome)]
    return accorcia(" ".join(parti)) or f"n. {riga['pgh_obj_id']}"


def _cambi(tabella: Tabella, riga: Riga, prima: Riga | None, nomi: Nomi) -> Iterator[Cambio]:
    campi = {campo.attname: campo for campo in tabella.pgh_tracked_model._meta.concrete_fields}
    dopo = {nome: riga[nome] for nome in campi if nome in riga}
    operazione = riga["pgh_label"]
    for nome in cambiamenti(prima, dopo, operazione):
        nuovo = valore_in_parole(campi[nome], dopo[nome], nomi)
        vecchio = valore_in_parole(campi[nome], prima[nome], nomi) if prima and operazione == "update" else ""
        etichetta = str(campi[nome].verbose_name)
        yield Cambio(etichetta, nuovo, "") if operazione == "delete" else Cambio(etichetta, vecchio, nuovo)


def chi_ha_scritto(ente: Ente) -> list[tuple[int, str]]:
    """The users who appear in the register of the body, by name."""
    eventi = [eventi_dell_ente(tabella, ente).values_list("pgh_context_id") for tabella in modelli_tracciati().values()]
    contesti = Context.objects.filter(pk__in=_unite(eventi))
    scritti = [chi for chi in contesti.values_list("metadata__user", flat=True).distinct() if chi]
    return [(utente.pk, str(utente)) for utente in Utente.objects.filter(pk__in=scritti).order_by("last_name")]
