"""Which indicators a plan gives to a struttura or to a person, and the grades of the year put together from them.

A struttura answers for its own indicators and for those of the strutture below it; those given to a group it is part
of stand on its sheet too, with the group's own grade. The grades are those of the dashboards: the same `raggruppa`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indicatori.models import Attribuzione, Responsabilita
from indicatori.motore.documento import PianoDati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Persona, Struttura
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni.di_chi_vista import AffidatoVista, DiChiVista, GruppoVista, PassoVista
from rendicontazione.relazioni.esiti import grado_di
from rendicontazione.relazioni.vista import Vista
from rendicontazione.selectors.raggruppamenti import FRASI, Dimensione, Etichetta, Gruppo, Per, raggruppa
from rendicontazione.selectors.valutazione import Valutazione

Soggetto = Struttura | Persona
SENZA_INDICATORI = "Il piano «{piano}» non affida indicatori a «{chi}»: scegli un'altra struttura o un'altra persona."


@dataclass(frozen=True, slots=True)
class _Affidato:
    """One indicator given to one name. `proprio` is False for a group of which the struttura is part."""

    indicatore: int
    scheda: str
    codice: str
    chi: int
    nome: str
    proprio: bool


def di_chi(piano: Piano, soggetto: Soggetto, valutata: Valutazione | None) -> DiChiVista:
    """The sheet's own data; without a valued year, no grades. Raises Rifiuto when the plan gives it no indicator."""
    sotto, sopra = ([], []) if isinstance(soggetto, Persona) else _parenti(soggetto)
    affidati = (
        _della_persona(piano, soggetto)
        if isinstance(soggetto, Persona)
        else _della_struttura(piano, [soggetto, *sotto], sopra)
    )
    if not affidati:
        raise Rifiuto(SENZA_INDICATORI.format(piano=piano.codice, chi=soggetto))
    per = Per.PERSONA if isinstance(soggetto, Persona) else Per.STRUTTURA
    return DiChiVista(
        genere="responsabile" if isinstance(soggetto, Persona) else "struttura",
        nome=str(soggetto),
        affidati=_per_indicatore(affidati),
        comprende=tuple(str(voce) for voce in sotto),
        gruppi=tuple(str(voce) for voce in sopra),
        gradi=tuple(_gradi(valutata, affidati, per, str(soggetto))) if valutata else (),
        regola=FRASI[per],
    )


def ristretta(vista: Vista, mia: DiChiVista) -> Vista:
    """The Vista with nothing but what is on the sheet: text, grades and attached data of others stay out."""
    chiavi = {(voce.scheda, voce.codice) for voce in mia.affidati}
    vista.di_chi = mia
    vista.piano = _piano_ristretto(vista.piano, chiavi)
    vista.esiti = {chiave: esito for chiave, esito in vista.esiti.items() if chiave[:2] in chiavi}
    vista.schede, vista.totale, vista.avanzamenti = {}, None, {}
    vista.osservazioni = ""
    return vista


def _piano_ristretto(piano: PianoDati, chiavi: set[tuple[str, str]]) -> PianoDati:
    schede = []
    for scheda in piano.schede:
        voci = [voce for voce in scheda.indicatori if (scheda.codice, voce.codice) in chiavi]
        azioni = [azione for azione in scheda.azioni if azione.numero in {voce.azione for voce in voci}]
        if voci:
            schede.append(replace(scheda, indicatori=voci, azioni=azioni))
    return replace(piano, schede=schede, capitoli=[])


def _parenti(struttura: Struttura) -> tuple[list[Struttura], list[Struttura]]:
    """The strutture below it, at any depth, and the groups above it; one query. A circle ends where it began."""
    tutte = list(Struttura.objects.filter(ente=struttura.ente_id))
    per_pk = {voce.pk: voce for voce in tutte}
    sotto, nuove = {struttura.pk}, {struttura.pk}
    while nuove:
        nuove = {voce.pk for voce in tutte if voce.genitore_id in nuove} - sotto
        sotto |= nuove
    sopra, visti, altra = [], {struttura.pk}, struttura.genitore_id
    while altra is not None and altra not in visti:
        visti.add(altra)
        sopra.append(per_pk[altra])
        altra = per_pk[altra].genitore_id
    return [voce for voce in tutte if voce.pk in sotto - {struttura.pk}], [voce for voce in sopra if voce.gruppo]


def _della_struttura(piano: Piano, proprie: list[Struttura], gruppi: list[Struttura]) -> list[_Affidato]:
    sue = {voce.pk for voce in proprie}
    righe = Attribuzione.objects.filter(indicatore__scheda__piano=piano, struttura__in=[*proprie, *gruppi])
    ordinate = righe.select_related("struttura", "indicatore__scheda").order_by(
        "indicatore__scheda__ordine", "indicatore__ordine", "ordine", "pk"
    )
    return [
        _Affidato(
            r.indicatore_id,
            r.indicatore.scheda.codice,
            r.indicatore.codice,
            r.struttura_id,
            r.struttura.nome,
            r.struttura_id in sue,
        )
        for r in ordinate
    ]


def _della_persona(piano: Piano, persona: Persona) -> list[_Affidato]:
    righe = Responsabilita.objects.filter(indicatore__scheda__piano=piano, persona=persona)
    ordinate = righe.select_related("indicatore__scheda").order_by("indicatore__scheda__ordine", "indicatore__ordine")
    return [
        _Affidato(
            r.indicatore_id, r.indicatore.scheda.codice, r.indicatore.codice, persona.pk, str(persona), proprio=True
        )
        for r in ordinate
    ]


def _per_indicatore(affidati: list[_Affidato]) -> tuple[AffidatoVista, ...]:
    nomi: dict[tuple[str, str], list[str]] = {}
    for voce in affidati:
        nomi.setdefault((voce.scheda, voce.codice), []).append(voce.nome)
    return tuple(AffidatoVista(scheda, codice, tuple(voci)) for (scheda, codice), voci in nomi.items())


def _gradi(valutata: Valutazione, affidati: list[_Affidato], per: Per, nome: str) -> Iterable[GruppoVista]:
    """Each name by itself; the whole only when the subject's own indicators come under several names."""
    yield from _raggruppati(valutata, per, affidati)
    propri = [voce for voce in affidati if voce.proprio]
    if len({voce.chi for voce in propri}) > 1:
        insieme = [replace(voce, chi=0, nome=f"{nome}, con le strutture che comprende") for voce in propri]
        yield from _raggruppati(valutata, per, insieme)


def _raggruppati(valutata: Valutazione, per: Per, affidati: list[_Affidato]) -> list[GruppoVista]:
    etichette: dict[int, dict[int, Etichetta]] = {}
    for voce in affidati:
        etichetta = Etichetta((int(not voce.proprio), voce.nome), str(voce.chi), voce.nome)
        etichette.setdefault(voce.indicatore, {})[voce.chi] = etichetta
    dimensione = Dimensione(per, {pk: tuple(voci.values()) for pk, voci in etichette.items()})
    return [_gruppo(gruppo) for gruppo in raggruppa(valutata, dimensione) if gruppo.chiave != "senza"]


def _gruppo(gruppo: Gruppo) -> GruppoVista:
    passi = gruppo.aggregato.grado.spiegazione.voci
    return GruppoVista(
        nome=gruppo.nome,
        grado=grado_di(gruppo.aggregato, gruppo.fascia),
        passi=tuple(PassoVista(voce.etichetta, voce.peso, voce.escluso or voce.calcolo) for voce in passi),
    )
