"""What a body chose for its documents, and what can be shown as a proof of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indicatori.motore.documento import PianoDati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente
from rendicontazione.models import Veste
from rendicontazione.relazioni.tavole import TAVOLE, Tavola
from rendicontazione.relazioni.veste_vista import VesteVista, tavole_da_json

PIANI_IN_PROVA = 3


@dataclass(frozen=True, slots=True)
class Provabile:
    """A document whose first scheda can be shown: a plan, or one of its years with results."""

    piano: Piano
    anno: int | None

    @property
    def codice(self) -> str:
        return f"{self.piano.codice}/{self.anno or ''}"

    @property
    def tipo(self) -> str:
        return "rendicontazione" if self.anno else "piano"

    @property
    def etichetta(self) -> str:
        nome = f"{self.piano.titolo} ({self.piano.primo_anno}-{self.piano.ultimo_anno})"
        return f"{nome}, con i risultati del {self.anno}" if self.anno else nome


def veste_di(ente: Ente) -> VesteVista | None:
    """None when the body chose nothing, or went back to what the documents are by themselves."""
    salvata = Veste.objects.filter(ente=ente).first()
    return (in_vista(salvata) or None) if salvata else None


def in_vista(veste: Veste) -> VesteVista:
    return VesteVista(
        orientamento=veste.orientamento,
        intestazione=veste.intestazione,
        sottotitolo=veste.sottotitolo,
        logo=bytes(veste.logo or b""),
        logo_testo=veste.logo_testo,
        tavole=tavole_da_json(veste.tavole),
    )


def tavole_di(ente: Ente) -> list[Tavola]:
    """The tables of the families that the body uses; all of them while it has no plan."""
    famiglie = set(Piano.objects.filter(ente=ente).values_list("famiglia", flat=True))
    return [voce for voce in TAVOLE.values() if not voce.famiglia or not famiglie or voce.famiglia in famiglie]


def provabili_di(ente: Ente) -> list[Provabile]:
    """The latest plans, each also with the results of its last year that has them."""
    piani = Piano.objects.filter(ente=ente).select_related("ente", "atto").prefetch_related("rendicontazioni")
    voci = []
    for piano in piani.order_by("-primo_anno", "codice")[:PIANI_IN_PROVA]:
        anni = [voce.anno for voce in piano.rendicontazioni.all()]
        voci += [Provabile(piano, anno) for anno in ([max(anni), None] if anni else [None])]
    return voci


def con_la_prima_scheda(piano: PianoDati) -> PianoDati:
    """The plan cut to one scheda, without its chapters: enough to see how its tables look."""
    schede = piano.schede[:1]
    codici = {codice for scheda in schede for codice in scheda.obiettivi_strategici}
    obiettivi = [voce for voce in piano.obiettivi_strategici if voce.codice in codici]
    return replace(piano, schede=schede, obiettivi_strategici=obiettivi, capitoli=[])
