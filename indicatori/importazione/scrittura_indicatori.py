"""Indicators of a PianoDati into the database, with targets, readings, strutture and responsible people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from indicatori.enums import StatoLettura
from indicatori.importazione.allineamento import allinea, metti_in_coda
from indicatori.importazione.persone import Anagrafe, riconosci_persone
from indicatori.models import Indicatore, Previsione, Responsabilita
from indicatori.motore.documento import IndicatoreDati, PianoDati
from indicatori.motore.grammatica import interpreta
from indicatori.motore.verso import indovina_verso
from obiettivi.models import Azione, Piano, Scheda
from pianoperf.organizzazione.models import Ente, Struttura
from pianoperf.web.rifiuti import DatiNonValidi

Chiave = tuple[str, str]


def scrivi_indicatori(
    *,
    ente: Ente,
    piano: Piano,
    dati: PianoDati,
    schede: dict[str, Scheda],
    azioni: dict[Chiave, Azione],
    anagrafe: Anagrafe,
) -> None:
    """Indicators and all that hangs from them. Raises DatiNonValidi for an azione that is missing."""
    esistenti = {
        (riga.scheda.codice, riga.codice): riga
        for riga in Indicatore.objects.filter(scheda__piano=piano).select_related("scheda").order_by("ordine")
    }
    voci = {(scheda.codice, voce.codice): voce for scheda in dati.schede for voce in scheda.indicatori}
    attesi = {}
    for scheda in dati.schede:
        for ordine, voce in enumerate(scheda.indicatori):
            chiave = (scheda.codice, voce.codice)
            azione_id = _azione_id(scheda.codice, voce, azioni)
            campi = _campi(voce, esistenti.get(chiave))
            attesi[chiave] = {"scheda_id": schede[scheda.codice].pk, "azione_id": azione_id, "ordine": ordine, **campi}
    termini = {chiave: riga.termine for chiave, riga in esistenti.items()}
    metti_in_coda(Indicatore, (riga for chiave, riga in esistenti.items() if chiave not in attesi), len(attesi))
    indicatori = allinea(Indicatore, esistenti, attesi)
    rileggere = {chiave for chiave, voce in voci.items() if termini.get(chiave) != voce.termine}
    _scrivi_previsioni(voci, indicatori, rileggere)
    _scrivi_strutture(ente, voci, indicatori)
    allinea_responsabilita(piano, anagrafe)


def _azione_id(scheda: str, voce: IndicatoreDati, azioni: dict[Chiave, Azione]) -> int | None:
    if not voce.azione:
        return None
    if (scheda, voce.azione) not in azioni:
        raise DatiNonValidi({"": [f"Scheda {scheda}, indicatore {voce.codice}: l'azione «{voce.azione}» non esiste."]})
    return azioni[scheda, voce.azione].pk


def _campi(voce: IndicatoreDati, esistente: Indicatore | None) -> dict[str, Any]:
    return {
        "codice": voce.codice,
        "descrizione": voce.descrizione,
        "responsabili_testo": voce.responsabili,
        "algoritmo": voce.algoritmo,
        "baseline": voce.baseline,
        "termine": voce.termine,
        "peso": voce.peso,
        "note": voce.note,
        **_verso(voce, esistente),
    }


def _verso(voce: IndicatoreDati, esistente: Indicatore | None) -> dict[str, Any]:
    """A verso written in the sheet against the guess (or against the present one) is a person's choice."""
    if esistente is not None:
        scritto = voce.verso or esistente.verso
        return {"verso": scritto, "verso_confermato": esistente.verso_confermato or scritto != esistente.verso}
    primo_testo = next(iter(voce.previsioni.values()), "")
    indovinato = indovina_verso(voce.descrizione, primo_testo, voce.algoritmo).value
    return {"verso": voce.verso or indovinato, "verso_confermato": bool(voce.verso) and voce.verso != indovinato}


def _scrivi_previsioni(
    voci: dict[Chiave, IndicatoreDati], indicatori: dict[Chiave, Indicatore], rileggere: set[Chiave]
) -> None:
    righe = Previsione.objects.filter(indicatore__in=indicatori.values())
    esistenti = {(riga.indicatore_id, riga.anno): riga for riga in righe}
    attese = {}
    for chiave, voce in voci.items():
        indicatore = indicatori[chiave]
        for anno in sorted({*voce.previsioni, *voce.annotazioni}):
            prima = esistenti.get((indicatore.pk, anno))
            attese[indicatore.pk, anno] = {
                "indicatore_id": indicatore.pk,
                "anno": anno,
                "testo": voce.previsioni.get(anno, ""),
                "annotazione": voce.annotazioni.get(anno, ""),
                **_lettura(voce, anno, prima, di_nuovo=chiave in rileggere),
            }
    allinea(Previsione, esistenti, attese)


def _lettura(voce: IndicatoreDati, anno: int, prima: Previsione | None, *, di_nuovo: bool) -> dict[str, Any]:
    """The present reading while the text is the same; a new proposal otherwise. What a person confirmed holds."""
    testo = voce.previsioni.get(anno, "")
    stesso = prima is not None and prima.testo == testo
    if prima is not None and stesso and (prima.lettura == StatoLettura.CONFERMATA or not di_nuovo):
        nomi = ("condizioni", "avvisi", "lettura", "confermata_da_id", "confermata_il")
        return {nome: getattr(prima, nome) for nome in nomi}
    return {
        **lettura_in_json(testo, anno, voce),
        "lettura": StatoLettura.PROPOSTA,
        "confermata_da_id": None,
        "confermata_il": None,
    }


def lettura_in_json(testo: str, anno: int, voce: IndicatoreDati) -> dict[str, Any]:
    """The engine's reading as the two lists that a Previsione stores; no conditions for an empty text."""
    if not testo:
        return {"condizioni": [], "avvisi": []}
    letta = interpreta(testo, anno, voce.termine)
    return {
        "condizioni": [condizione.in_json() for condizione in letta.condizioni],
        "avvisi": [asdict(avviso) for avviso in letta.avvisi],
    }


def _scrivi_strutture(ente: Ente, voci: dict[Chiave, IndicatoreDati], indicatori: dict[Chiave, Indicatore]) -> None:
    """Links in the order of the document; strutture that the body does not have yet are created."""
    nomi = dict.fromkeys(nome for voce in voci.values() for nome in voce.strutture)
    note = dict(Struttura.objects.filter(ente=ente, nome__in=nomi).values_list("nome", "pk"))
    nuove = Struttura.objects.bulk_create(Struttura(ente=ente, nome=nome) for nome in nomi if nome not in note)
    note |= {struttura.nome: struttura.pk for struttura in nuove}
    legame: Any = Indicatore.strutture.through
    presenti: defaultdict[int, list[int]] = defaultdict(list)
    righe = legame.objects.filter(indicatore__in=indicatori.values()).order_by("pk")
    for indicatore_id, struttura_id in righe.values_list("indicatore_id", "struttura_id"):
        presenti[indicatore_id].append(struttura_id)
    attesi = {indicatori[chiave].pk: [note[nome] for nome in voce.strutture] for chiave, voce in voci.items()}
    diversi = {pk: volute for pk, volute in attesi.items() if presenti[pk] != volute}
    legame.objects.filter(indicatore_id__in=diversi).delete()
    legame.objects.bulk_create(
        legame(indicatore_id=pk, struttura_id=struttura_id) for pk, volute in diversi.items() for struttura_id in volute
    )


def allinea_responsabilita(piano: Piano, anagrafe: Anagrafe) -> None:
    """The people that the plan's text names answer for its indicators; who was assigned by hand is not touched."""
    testi = Indicatore.objects.filter(scheda__piano=piano).values_list("pk", "responsabili_testo")
    voluti = {(pk, persona) for pk, testo in testi for persona in riconosci_persone(testo, anagrafe).persone}
    righe = Responsabilita.objects.filter(indicatore__scheda__piano=piano)
    esistenti = {(riga.indicatore_id, riga.persona_id): riga for riga in righe}
    di_troppo = [riga.pk for coppia, riga in esistenti.items() if coppia not in voluti and not riga.assegnata]
    if di_troppo:
        Responsabilita.objects.filter(pk__in=di_troppo).delete()
    Responsabilita.objects.bulk_create(
        Responsabilita(indicatore_id=indicatore_id, persona_id=persona_id)
        for indicatore_id, persona_id in sorted(voluti - esistenti.keys())
    )
