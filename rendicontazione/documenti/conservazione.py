"""How long the files of documents are kept: one rule, for the list that says it and for the sweep that does it.

The days are settings.CONSERVAZIONE_DOCUMENTI_GIORNI. What expires is the file: its row and fingerprint stay, so that
`verifica` still knows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from obiettivi.enums import StatoPiano
from pianoperf.web.templatetags.formati import data
from rendicontazione.documenti.archivio import blocca, nome_di
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Documento, Raccolta, Rendicontazione

PIANI_APPROVATI = [StatoPiano.APPROVATO, StatoPiano.VIGENTE, StatoPiano.CHIUSO]
ANNI_APPROVATI = [StatoRendicontazione.APPROVATA, StatoRendicontazione.PUBBLICATA]
CARTELLA_RACCOLTE = "raccolte"
# A sweep that stopped half way left files without a row: for some days the next ones look for them again.
RIPASSO = timedelta(days=7)


def con_la_regola(documenti: QuerySet[Documento]) -> QuerySet[Documento]:
    """Each with `definitivo`: of an approved plan or version, or of a year approved, now or when it was printed."""
    approvato = Rendicontazione.objects.filter(piano=OuterRef("piano"), anno=OuterRef("anno"), stato__in=ANNI_APPROVATI)
    del_piano = Q(anno__isnull=True) & (Q(versione__isnull=False) | Q(piano__stato__in=PIANI_APPROVATI))
    dell_anno = Q(anno__isnull=False) & (Q(lavoro__parametri__stato__in=ANNI_APPROVATI) | Exists(approvato))
    return documenti.annotate(definitivo=Case(When(del_piano | dell_anno, then=Value(True)), default=Value(False)))


def _giorni(regola: str) -> int | None:
    """`regola`: "approvato", "bozza" or "raccolta"; None is for ever."""
    giorni: dict[str, int | None] = settings.CONSERVAZIONE_DOCUMENTI_GIORNI
    return giorni[regola]


def scade_il(documento: Documento) -> datetime | None:
    """From when the file may be removed, None for never; `documento` comes from `con_la_regola`."""
    giorni = _giorni("approvato" if getattr(documento, "definitivo", True) else "bozza")
    if giorni is None or documento.pronto_il is None:
        return None
    return max(documento.pronto_il, documento.scaricato_il or documento.pronto_il) + timedelta(days=giorni)


def raccolta_scade_il(raccolta: Raccolta) -> datetime | None:
    giorni = _giorni("raccolta")
    return raccolta.pronta_il + timedelta(days=giorni) if giorni is not None and raccolta.pronta_il else None


def in_parole(scadenza: datetime | None) -> str:
    return f"conservato fino al {data(scadenza)}" if scadenza else "conservato per sempre"


def scaduti(adesso: datetime) -> QuerySet[Documento]:
    """The documents whose file may go: the days count from the last download, or from when it was made."""
    vivi = con_la_regola(Documento.objects.filter(pronto_il__isnull=False, rimosso_il__isnull=True))
    vivi = vivi.annotate(ultimo_uso=Greatest("pronto_il", Coalesce("scaricato_il", "pronto_il")))
    passati = Q(pk__in=[])
    for regola, definitivo in (("bozza", False), ("approvato", True)):
        giorni = _giorni(regola)
        if giorni is not None:
            passati |= Q(definitivo=definitivo, ultimo_uso__lt=adesso - timedelta(days=giorni))
    return vivi.filter(passati)


def togli_scaduti(*, adesso: datetime) -> int:
    """Let go of the expired files, of documents and of raccolte; a file that another row still needs stays.

    Returns how many rows lost their file.
    """
    nomi, quanti = _dei_documenti(adesso)
    nomi_raccolte, quante = _delle_raccolte(adesso)
    for nome in sorted({*nomi, *nomi_raccolte, *_da_ripassare(adesso)}):
        _cancella(nome)
    return quanti + quante


@transaction.atomic
def _dei_documenti(adesso: datetime) -> tuple[set[str], int]:
    trovati = list(scaduti(adesso).select_for_update(of=("self",), skip_locked=True))
    Documento.objects.filter(pk__in=[voce.pk for voce in trovati]).update(file="", rimosso_il=adesso)
    return {str(voce.file) for voce in trovati}, len(trovati)


@transaction.atomic
def _delle_raccolte(adesso: datetime) -> tuple[set[str], int]:
    giorni = _giorni("raccolta")
    if giorni is None:
        return set(), 0
    vecchie = Raccolta.objects.filter(pronta_il__lt=adesso - timedelta(days=giorni)).exclude(file="")
    trovate = list(vecchie.select_for_update(skip_locked=True))
    Raccolta.objects.filter(pk__in=[voce.pk for voce in trovate]).update(file="")
    return {str(voce.file) for voce in trovate}, len(trovate)


def _da_ripassare(adesso: datetime) -> Iterable[str]:
    for sha256 in Documento.objects.filter(rimosso_il__gte=adesso - RIPASSO).values_list("sha256", flat=True):
        yield nome_di(sha256)
    giorni = _giorni("raccolta") or 0
    senza_file = Raccolta.objects.filter(file="", pronta_il__gte=adesso - RIPASSO - timedelta(days=giorni))
    for sha256 in senza_file.values_list("sha256", flat=True):
        yield nome_di(sha256, cartella=CARTELLA_RACCOLTE, estensione="zip")


@transaction.atomic
def _cancella(nome: str) -> None:
    blocca(nome)
    if not Documento.objects.filter(file=nome).exists() and not Raccolta.objects.filter(file=nome).exists():
        default_storage.delete(nome)
