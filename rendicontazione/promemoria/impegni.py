"""What each persona still has to do in the years in course of a body, and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from pianoperf.organizzazione.models import Ente, Persona
from rendicontazione.calendario.finestre import Finestra, con_proroga, finestra_di, ultime
from rendicontazione.enums import Periodo, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Proroga, Rendicontazione, Risultato
from rendicontazione.selectors.completamento import NON_INVIATI

IN_CORSO = (StatoRendicontazione.APERTA, StatoRendicontazione.TRASMESSA, StatoRendicontazione.IN_VALIDAZIONE)
DI_CHI = "previsione__indicatore__responsabilita__persona"


@dataclass(frozen=True)
class Impegno:
    """What a persona has to do in one period of one year: never sent, and sent back by the Nucleo.

    `finestra` is the own one, extension included (`prorogata`).
    """

    persona: Persona
    rendicontazione: Rendicontazione
    periodo: Periodo
    non_inviati: int
    finestra: Finestra
    prorogata: bool = False
    rinviati: list[Risultato] = field(default_factory=list)

    @property
    def da_fare(self) -> int:
        return self.non_inviati + len(self.rinviati)

    @property
    def fine(self) -> date | None:
        return self.finestra.ultimo_giorno


def rendicontazioni_in_corso(ente: Ente) -> list[Rendicontazione]:
    in_corso = Rendicontazione.objects.filter(piano__ente=ente, stato__in=IN_CORSO)
    return list(in_corso.select_related("piano__ente").order_by("anno", "piano__codice"))


def impegni_di(rendicontazioni: Iterable[Rendicontazione]) -> dict[int, list[Impegno]]:
    """By persona, in the order of the years; who has nothing to do is not there. Four queries for any size.

    In a year that the Nucleo has, only what it sent back is to be done.
    """
    anni = {una.pk: una for una in rendicontazioni}
    proroghe = _proroghe(anni)
    contati = _non_inviati(anni)
    rinviati = _rinviati(anni)
    chiavi = sorted({*contati, *rinviati}, key=lambda chiave: (list(anni).index(chiave[1]), chiave[2]))
    persone = Persona.objects.select_related("utente").in_bulk({persona for persona, _, _ in chiavi})
    impegni: dict[int, list[Impegno]] = defaultdict(list)
    for chiave in chiavi:
        persona_id, anno_id, periodo = chiave
        proroga = proroghe.get((anno_id, periodo), {}).get(persona_id)
        comune = finestra_di(anni[anno_id], periodo)
        propria = con_proroga(comune, proroga)
        impegni[persona_id].append(
            Impegno(
                persone[persona_id],
                anni[anno_id],
                Periodo(periodo),
                contati.get(chiave, 0),
                propria,
                propria != comune,
                rinviati.get(chiave, []),
            )
        )
    return dict(impegni)


Chiave = tuple[int, int, str]


def _non_inviati(anni: dict[int, Rendicontazione]) -> dict[Chiave, int]:
    righe = (
        Risultato.objects.filter(
            rendicontazione__in=anni, rendicontazione__stato=StatoRendicontazione.APERTA, stato__in=NON_INVIATI
        )
        .exclude(**{DI_CHI: None})
        .order_by()
        .values_list(DI_CHI, "rendicontazione_id", "periodo")
        .annotate(quanti=Count("pk"))
    )
    return {(persona, anno, periodo): quanti for persona, anno, periodo, quanti in righe}


def _rinviati(anni: dict[int, Rendicontazione]) -> dict[Chiave, list[Risultato]]:
    risultati = (
        Risultato.objects.filter(rendicontazione__in=anni, stato=StatoRisultato.RINVIATO)
        .select_related("previsione__indicatore")
        .prefetch_related("previsione__indicatore__responsabilita")
        .order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine")
    )
    per_chiave: dict[Chiave, list[Risultato]] = defaultdict(list)
    for risultato in risultati:
        for voce in risultato.previsione.indicatore.responsabilita.all():
            per_chiave[voce.persona_id, risultato.rendicontazione_id, risultato.periodo].append(risultato)
    return dict(per_chiave)


def _proroghe(anni: dict[int, Rendicontazione]) -> dict[tuple[int, str], dict[int, Proroga]]:
    gruppi: dict[tuple[int, str], list[Proroga]] = defaultdict(list)
    for proroga in Proroga.objects.filter(rendicontazione__in=anni):
        gruppi[proroga.rendicontazione_id, proroga.periodo].append(proroga)
    return {chiave: ultime(voci) for chiave, voci in gruppi.items()}


def indirizzo_di(persona: Persona) -> str:
    """Where the persona reads mail: the own address, else that of the login; "" when there is none."""
    return persona.email or (persona.utente.email if persona.utente else "")


def senza_indirizzo(ente: Ente) -> list[tuple[Persona, int]]:
    """Who has something to do and cannot be written to, with how much."""
    impegni = impegni_di(rendicontazioni_in_corso(ente))
    trovate = [
        (voci[0].persona, sum(voce.da_fare for voce in voci))
        for voci in impegni.values()
        if not indirizzo_di(voci[0].persona)
    ]
    return sorted(trovate, key=lambda coppia: str(coppia[0]).casefold())
