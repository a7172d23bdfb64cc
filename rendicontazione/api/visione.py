"""What a key sees. A public one sees what the public pages show, through their own selectors; one for the inside also
the years of those plans that the Nucleo has closed and nobody has published yet. Nothing of another body, no draft."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from rendicontazione.api.accesso import chiave_di
from rendicontazione.api.problemi import ErroreApi, non_trovato
from rendicontazione.enums import AmbitoChiave
from rendicontazione.models import ChiaveApi, Rendicontazione
from rendicontazione.models.anno import DOPO_LA_VALIDAZIONE
from rendicontazione.pubblica.selectors import ente_pubblico
from rendicontazione.pubblica.vetrina import EntePubblico, PianoPubblico

# What tells one state of a year from another, equal when it is equal.
Segno = tuple[object, ...]


@dataclass(frozen=True)
class Visione:
    """`anni` are the closed years that the key sees, newest first, by the key of their plan."""

    chiave: ChiaveApi
    vetrina: EntePubblico
    anni: dict[int, tuple[Rendicontazione, ...]]

    @property
    def ente(self) -> Ente:
        return self.chiave.ente

    @property
    def interna(self) -> bool:
        return self.chiave.ambito == AmbitoChiave.INTERNO

    @property
    def segno(self) -> Segno:
        """Equal while nothing of what the key sees has changed, but for the readings of the targets."""
        return (self.chiave.ambito, self.vetrina, {pk: [_segno(r) for r in anni] for pk, anni in self.anni.items()})

    def segno_di(self, piano: PianoPubblico) -> Segno:
        return (self.chiave.ambito, piano, [_segno(anno) for anno in self.anni_di(piano)])

    def anni_di(self, piano: PianoPubblico) -> tuple[Rendicontazione, ...]:
        return self.anni.get(piano.pk, ())

    def piano(self, codice: str) -> PianoPubblico:
        """Raises ErroreApi (404) alike for what is foreign, what is a draft and what is not there."""
        trovato = self.vetrina.piano(codice)
        if trovato is None:
            raise non_trovato()
        return trovato

    def anno(self, piano: PianoPubblico, anno: int) -> Rendicontazione:
        """Raises ErroreApi (404); of a year withdrawn from the public it tells why, as its page does."""
        for voce in self.anni_di(piano):
            if voce.anno == anno:
                return voce
        raise _assente(piano, anno)


def visione_di(request: HttpRequest) -> Visione:
    """Seven queries, whatever the number of plans and years; the last one is left out when there is no plan."""
    chiave = chiave_di(request)
    ente = chiave.ente
    vetrina = ente_pubblico(ente.codice) or EntePubblico(ente.codice, ente.nome, ente.nome_breve, ())
    return Visione(chiave, vetrina, _anni(vetrina, chiave.ambito))


def riga_di(piano: PianoPubblico) -> Piano:
    return Piano.objects.select_related("ente", "atto").get(pk=piano.pk)


def _anni(vetrina: EntePubblico, ambito: str) -> dict[int, tuple[Rendicontazione, ...]]:
    if not vetrina.piani:
        return {}
    pubblicati = {(piano.pk, anno.anno) for piano in vetrina.piani for anno in piano.anni}
    chiusi = Rendicontazione.objects.filter(
        piano__in=[piano.pk for piano in vetrina.piani], stato__in=DOPO_LA_VALIDAZIONE
    ).select_related("atto", "profilo", "piano__ente")
    per_piano: dict[int, tuple[Rendicontazione, ...]] = {}
    for anno in chiusi.order_by("-anno"):
        if ambito == AmbitoChiave.INTERNO or (anno.piano_id, anno.anno) in pubblicati:
            per_piano[anno.piano_id] = (*per_piano.get(anno.piano_id, ()), anno)
    return per_piano


def _segno(anno: Rendicontazione) -> Segno:
    """A closed year is its validation: its grades and results cannot change until another one."""
    return (anno.pk, anno.stato, anno.esito, anno.osservazioni, anno.validata_il, anno.pubblicata_il, str(anno.atto))


def _assente(piano: PianoPubblico, anno: int) -> ErroreApi:
    ritirato = piano.ritirato(anno)
    return non_trovato(ritirato.frase) if ritirato else non_trovato()
