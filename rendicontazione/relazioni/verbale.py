"""The verbale of the Nucleo: who met, what was examined and decided, the checklist, the outcome."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from indicatori.motore.gradi import Grado
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.enums import StatoRendicontazione, StatoRisultato
from rendicontazione.models import Rendicontazione
from rendicontazione.nucleo.fotografia import lavoro_del_nucleo
from rendicontazione.relazioni.celle import VoceIndice
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.verbale_vista import DecisioneVista, VerbaleVista
from rendicontazione.relazioni.vista import Vista
from rendicontazione.selectors.congelata import istantanee_di
from rendicontazione.selectors.pagine import riaperture_di
from rendicontazione.selectors.valutazione import IndicatoreValutato, Valutazione

DECISE = {StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE, StatoRisultato.RINVIATO}
IN_PAROLE = {
    StatoRisultato.CONFERMATO: "Confermati",
    StatoRisultato.RETTIFICATO: "Rettificati",
    StatoRisultato.NON_VALUTABILE: "Non valutabili",
    StatoRisultato.RINVIATO: "Rinviati e non tornati",
    StatoRisultato.TRASMESSO: "In attesa del giudizio",
}
GIUDICATI = ("Confermati", "Rettificati", "Non valutabili", "Rinviati e non tornati")
MAI_INVIATI = "Mai inviati"
PARTI = (
    ("esito", "1. Esito della validazione"),
    ("sedute", "2. Componenti e sedute"),
    ("esaminati", "3. Risultati esaminati"),
    ("decisioni", "4. Decisioni diverse dalla conferma"),
    ("richieste", "5. Richieste del direttore"),
    ("verifica", "6. Criteri di validazione"),
    ("firme", "7. Firme"),
)


def verbale_di(valutata: Valutazione, testo_del_risultato: Any) -> VerbaleVista:
    """A closed year as its last snapshot has it, a year in validation as it stands.

    `testo_del_risultato` writes the entered values. Raises Rifiuto before the validation has begun.
    """
    rendicontazione = valutata.rendicontazione
    if not rendicontazione.chiusa and rendicontazione.stato != StatoRendicontazione.IN_VALIDAZIONE:
        raise Rifiuto("Il verbale si prepara da quando il Nucleo ha avviato la validazione.")
    voci = [voce for scheda in valutata.schede for voce in scheda.indicatori]
    return VerbaleVista(
        nucleo=nucleo_di(valutata),
        esaminati=_esaminati(voci),
        decisioni=decisioni_di(valutata, testo_del_risultato),
        validata_il=timezone.localdate(rendicontazione.validata_il) if rendicontazione.validata_il else None,
        validata_da=str(rendicontazione.validata_da) if rendicontazione.validata_da else "",
        riaperture=tuple(
            (timezone.localdate(voce.riaperta_il), str(voce.atto), voce.motivo)
            for voce in riaperture_di(rendicontazione)
        ),
    )


def decisioni_di(valutata: Valutazione, testo_del_risultato: Any) -> tuple[DecisioneVista, ...]:
    """The opinions other than a confirmation, in the order of the plan."""
    voci = (voce for scheda in valutata.schede for voce in scheda.indicatori)
    return tuple(_decisione(voce, testo_del_risultato) for voce in voci if voce.risultato.stato in DECISE)


def nucleo_di(valutata: Valutazione) -> dict[str, Any]:
    """`lavoro_del_nucleo` as the last snapshot of a closed year has it, as it stands in another."""
    rendicontazione: Rendicontazione = valutata.rendicontazione
    istantanee = istantanee_di(rendicontazione) if rendicontazione.chiusa else []
    congelato: dict[str, Any] | None = istantanee[-1].dati.get("nucleo") if istantanee else None
    return congelato or lavoro_del_nucleo(valutata)


def _esaminati(voci: list[IndicatoreValutato]) -> tuple[tuple[str, int], ...]:
    conti = Counter(IN_PAROLE.get(StatoRisultato(voce.risultato.stato), MAI_INVIATI) for voce in voci)
    return tuple((nome, conti[nome]) for nome in (*IN_PAROLE.values(), MAI_INVIATI) if conti[nome])


def _decisione(voce: IndicatoreValutato, testo_del_risultato: Any) -> DecisioneVista:
    risultato, indicatore = voce.risultato, voce.indicatore
    calcolato: Grado = voce.calcolato or voce.grado
    return DecisioneVista(
        scheda=indicatore.scheda.codice,
        codice=indicatore.codice,
        indicatore=indicatore.descrizione,
        target=risultato.previsione.testo,
        risultato=testo_del_risultato(risultato),
        # closed, what nobody entered counts 0: here it is no grade that the Nucleo put another beside
        calcolato=calcolato.valore if any(risultato.valori) else None,
        esito=risultato.get_stato_display(),
        grado=voce.grado.valore if risultato.stato == StatoRisultato.RETTIFICATO else None,
        motivo=risultato.motivo,
    )


def sezioni(vista: Vista) -> list[Sezione]:
    """One section. Raises ValueError when the vista has no verbale."""
    if vista.verbale is None:
        raise ValueError("Manca il verbale: la vista è di un altro documento.")
    nucleo = vista.verbale.nucleo
    contesto = {
        "verbale": vista.verbale,
        "nucleo": nucleo,
        "sedute": [{**voce, "data": date.fromisoformat(voce["data"])} for voce in nucleo["sedute"]],
        "richieste": [_con_le_date(voce) for voce in nucleo["richieste"]],
        "totale_esaminati": sum(quanti for _, quanti in vista.verbale.esaminati),
        "firmatari": _firmatari(vista.verbale),
        "giudicati": any(nome in GIUDICATI for nome, _ in vista.verbale.esaminati),
        "parti": dict(PARTI),
    }
    return [Sezione("verbale", contesto, tuple(VoceIndice(ancora, testo) for ancora, testo in PARTI))]


def _firmatari(verbale: VerbaleVista) -> list[tuple[str, str]]:
    """(name, office) of who signs: the members, or who validated where none is registered."""
    componenti = verbale.nucleo["componenti"]
    if not componenti:
        return [(verbale.validata_da or "Il Nucleo", "")]
    return [(voce["nome"], "presidente" if voce["presidente"] else "componente") for voce in componenti]


def _con_le_date(voce: dict[str, Any]) -> dict[str, Any]:
    giorni = {nome: date.fromisoformat(voce[nome]) if voce[nome] else None for nome in ("chiesta_il", "decisa_il")}
    chiesto = Decimal(voce["grado_chiesto"]) if voce["grado_chiesto"] else None
    return {**voce, **giorni, "grado_chiesto": chiesto}
