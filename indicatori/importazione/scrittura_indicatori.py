"""Indicators of a PianoDati into the database, with targets, readings, strutture and responsible people."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from indicatori.enums import StatoLettura
from indicatori.importazione.allineamento import allinea, metti_in_coda
from indicatori.importazione.copia import aggiorna, crea
from indicatori.importazione.letture import Letture
from indicatori.importazione.persone import Anagrafe, riconosci_persone
from indicatori.models import Attribuzione, Indicatore, Previsione, Responsabilita
from indicatori.motore.documento import IndicatoreDati, PianoDati
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Ente, Struttura
from pianoperf.web.rifiuti import DatiNonValidi

Chiave = tuple[str, str]
_CAMPI_LETTURA = ("condizioni", "avvisi", "lettura", "confermata_da_id", "confermata_il")


def scrivi_indicatori(
    *,
    ente: Ente,
    piano: Piano,
    dati: PianoDati,
    schede: dict[str, int],
    azioni: dict[Chiave, int],
    anagrafe: Anagrafe,
    letture: Letture,
) -> None:
    """Indicators and all that hangs from them; `letture` are the readings that somebody was shown.

    Raises DatiNonValidi for an azione that is missing.
    """
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
            campi = _campi(scheda.codice, voce, esistenti.get(chiave), letture)
            attesi[chiave] = {"scheda_id": schede[scheda.codice], "azione_id": azione_id, "ordine": ordine, **campi}
    termini = {chiave: riga.termine for chiave, riga in esistenti.items()}
    metti_in_coda(Indicatore, (riga for chiave, riga in esistenti.items() if chiave not in attesi), len(attesi))
    indicatori = allinea(Indicatore, esistenti, attesi)
    _scrivi_premesse(voci, indicatori, esistenti)
    rileggere = {chiave for chiave, voce in voci.items() if termini.get(chiave) != voce.termine}
    _scrivi_previsioni(piano, voci, indicatori, rileggere, letture)
    _scrivi_strutture(ente, piano, voci, indicatori)
    allinea_responsabilita(piano, anagrafe)


def _scrivi_premesse(
    voci: dict[Chiave, IndicatoreDati], indicatori: dict[Chiave, int], esistenti: dict[Chiave, Indicatore]
) -> None:
    """Which step each one hangs on; written when every step has its row."""
    diverse = []
    for (scheda, codice), voce in voci.items():
        prima = esistenti.get((scheda, codice))
        voluta = indicatori.get((scheda, voce.condizionato_da)) if voce.condizionato_da else None
        if voluta != (prima.condizionato_da_id if prima else None):
            diverse.append({"id": indicatori[scheda, codice], "condizionato_da_id": voluta})
    aggiorna(Indicatore, diverse, ["condizionato_da_id"])


def _azione_id(scheda: str, voce: IndicatoreDati, azioni: dict[Chiave, int]) -> int | None:
    if not voce.azione:
        return None
    if (scheda, voce.azione) not in azioni:
        raise DatiNonValidi({"": [f"Scheda {scheda}, indicatore {voce.codice}: l'azione «{voce.azione}» non esiste."]})
    return azioni[scheda, voce.azione]


def _campi(scheda: str, voce: IndicatoreDati, esistente: Indicatore | None, letture: Letture) -> dict[str, Any]:
    return {
        "codice": voce.codice,
        "descrizione": voce.descrizione,
        "responsabili_testo": voce.responsabili,
        "algoritmo": voce.algoritmo,
        "baseline": voce.baseline,
        "termine": voce.termine,
        "peso": voce.peso,
        "note": voce.note,
        "ciclico": voce.ciclico,
        **_verso(scheda, voce, esistente, letture),
    }


def _verso(scheda: str, voce: IndicatoreDati, esistente: Indicatore | None, letture: Letture) -> dict[str, Any]:
    """A verso written in the sheet against the guess (or against the present one) is a person's choice."""
    if esistente is not None:
        scritto = voce.verso or esistente.verso
        return {"verso": scritto, "verso_confermato": esistente.verso_confermato or scritto != esistente.verso}
    indovinato = letture.verso_di(scheda, voce)
    return {"verso": voce.verso or indovinato, "verso_confermato": bool(voce.verso) and voce.verso != indovinato}


def _scrivi_previsioni(
    piano: Piano,
    voci: dict[Chiave, IndicatoreDati],
    indicatori: dict[Chiave, int],
    rileggere: set[Chiave],
    letture: Letture,
) -> None:
    righe = Previsione.objects.filter(indicatore__scheda__piano=piano)
    esistenti = {(riga.indicatore_id, riga.anno): riga for riga in righe}
    attese = {}
    for chiave, voce in voci.items():
        indicatore = indicatori[chiave]
        for anno in sorted({*voce.previsioni, *voce.annotazioni}):
            prima = esistenti.get((indicatore, anno))
            attese[indicatore, anno] = {
                "indicatore_id": indicatore,
                "anno": anno,
                "testo": voce.previsioni.get(anno, ""),
                "annotazione": voce.annotazioni.get(anno, ""),
                "ricorrente": False,
                **_lettura(voce, anno, prima, letture, di_nuovo=chiave in rileggere),
            }
    allinea(Previsione, esistenti, attese)


def _lettura(
    voce: IndicatoreDati, anno: int, prima: Previsione | None, letture: Letture, *, di_nuovo: bool
) -> dict[str, Any]:
    """The present reading while the text is the same; a new proposal otherwise. What a person confirmed holds."""
    testo = voce.previsioni.get(anno, "")
    stesso = prima is not None and prima.testo == testo
    if prima is not None and stesso and (prima.lettura == StatoLettura.CONFERMATA or not di_nuovo):
        return {nome: getattr(prima, nome) for nome in _CAMPI_LETTURA}
    letta = letture.di(testo, anno, voce.termine)
    return {
        "condizioni": letta.condizioni,
        "avvisi": letta.avvisi,
        "lettura": StatoLettura.PROPOSTA,
        "confermata_da_id": None,
        "confermata_il": None,
    }


def _scrivi_strutture(
    ente: Ente, piano: Piano, voci: dict[Chiave, IndicatoreDati], indicatori: dict[Chiave, int]
) -> None:
    """Links in the order of the document; strutture that the body does not have yet are created."""
    nomi = dict.fromkeys(nome for voce in voci.values() for nome in voce.strutture)
    note = dict(Struttura.objects.filter(ente=ente, nome__in=nomi).values_list("nome", "pk"))
    nuove = Struttura.objects.bulk_create(Struttura(ente=ente, nome=nome) for nome in nomi if nome not in note)
    note |= {struttura.nome: struttura.pk for struttura in nuove}
    presenti: defaultdict[int, list[int]] = defaultdict(list)
    righe = Attribuzione.objects.filter(indicatore__scheda__piano=piano).order_by("pk")
    for indicatore_id, struttura_id in righe.values_list("indicatore_id", "struttura_id"):
        presenti[indicatore_id].append(struttura_id)
    attesi = {indicatori[chiave]: [note[nome] for nome in voce.strutture] for chiave, voce in voci.items()}
    diversi = {pk: volute for pk, volute in attesi.items() if presenti.get(pk, []) != volute}
    Attribuzione.objects.filter(indicatore_id__in=diversi.keys() & presenti.keys()).delete()
    legami = ((pk, struttura) for pk, volute in diversi.items() for struttura in volute)
    crea(Attribuzione, [{"indicatore_id": pk, "struttura_id": struttura} for pk, struttura in legami])


def allinea_responsabilita(piano: Piano, anagrafe: Anagrafe) -> None:
    """The people that the plan's text names answer for its indicators; who was assigned by hand is not touched."""
    testi = list(Indicatore.objects.filter(scheda__piano=piano).values_list("pk", "responsabili_testo"))
    persone = {testo: riconosci_persone(testo, anagrafe).persone for testo in {testo for _, testo in testi}}
    voluti = {(pk, persona) for pk, testo in testi for persona in persone[testo]}
    righe = Responsabilita.objects.filter(indicatore__scheda__piano=piano)
    esistenti = {(riga.indicatore_id, riga.persona_id): riga for riga in righe}
    di_troppo = [riga.pk for coppia, riga in esistenti.items() if coppia not in voluti and not riga.assegnata]
    if di_troppo:
        Responsabilita.objects.filter(pk__in=di_troppo).delete()
    nuove = sorted(voluti - esistenti.keys())
    crea(Responsabilita, [{"indicatore_id": pk, "persona_id": persona} for pk, persona in nuove])
