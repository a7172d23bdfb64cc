"""The calendar of one year of a body: every date in order, with its source and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from obiettivi.enums import Famiglia, StatoPiano
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import agisce_per, ha_ruolo
from pianoperf.web.templatetags.formati import data_ora
from rendicontazione.calendario.finestre import finestra_di, ultime
from rendicontazione.calendario.legge import Adempimento, Termine, termine
from rendicontazione.calendario.passi import Passo, passi_di
from rendicontazione.calendario.stati import Stato, stato_del_giorno, stato_del_termine
from rendicontazione.enums import Periodo
from rendicontazione.models import Proroga, Rendicontazione, Scadenza
from rendicontazione.selectors.completamento import SEGUONO

ANNI_AMMESSI = range(2000, 2101)
NOMI_PERIODI = {Periodo.FINALE: "consuntivo", Periodo.INTERMEDIO: "monitoraggio intermedio"}


@dataclass(frozen=True)
class Voce:
    """A date of the calendar; `chiave` is the same for ever, for who keeps the calendar elsewhere.

    `adempimento` is that of the law whose delay may be justified, `scadenza` the body's own row that can be changed.
    """

    chiave: str
    data: date
    titolo: str
    fonte: str
    regola: str
    stato: Stato
    motivo: str = ""
    adempimento: str = ""
    scadenza: Scadenza | None = None


@dataclass(frozen=True)
class RigaProroga:
    """`in_corso` says whether it still helps, `stato` why in words."""

    proroga: Proroga
    stato: Stato
    in_corso: bool


@dataclass(frozen=True)
class AnnoDiPiano:
    rendicontazione: Rendicontazione
    passi: list[Passo]
    proroghe: list[RigaProroga]


@dataclass(frozen=True)
class Calendario:
    anno: int
    voci: list[Voce]
    anni_di_piano: list[AnnoDiPiano]

    @property
    def in_ritardo(self) -> list[Voce]:
        return [voce for voce in self.voci if voce.stato.nome == "in ritardo"]


def anni_del_calendario(ente: Ente, oggi: date) -> list[int]:
    """Newest first: the years of the plans, those with dates of their own, and the current one."""
    anni = {oggi.year}
    for primo, ultimo in ente.piani.values_list("primo_anno", "ultimo_anno"):
        anni.update(range(primo, ultimo + 1))
    anni.update(ente.scadenze.values_list("anno", flat=True))
    return sorted(anni, reverse=True)


def anno_da_mostrare(ente: Ente, oggi: date) -> int:
    """The year in course: the last one that is measured and not yet closed, else the current one."""
    aperte = Rendicontazione.objects.filter(piano__ente=ente, validata_il__isnull=True)
    ultimo = aperte.order_by("-anno").values_list("anno", flat=True).first()
    return ultimo or oggi.year


def scadenza_di(ente: Ente, scadenza_id: int) -> Scadenza | None:
    titoli = Adempimento.titoli_dei_motivi()
    return Scadenza.objects.filter(ente=ente, pk=scadenza_id).exclude(titolo__in=titoli).select_related("ente").first()


def proroga_di(ente: Ente, proroga_id: int) -> Proroga | None:
    proroghe = Proroga.objects.filter(rendicontazione__piano__ente=ente, pk=proroga_id)
    return proroghe.select_related("rendicontazione__piano__ente", "persona").first()


def calendario_di(utente: Utente, ente: Ente, anno: int, adesso: datetime) -> Calendario:
    """What this person sees of it: of the extensions, who does not follow the year sees only the own ones."""
    oggi = timezone.localdate(adesso)
    rendicontazioni = list(
        Rendicontazione.objects.filter(piano__ente=ente, anno=anno)
        .select_related("piano__ente", "atto", "trasmessa_da")
        .order_by("piano__primo_anno")
    )
    anni_di_piano = [AnnoDiPiano(una, passi_di(una, adesso), _proroghe(utente, una, adesso)) for una in rendicontazioni]
    voci = _della_legge(ente, anno, rendicontazioni, oggi) + _dell_ente(ente, anno, oggi)
    for dell_anno in anni_di_piano:
        voci += _finestre(dell_anno.rendicontazione, oggi) + _fini_delle_proroghe(dell_anno, oggi)
    return Calendario(anno, sorted(voci, key=lambda voce: (voce.data, voce.chiave)), anni_di_piano)


def termini_di(ente: Ente, anno: int) -> dict[Adempimento, tuple[Termine, Piano | None]]:
    """The duties of the year and the plan that answers for each: the newest edition that covers the year."""
    bilancio = ente.scadenze.filter(anno=anno, bilancio=True).values_list("data", flat=True).first()
    piani = ente.piani.filter(primo_anno__lte=anno, ultimo_anno__gte=anno).select_related("atto", "ente")
    piano = piani.order_by("-primo_anno", "pk").first()
    quale = Adempimento.PIAO if piano is not None and piano.famiglia == Famiglia.PIAO else Adempimento.PIANO
    return {voce: (termine(voce, anno, bilancio), piano) for voce in (quale, Adempimento.RELAZIONE)}


def motivi_dei_ritardi(ente: Ente, anno: int) -> dict[str, str]:
    """By adempimento."""
    scritti = dict(ente.scadenze.filter(anno=anno).values_list("titolo", "nota"))
    return {voce.value: scritti.get(voce.titolo_del_motivo, "") for voce in Adempimento}


def _della_legge(ente: Ente, anno: int, rendicontazioni: list[Rendicontazione], oggi: date) -> list[Voce]:
    motivi = motivi_dei_ritardi(ente, anno)
    voci = []
    for adempimento, (dovuto, piano) in termini_di(ente, anno).items():
        if adempimento == Adempimento.RELAZIONE:
            coppie = [(str(una.piano), una.atto) for una in rendicontazioni] or [("", None)]
        else:
            approvato = piano is not None and piano.stato != StatoPiano.BOZZA
            coppie = [(str(piano) if piano else "", piano.atto if piano and approvato else None)]
        for n, (di_che, atto) in enumerate(coppie):
            stato = stato_del_termine(dovuto.data, atto.data if atto else None, oggi, str(atto or ""))
            titolo = f"{adempimento.label} {anno}" + (f" ({di_che})" if len(coppie) > 1 else "")
            chiave = f"legge-{adempimento.value}-{anno}-{n}"
            motivo = motivi[adempimento.value] if stato.in_ritardo else ""
            voci.append(
                Voce(chiave, dovuto.data, titolo, dovuto.fonte, dovuto.regola, stato, motivo, adempimento.value)
            )
    return voci


def _dell_ente(ente: Ente, anno: int, oggi: date) -> list[Voce]:
    titoli = Adempimento.titoli_dei_motivi()
    return [
        Voce(
            f"ente-{scadenza.pk}",
            scadenza.data,
            scadenza.titolo,
            "Bilancio dell'ente" if scadenza.bilancio else "Calendario dell'ente",
            scadenza.nota,
            stato_del_giorno(scadenza.data, oggi),
            scadenza=scadenza,
        )
        for scadenza in ente.scadenze.filter(anno=anno).exclude(titolo__in=titoli)
    ]


def _finestre(rendicontazione: Rendicontazione, oggi: date) -> list[Voce]:
    voci = []
    for periodo, nome in NOMI_PERIODI.items():
        finestra = finestra_di(rendicontazione, periodo)
        for verbo, momento in (("Si apre", finestra.dal), ("Si chiude", finestra.al)):
            if momento is not None:
                giorno = timezone.localdate(momento)
                chiave = f"finestra-{rendicontazione.pk}-{periodo.value}-{'dal' if verbo == 'Si apre' else 'al'}"
                titolo = f"{verbo} la finestra: {nome} {rendicontazione.anno}"
                stato = stato_del_giorno(giorno, oggi)
                voci.append(Voce(chiave, giorno, titolo, "Finestra dell'anno", str(rendicontazione.piano), stato))
    return voci


def _fini_delle_proroghe(dell_anno: AnnoDiPiano, oggi: date) -> list[Voce]:
    return [
        Voce(
            f"proroga-{riga.proroga.pk}",
            timezone.localdate(riga.proroga.fino_al),
            f"Finisce la proroga di {riga.proroga.persona}: {NOMI_PERIODI[Periodo(riga.proroga.periodo)]}",
            "Proroga",
            riga.proroga.motivo,
            stato_del_giorno(timezone.localdate(riga.proroga.fino_al), oggi),
        )
        for riga in dell_anno.proroghe
        if riga.in_corso
    ]


def _proroghe(utente: Utente, rendicontazione: Rendicontazione, adesso: datetime) -> list[RigaProroga]:
    proroghe = Proroga.objects.filter(rendicontazione=rendicontazione).select_related("persona", "concessa_da")
    ente = rendicontazione.piano.ente
    if not ha_ruolo(utente, ente, *SEGUONO):
        proroghe = proroghe.filter(persona__utente__in=agisce_per(utente, ente))
    elenco = list(proroghe.order_by("-concessa_il", "-pk"))
    contano = {
        una.pk
        for periodo in Periodo.values
        for una in ultime(proroga for proroga in elenco if proroga.periodo == periodo).values()
    }
    return [_riga(una, una.pk in contano, rendicontazione, adesso) for una in elenco]


def _riga(proroga: Proroga, conta: bool, rendicontazione: Rendicontazione, adesso: datetime) -> RigaProroga:
    if proroga.fino_al <= adesso:
        return RigaProroga(proroga, Stato("finita", f"il {data_ora(proroga.fino_al)}", "neutro"), False)
    if not conta:
        return RigaProroga(proroga, Stato("superata", "da un'altra concessa dopo", "neutro"), False)
    if rendicontazione.trasmessa_il is not None:
        return RigaProroga(proroga, Stato("non serve più", "l'anno è al Nucleo", "neutro"), False)
    return RigaProroga(proroga, Stato("in corso", f"fino al {data_ora(proroga.fino_al)}", "attivo"), True)
