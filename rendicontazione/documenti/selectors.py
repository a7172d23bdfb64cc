"""Reads of documents: those of one body, what can be asked for, all the allegati together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Prefetch, QuerySet

from obiettivi.models import Piano, Versione
from obiettivi.selectors import piani_di
from pianoperf.organizzazione.models import Ente, Persona, Struttura
from rendicontazione.documenti.conservazione import PIANI_APPROVATI, con_la_regola, in_parole, raccolta_scade_il
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Documento, Raccolta, Rendicontazione


@dataclass(frozen=True, slots=True)
class Richiesta:
    """Something that can be asked for: `anno` is None for the plan itself and for two versions of it.

    `soggetto` is the struttura or the person whose sheet it is.
    """

    piano: Piano
    tipo: TipoDocumento
    anno: int | None
    versioni: tuple[int, int] | None = None
    soggetto: Struttura | Persona | None = None

    @property
    def codice(self) -> str:
        versioni = f"-{self.versioni[0]}-{self.versioni[1]}" if self.versioni else ""
        return f"{self.piano.pk}-{self.tipo}-{self.anno or 0}{versioni}"

    @property
    def etichetta(self) -> str:
        if self.versioni is not None:
            return f"Testo a fronte delle versioni {self.versioni[0]} e {self.versioni[1]}"
        if self.soggetto is not None:
            quando = (
                f"risultati {self.anno}" if self.anno else f"piano {self.piano.primo_anno}-{self.piano.ultimo_anno}"
            )
            return f"Scheda di {self.soggetto}, {quando}"
        if self.anno is None:
            return f"Piano {self.piano.primo_anno}-{self.piano.ultimo_anno}"
        if self.tipo == TipoDocumento.RELAZIONE:
            return f"Relazione sulla performance {self.anno}"
        if self.tipo == TipoDocumento.VERBALE:
            return f"Verbale del Nucleo {self.anno}"
        return f"Piano {self.piano.primo_anno}-{self.piano.ultimo_anno} con i risultati del {self.anno}"


@dataclass(frozen=True, slots=True)
class RaccoltaVista:
    """A zip of allegati that was asked for, and how long its file is kept, in words."""

    raccolta: Raccolta
    conservazione: str


def documenti_di(ente: Ente) -> QuerySet[Documento]:
    """All that were asked for, each with `definitivo` (how long its file is kept) and who waits for its job."""
    tutti = Documento.objects.filter(piano__ente=ente).select_related("piano__ente", "lavoro__ente", "chiesto_da")
    return con_la_regola(tutti).prefetch_related("lavoro__attese")


def documento_di(ente: Ente, pk: int) -> Documento | None:
    """A finished document of this body whose file is still kept."""
    return documenti_di(ente).filter(pk=pk, pronto_il__isnull=False, rimosso_il__isnull=True).first()


def richiesta_di(documento: Documento) -> Richiesta:
    """What was asked for when this document was."""
    versioni = documento.lavoro.parametri.get("versioni")
    return Richiesta(
        documento.piano,
        TipoDocumento(documento.tipo),
        documento.anno,
        tuple(versioni) if versioni else None,
        documento.struttura or documento.persona,
    )


def versione_stampata(piano: Piano, versioni: tuple[int, int] | None = None) -> int | None:
    """The number of the version that a document made now would print, None for a draft.

    Of two versions side by side it is the later; an older installation kept none of the first approval.
    """
    if versioni is not None:
        return max(versioni)
    ultima: int | None = piano.versioni.aggregate(numero=Max("numero"))["numero"]
    return ultima or (1 if piano.atto_id else None)


def stato_da_stampare(piano: Piano, anno: int | None) -> str:
    """The state of the plan, or of its year, as a document made now prints it."""
    if anno is None:
        return piano.stato
    return piano.rendicontazioni.filter(anno=anno).values_list("stato", flat=True).first() or ""


def richieste_di(ente: Ente) -> list[tuple[Piano, list[Richiesta]]]:
    """What can be asked for in this body, plan by plan, newest first."""
    versioni = Prefetch("versioni", Versione.objects.defer("dati"))
    piani = piani_di(ente).prefetch_related("rendicontazioni", versioni)
    return [
        (piano, [Richiesta(piano, TipoDocumento.PIANO, None), *_con_risultati(piano), *_a_fronte(piano)])
        for piano in piani
    ]


def _a_fronte(piano: Piano) -> list[Richiesta]:
    """Each version beside the one before, newest first."""
    numeri = sorted((voce.numero for voce in piano.versioni.all()), reverse=True)
    return [Richiesta(piano, TipoDocumento.TESTO_A_FRONTE, None, (n - 1, n)) for n in numeri if n > 1]


def _con_risultati(piano: Piano) -> list[Richiesta]:
    anni = sorted(piano.rendicontazioni.all(), key=lambda voce: voce.anno, reverse=True)
    return [Richiesta(piano, tipo, anno.anno) for anno in anni for tipo in _tipi(anno)]


def _tipi(rendicontazione: Rendicontazione) -> list[TipoDocumento]:
    """The verbale only from when the Nucleo has begun."""
    tipi = [TipoDocumento.RENDICONTAZIONE, TipoDocumento.RELAZIONE]
    if rendicontazione.chiusa or rendicontazione.stato == StatoRendicontazione.IN_VALIDAZIONE:
        tipi.append(TipoDocumento.VERBALE)
    return tipi


ALLEGATI = (TipoDocumento.PIANO, TipoDocumento.RENDICONTAZIONE, TipoDocumento.RELAZIONE, TipoDocumento.VERBALE)


def allegati_di(richieste: list[tuple[Piano, list[Richiesta]]]) -> list[Richiesta]:
    """Of what can be asked for, the allegati: each plan in its version in force, and the documents of its years."""
    return [
        voce
        for piano, voci in richieste
        if piano.stato in PIANI_APPROVATI
        for voce in voci
        if voce.tipo in ALLEGATI and voce.anno not in _in_preparazione(piano)
    ]


def _in_preparazione(piano: Piano) -> set[int]:
    return {anno.anno for anno in piano.rendicontazioni.all() if anno.stato == StatoRendicontazione.PREPARAZIONE}


def raccolte_di(ente: Ente, quante: int = 3) -> list[RaccoltaVista]:
    """The last zips that were asked for, newest first."""
    ultime = Raccolta.objects.filter(ente=ente).select_related("ente", "lavoro__ente", "chiesta_da")
    ultime = ultime.prefetch_related("lavoro__attese").order_by("-chiesta_il", "-pk")[:quante]
    return [RaccoltaVista(voce, in_parole(raccolta_scade_il(voce))) for voce in ultime]


def raccolta_di(ente: Ente, pk: int) -> Raccolta | None:
    """A finished zip of this body whose file is still kept."""
    return Raccolta.objects.filter(ente=ente, pk=pk).exclude(file="").select_related("ente").first()
