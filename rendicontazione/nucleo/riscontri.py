"""What the system can answer to the checklist by itself: figures, each with the results it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from indicatori.models import Previsione
from indicatori.motore.controlli import controlla
from indicatori.motore.gradi import Grado, StatoGrado
from indicatori.motore.valori import segnaposto
from indicatori.selectors import piano_in_dati
from rendicontazione.enums import EsitoGiudizio, Periodo, StatoRisultato
from rendicontazione.models import Evidenza, Giudizio, Rendicontazione
from rendicontazione.nucleo.valide import con_i_presenti, frase_del_quorum

if TYPE_CHECKING:  # the selectors freeze this work in their snapshot: they import this room
    from rendicontazione.selectors.valutati import IndicatoreValutato, Valutazione

NON_INVIATI = {StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA}
# What nobody declared, or left the means: nothing to prove and nothing to explain.
FUORI = {*NON_INVIATI, StatoRisultato.NON_VALUTABILE}
ANTICORRUZIONE = re.compile(r"corruzion|trasparen|integrità|whistleblow", re.IGNORECASE)
GRADIMENTO = re.compile(r"gradiment|soddisfazion|customer|questionar|qualità percepita", re.IGNORECASE)
NOTA_LUNGA = 800


@dataclass(frozen=True)
class Riscontro:
    """One figure. `chiave` is in its address; `difetto` when more than none is something to look at."""

    chiave: str
    testo: str
    quanti: int
    voci: tuple[IndicatoreValutato, ...] = ()
    difetto: bool = False

    @property
    def da_guardare(self) -> bool:
        return self.difetto and self.quanti > 0


@dataclass(frozen=True)
class Materia:
    """What the figures are drawn from, read once."""

    valutazione: Valutazione
    voci: tuple[IndicatoreValutato, ...]
    provati: frozenset[int]
    meno_ambiziosi: frozenset[str]
    cambiati: frozenset[tuple[str, str]]
    inviati: tuple[IndicatoreValutato, ...] = field(default=())

    @property
    def rendicontazione(self) -> Rendicontazione:
        return self.valutazione.rendicontazione


def riscontri_di(valutazione: Valutazione) -> dict[str, tuple[Riscontro, ...]]:
    """The figures of every question, by its code. About ten queries, whatever the size of the plan."""
    materia = _materia(valutazione)
    return {codice: tuple(fai(materia)) for codice, fai in _PER_CRITERIO.items()}


def riscontro(valutazione: Valutazione, chiave: str) -> Riscontro | None:
    tutti = (voce for voci in riscontri_di(valutazione).values() for voce in voci)
    return next((voce for voce in tutti if voce.chiave == chiave), None)


def _materia(valutazione: Valutazione) -> Materia:
    rendicontazione = valutazione.rendicontazione
    voci = tuple(voce for scheda in valutazione.schede for voce in scheda.indicatori)
    provati = Evidenza.objects.filter(risultato__rendicontazione=rendicontazione).order_by()
    return Materia(
        valutazione,
        voci,
        frozenset(provati.values_list("risultato_id", flat=True)),
        _meno_ambiziosi(rendicontazione),
        _cambiati(rendicontazione),
        tuple(voce for voce in voci if voce.risultato.stato not in FUORI),
    )


def _meno_ambiziosi(rendicontazione: Rendicontazione) -> frozenset[str]:
    """Where the plan asks less than the year before, or less than where it started."""
    rilievi = controlla(piano_in_dati(rendicontazione.piano))
    return frozenset(r.dove for r in rilievi if r.codice in ("W-MENO-AMBIZIOSO", "W-PEGGIO-DI-BASELINE"))


def _cambiati(rendicontazione: Rendicontazione) -> frozenset[tuple[str, str]]:
    """(scheda, indicatore) whose target of the year is not the one first approved."""
    versioni = list(rendicontazione.piano.versioni.order_by("numero").values_list("dati", flat=True))
    if len(versioni) < 2:
        return frozenset()
    prima, dopo = (_target(dati, rendicontazione.anno) for dati in (versioni[0], versioni[-1]))
    return frozenset(chiave for chiave, testo in dopo.items() if prima.get(chiave) != testo)


def _target(dati: dict[str, Any], anno: int) -> dict[tuple[str, str], str]:
    return {
        (scheda["codice"], voce["codice"]): voce.get("previsioni", {}).get(str(anno), "")
        for scheda in dati.get("schede", [])
        for voce in scheda.get("indicatori", [])
    }


def _tra(
    materia: Iterable[IndicatoreValutato], chiave: str, testo: str, vale: Callable[[IndicatoreValutato], bool]
) -> Riscontro:
    trovate = tuple(voce for voce in materia if vale(voce))
    return Riscontro(chiave, testo, len(trovate), trovate, difetto=True)


def _coerenza(m: Materia) -> Iterable[Riscontro]:
    anno = m.rendicontazione.anno
    nel_piano = Previsione.objects.filter(indicatore__scheda__piano=m.rendicontazione.piano, anno=anno)
    target = nel_piano.exclude(testo="").count()
    yield Riscontro("misurati", "target del piano misurati", len(m.voci), m.voci)
    yield Riscontro(
        "non_misurati", "target del piano senza una rilevazione", max(target - len(m.voci), 0), difetto=True
    )
    yield _tra(
        m.voci,
        "cambiati",
        "target cambiati con una rimodulazione",
        lambda v: (v.indicatore.scheda.codice, v.indicatore.codice) in m.cambiati,
    )
    yield _tra(
        m.voci,
        "meno_ambiziosi",
        "target meno ambiziosi dell'anno prima o del valore di partenza",
        lambda v: (
            f"Scheda {v.indicatore.scheda.codice}, indicatore {v.indicatore.codice}, anno {anno}" in m.meno_ambiziosi
        ),
    )


def _completezza(m: Materia) -> Iterable[Riscontro]:
    yield _tra(m.voci, "senza_risultato", "indicatori senza un risultato inviato", _mai_inviato)
    yield _tra(
        m.voci, "rinviati", "risultati rinviati e non tornati", lambda v: v.risultato.stato == StatoRisultato.RINVIATO
    )
    vuote = [s for s in m.valutazione.schede if s.indicatori and all(_mai_inviato(v) for v in s.indicatori)]
    yield Riscontro(
        "schede_vuote",
        "schede senza alcun risultato",
        len(vuote),
        tuple(v for s in vuote for v in s.indicatori),
        difetto=True,
    )


def _anticorruzione(m: Materia) -> Iterable[Riscontro]:
    trovate = [voce for voce in m.voci if _nomina(ANTICORRUZIONE, voce)]
    yield Riscontro("anticorruzione", "indicatori che ne parlano", len(trovate), tuple(trovate))
    yield _tra(trovate, "anticorruzione_mancanti", "di questi senza un risultato inviato", _mai_inviato)


def _metodo(m: Materia) -> Iterable[Riscontro]:
    yield _tra(
        m.voci, "incalcolabili", "gradi non calcolabili", lambda v: _calcolato(v).stato is StatoGrado.NON_CALCOLABILE
    )
    yield _tra(
        m.voci,
        "segnaposto",
        "target ancora da definire",
        lambda v: any(segnaposto(c) for c in v.risultato.previsione.lette),
    )
    yield _tra(
        m.voci, "letture", "target letti e non confermati", lambda v: v.risultato.previsione.lettura == "proposta"
    )
    yield _tra(m.voci, "versi", "indicatori col verso da confermare", lambda v: not v.indicatore.verso_confermato)


def _affidabilita(m: Materia) -> Iterable[Riscontro]:
    yield _tra(m.inviati, "senza_fonte", "risultati inviati senza la fonte", lambda v: not v.risultato.fonte)
    yield _tra(
        m.inviati, "senza_evidenza", "risultati inviati senza evidenze", lambda v: v.risultato.pk not in m.provati
    )
    yield _tra(
        m.inviati,
        "senza_prova",
        "risultati senza né fonte né evidenze",
        lambda v: not v.risultato.fonte and v.risultato.pk not in m.provati,
    )


def _scostamenti(m: Materia) -> Iterable[Riscontro]:
    sotto = tuple(voce for voce in m.inviati if _sotto(voce))
    yield Riscontro("sotto", "risultati sotto il 100 %", len(sotto), sotto)
    yield _tra(sotto, "senza_causa", "di questi senza la causa", lambda v: not v.risultato.causa)
    yield _tra(sotto, "senza_nota", "di questi senza una spiegazione", lambda v: not v.risultato.nota)


def _processo(m: Materia) -> Iterable[Riscontro]:
    r = m.rendicontazione
    yield _tra(
        m.inviati,
        "in_ritardo",
        "risultati inviati dopo la finestra",
        lambda v: bool(r.finestra_al and v.risultato.inviato_il and v.risultato.inviato_il > r.finestra_al),
    )
    rinvii = Giudizio.objects.filter(risultato__rendicontazione=r, esito=EsitoGiudizio.RINVIATO).count()
    yield Riscontro("rinvii", "rinvii del Nucleo", rinvii)
    valide = sum(not frase_del_quorum(s.quanti, s.quorum) for s in con_i_presenti(r))
    yield Riscontro("sedute", "sedute valide del Nucleo", valide)
    intermedi = r.risultati.filter(periodo=Periodo.INTERMEDIO).exclude(stato=StatoRisultato.DA_INSERIRE).count()
    yield Riscontro("intermedi", "risultati del monitoraggio intermedio", intermedi)


def _conformita(m: Materia) -> Iterable[Riscontro]:
    r, termine = m.rendicontazione, date(m.rendicontazione.anno + 1, 6, 30)
    tardi = r.trasmessa_il is not None and timezone.localdate(r.trasmessa_il) > termine
    yield Riscontro("oltre_giugno", f"trasmissioni dopo il {termine:%d/%m/%Y}", int(tardi), difetto=True)
    yield Riscontro("senza_atto", "piani senza l'atto che li approva", int(r.piano.atto_id is None), difetto=True)
    yield Riscontro("riaperture", "riaperture dell'anno", r.riaperture.count())


def _sinteticita(m: Materia) -> Iterable[Riscontro]:
    yield Riscontro("schede", "schede con un target nell'anno", sum(bool(s.indicatori) for s in m.valutazione.schede))
    yield _tra(
        m.inviati,
        "note_lunghe",
        f"spiegazioni oltre {NOTA_LUNGA} caratteri",
        lambda v: len(v.risultato.nota) > NOTA_LUNGA,
    )


def _chiarezza(m: Materia) -> Iterable[Riscontro]:
    yield _tra(m.voci, "avvisi", "target con un avviso di lettura", lambda v: bool(v.risultato.previsione.avvisi))
    yield _tra(m.inviati, "senza_parole", "risultati inviati senza una nota", lambda v: not v.risultato.nota)


def _gradimento(m: Materia) -> Iterable[Riscontro]:
    trovate = tuple(voce for voce in m.voci if _nomina(GRADIMENTO, voce))
    yield Riscontro("gradimento", "indicatori di gradimento degli utenti", len(trovate), trovate)
    yield _tra(trovate, "gradimento_mancanti", "di questi senza un risultato inviato", _mai_inviato)


def _mai_inviato(voce: IndicatoreValutato) -> bool:
    return voce.risultato.stato in NON_INVIATI


def _calcolato(voce: IndicatoreValutato) -> Grado:
    return voce.calcolato or voce.grado


def _sotto(voce: IndicatoreValutato) -> bool:
    valore = _calcolato(voce).valore
    return valore is not None and valore < 1


def _nomina(parole: re.Pattern[str], voce: IndicatoreValutato) -> bool:
    indicatore = voce.indicatore
    azione = indicatore.azione.descrizione if indicatore.azione else ""
    testi = (indicatore.descrizione, voce.risultato.previsione.testo, indicatore.scheda.titolo, azione)
    return any(parole.search(testo) for testo in testi)


_PER_CRITERIO: dict[str, Callable[[Materia], Iterable[Riscontro]]] = {
    "coerenza": _coerenza,
    "completezza": _completezza,
    "anticorruzione": _anticorruzione,
    "metodo": _metodo,
    "affidabilita": _affidabilita,
    "scostamenti": _scostamenti,
    "processo": _processo,
    "conformita": _conformita,
    "sinteticita": _sinteticita,
    "chiarezza": _chiarezza,
    "gradimento": _gradimento,
}
