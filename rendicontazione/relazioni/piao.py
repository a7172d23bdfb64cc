"""Layout of the PIAO objectives (document 003): sheet, weighted steps, cross table, incidence tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from indicatori.motore.aggregazione import pesi_anno
from indicatori.motore.documento import IndicatoreDati, ObiettivoStrategicoDati, PianoDati, SchedaDati
from pianoperf.web.templatetags.formati import data, percentuale
from rendicontazione.relazioni.capitoli import dopo_il_capitolo, tra_i_capitoli
from rendicontazione.relazioni.celle import RigaQuadro, VoceIndice, quadro
from rendicontazione.relazioni.celle_stampate import esito_del_passo, grado_del_passo
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.tavola_stampata import Riga, TavolaStampata, stampa_tavola
from rendicontazione.relazioni.vista import AvanzamentoVista, GradoVista, Vista

TIPI = {"performance": "Obiettivo di performance", "peg": "Obiettivo di PEG"}
GRUPPI = {"performance": "Obiettivi di performance", "peg": "Obiettivi di PEG"}


@dataclass(frozen=True, slots=True)
class SchedaStampata:
    scheda: SchedaDati
    ancora: str
    tipo: str
    testata: TavolaStampata
    passi: TavolaStampata
    grado: GradoVista | None
    contributo: Fraction | None
    avanzamento: AvanzamentoVista | None


@dataclass(frozen=True, slots=True)
class RigaIncidenza:
    """A line of the incidence tables; `avanzamento` only with results."""

    riga: RigaQuadro
    avanzamento: AvanzamentoVista | None


@dataclass(frozen=True, slots=True)
class GruppoIncidenze:
    """The objectives of one kind. `incidenza` in percent, `contributo` a share of one, None when no line has one."""

    nome: str
    righe: tuple[RigaIncidenza, ...]
    incidenza: Fraction
    contributo: Fraction | None


@dataclass(frozen=True, slots=True)
class RigaIncrocio:
    """One strategic-operative objective; `area` is empty where it repeats the row above."""

    codice_area: str
    area: str
    obiettivo: ObiettivoStrategicoDati
    performance: str
    peg: str


def sezioni(vista: Vista) -> list[Sezione]:
    """The chapters, with a section for each objective, the cross table, the incidences.

    In the plan the year of the weights is the first of the triennio.
    """
    anno = vista.anno or vista.piano.triennio[0]
    tutte = [*(_sezione(_scheda(vista, scheda, anno)) for scheda in vista.piano.schede), *_in_fondo(vista)]
    return tra_i_capitoli(vista.piano.capitoli, {"obiettivi": lambda capitolo: dopo_il_capitolo(capitolo, tutte)})


def _sezione(voce: SchedaStampata) -> Sezione:
    riga = VoceIndice(voce.ancora, f"{voce.tipo} {voce.scheda.codice} – {voce.scheda.titolo}")
    return Sezione("piao", {"voce": voce}, (riga,), scheda=True)


def _in_fondo(vista: Vista) -> list[Sezione]:
    gruppi = [gruppo for tipo in TIPI if (gruppo := _gruppo(vista, tipo)).righe]
    voce = VoceIndice("incidenze", "Incidenza degli obiettivi")
    in_fondo = [Sezione("piao_incidenze", {"incidenze": gruppi, "somma": _somma(gruppi)}, (voce,))]
    if vista.piano.obiettivi_strategici:
        voce = VoceIndice("incrocio", "Aree strategiche, obiettivi strategico-operativi e obiettivi collegati")
        in_fondo.insert(0, Sezione("piao_incrocio", {"incrocio": incrocio(vista.piano)}, (voce,)))
    return in_fondo


def incrocio(piano: PianoDati) -> list[RigaIncrocio]:
    """Strategic objectives against the schede linked to them: generated, never stored (domain.md 3.4)."""
    righe, area_prima = [], None
    for obiettivo in piano.obiettivi_strategici:
        codice, _, nome = obiettivo.area.partition(" ")
        uguale = obiettivo.area == area_prima
        righe.append(
            RigaIncrocio(
                codice_area="" if uguale else codice,
                area="" if uguale else nome,
                obiettivo=obiettivo,
                performance=_collegate(piano, obiettivo.codice, "performance"),
                peg=_collegate(piano, obiettivo.codice, "peg"),
            )
        )
        area_prima = obiettivo.area
    return righe


def _gruppo(vista: Vista, tipo: str) -> GruppoIncidenze:
    righe = _incidenze(vista, tipo)
    return GruppoIncidenze(
        nome=GRUPPI[tipo],
        righe=tuple(RigaIncidenza(riga, vista.avanzamenti.get(riga.codice)) for riga in righe),
        incidenza=sum((riga.incidenza or Fraction(0) for riga in righe), Fraction(0)),
        contributo=_totale(riga.contributo for riga in righe),
    )


def _somma(gruppi: list[GruppoIncidenze]) -> Fraction | None:
    """Grade times incidenza over all the objectives; None when none has a grade."""
    return _totale(gruppo.contributo for gruppo in gruppi)


def _totale(quote: Iterable[Fraction | None]) -> Fraction | None:
    presenti = [quota for quota in quote if quota is not None]
    return sum(presenti, Fraction(0)) if presenti else None


def _collegate(piano: PianoDati, codice: str, tipo: str) -> str:
    schede = [s.codice for s in piano.schede if s.tipo == tipo and codice in s.obiettivi_strategici]
    return " - ".join(schede)


def _incidenze(vista: Vista, tipo: str) -> list[RigaQuadro]:
    codici = {scheda.codice: scheda for scheda in vista.piano.schede if scheda.tipo == tipo}
    if vista.totale is not None:
        return [riga for riga in quadro(vista) if riga.codice in codici]
    return [RigaQuadro(s.codice, s.titolo, GradoVista(), Fraction(s.incidenza or 0)) for s in codici.values()]


def _scheda(vista: Vista, scheda: SchedaDati, anno: int) -> SchedaStampata:
    grado = vista.schede.get(scheda.codice) if vista.anno else None
    incidenza = None if scheda.incidenza is None else Fraction(scheda.incidenza) / 100
    return SchedaStampata(
        scheda=scheda,
        ancora=f"obiettivo-{scheda.codice}",
        tipo=TIPI.get(scheda.tipo, "Obiettivo"),
        testata=stampa_tavola("piao.testata", vista, [_testata(scheda)]),
        passi=_passi(vista, scheda, anno),
        grado=grado,
        contributo=_prodotto(grado.grado if grado else None, incidenza),
        avanzamento=vista.avanzamenti.get(scheda.codice) if vista.anno else None,
    )


def _testata(scheda: SchedaDati) -> Riga:
    return Riga(
        {
            "codice": scheda.codice,
            "titolo": scheda.titolo,
            "collegati": ", ".join(scheda.obiettivi_strategici),
            "dimensione": scheda.testi.get("dimensioni_valore_pubblico", ""),
            "aree": scheda.testi.get("aree_strategiche", ""),
            "stakeholders": scheda.testi.get("stakeholders", ""),
        }
    )


def _passi(vista: Vista, scheda: SchedaDati, anno: int) -> TavolaStampata:
    pesati = [(p.codice, p.peso, p.termine) for p in scheda.indicatori if p.peso is not None and p.termine]
    pesi = pesi_anno(pesati, anno)
    righe = [_passo(vista, scheda, passo, pesi.get(passo.codice)) for passo in scheda.indicatori]
    return stampa_tavola("piao.step", vista, righe, anno=anno, presenti=["risultati"] if vista.anno else [])


def _passo(vista: Vista, scheda: SchedaDati, passo: IndicatoreDati, peso_anno: Fraction | None) -> Riga:
    """`peso_anno`, in percent, is None for a step due in another year."""
    quota = None if peso_anno is None else peso_anno / 100
    esito = vista.esito(scheda.codice, passo.codice) if vista.anno else None
    return Riga(
        {
            "step": passo.codice,
            "descrizione": passo.descrizione,
            "termine": data(passo.termine),
            "kpi": " ".join(testo for _, testo in sorted(passo.previsioni.items()) if testo),
            "peso": "" if passo.peso is None else percentuale(Fraction(passo.peso) / 100),
            "peso_anno": percentuale(quota),
            "esito": esito_del_passo(esito),
            "grado": grado_del_passo(esito),
            "grado_pesato": percentuale(_prodotto(esito.grado if esito else None, quota)),
        }
    )


def _prodotto(grado: Fraction | None, quota: Fraction | None) -> Fraction | None:
    return None if grado is None or quota is None else grado * quota
