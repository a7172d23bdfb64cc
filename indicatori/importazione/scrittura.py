"""A PianoDati into the database: the plan, its objectives, schede, azioni, chapters. Callers hold the transaction."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.db.models import Model, ProtectedError

from indicatori.importazione.allineamento import allinea, metti_in_coda
from indicatori.importazione.copia import vincoli_subito
from indicatori.importazione.letture import Letture
from indicatori.importazione.persone import Anagrafe
from indicatori.importazione.scrittura_indicatori import scrivi_indicatori
from indicatori.models import Indicatore, Previsione
from indicatori.motore.documento import PianoDati
from indicatori.motore.memoria import letture_ricordate
from obiettivi.models import Azione, Capitolo, Collegamento, ObiettivoStrategico, Piano, Scheda
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import DatiNonValidi

_K = TypeVar("_K", bound=Hashable)


def scrivi_piano(
    *,
    ente: Ente,
    piano: Piano | None,
    dati: PianoDati,
    anagrafe: Anagrafe,
    elimina_assenti: bool = False,
    letture: Letture | None = None,
) -> Piano:
    """Makes the plan in the database equal to `dati`; what `dati` does not name stays unless `elimina_assenti`.

    `letture` are the readings that somebody was shown; a target that is not among them is read now.

    Raises DatiNonValidi when a row to be removed holds results, and when an azione or an objective named is missing.
    """
    testa = {
        "ente_id": ente.pk,
        "codice": dati.codice,
        "famiglia": dati.famiglia,
        "titolo": dati.titolo,
        "primo_anno": dati.triennio[0],
        "ultimo_anno": dati.triennio[2],
    }
    with letture_ricordate(), vincoli_subito():
        chiave = allinea(Piano, {0: piano} if piano else {}, {0: testa})[0]
        piano = piano or Piano.objects.select_related("ente").get(pk=chiave)
        if elimina_assenti:
            _elimina_assenti(piano, dati)
        obiettivi = _scrivi_obiettivi(piano, dati)
        schede = _scrivi_schede(piano, dati)
        _scrivi_collegamenti(dati, schede, obiettivi)
        scrivi_indicatori(
            ente=ente,
            piano=piano,
            dati=dati,
            schede=schede,
            azioni=_scrivi_azioni(piano, dati, schede),
            anagrafe=anagrafe,
            letture=letture or Letture(),
        )
    # the places of the chapters are compared at the end of the transaction: two of them may change places
    _scrivi_capitoli(piano, dati, elimina_assenti=elimina_assenti)
    return piano


def _scrivi_obiettivi(piano: Piano, dati: PianoDati) -> dict[str, int]:
    esistenti = {obiettivo.codice: obiettivo for obiettivo in piano.obiettivi_strategici.order_by("ordine")}
    attesi = {
        voce.codice: {
            "piano_id": piano.pk,
            "ordine": ordine,
            "codice": voce.codice,
            "titolo": voce.titolo,
            "area": voce.area,
        }
        for ordine, voce in enumerate(dati.obiettivi_strategici)
    }
    rimasti = {codice: voce for codice, voce in esistenti.items() if codice not in attesi}
    metti_in_coda(ObiettivoStrategico, rimasti.values(), len(attesi))
    return _chiavi(rimasti) | allinea(ObiettivoStrategico, esistenti, attesi)


def _scrivi_capitoli(piano: Piano, dati: PianoDati, *, elimina_assenti: bool) -> None:
    esistenti = {capitolo.chiave: capitolo for capitolo in piano.capitoli.order_by("ordine")}
    attesi = {
        voce.chiave: {
            "piano_id": piano.pk,
            "ordine": ordine,
            "numero": voce.numero,
            "titolo": voce.titolo,
            "testo": voce.testo,
            "tavola": voce.tavola,
        }
        for ordine, voce in enumerate(dati.capitoli)
    }
    rimasti = [voce for chiave, voce in esistenti.items() if chiave not in attesi]
    if elimina_assenti:
        piano.capitoli.filter(pk__in=[voce.pk for voce in rimasti]).delete()
    else:
        metti_in_coda(Capitolo, rimasti, len(attesi))
    allinea(Capitolo, esistenti, attesi)


def _scrivi_schede(piano: Piano, dati: PianoDati) -> dict[str, int]:
    esistenti = {scheda.codice: scheda for scheda in piano.schede.order_by("ordine")}
    attese = {
        voce.codice: {
            "piano_id": piano.pk,
            "ordine": ordine,
            "codice": voce.codice,
            "tipo": voce.tipo,
            "titolo": voce.titolo,
            "triennio_dichiarato": voce.triennio_dichiarato,
            "responsabile": voce.responsabile,
            "altri_servizi": voce.altri_servizi,
            "incidenza": voce.incidenza,
            "testi": voce.testi,
        }
        for ordine, voce in enumerate(dati.schede)
    }
    metti_in_coda(Scheda, (voce for codice, voce in esistenti.items() if codice not in attese), len(attese))
    return allinea(Scheda, esistenti, attese)


def _scrivi_collegamenti(dati: PianoDati, schede: dict[str, int], obiettivi: dict[str, int]) -> None:
    righe = Collegamento.objects.filter(scheda__in=schede.values())
    esistenti = {(riga.scheda_id, riga.obiettivo_id): riga for riga in righe}
    attesi = {}
    for voce in dati.schede:
        for ordine, codice in enumerate(voce.obiettivi_strategici):
            if codice not in obiettivi:
                raise DatiNonValidi({"": [f"Scheda {voce.codice}: l'obiettivo strategico «{codice}» non esiste."]})
            coppia = (schede[voce.codice], obiettivi[codice])
            attesi[coppia] = {"scheda_id": coppia[0], "obiettivo_id": coppia[1], "ordine": ordine}
    di_troppo = [riga.pk for coppia, riga in esistenti.items() if coppia not in attesi]
    if di_troppo:
        Collegamento.objects.filter(pk__in=di_troppo).delete()
    allinea(Collegamento, esistenti, attesi)


def _scrivi_azioni(piano: Piano, dati: PianoDati, schede: dict[str, int]) -> dict[tuple[str, str], int]:
    righe = Azione.objects.filter(scheda__piano=piano).select_related("scheda").order_by("scheda", "ordine")
    esistenti = {(riga.scheda.codice, riga.numero): riga for riga in righe}
    attese = {
        (scheda.codice, voce.numero): {
            "scheda_id": schede[scheda.codice],
            "ordine": ordine,
            "numero": voce.numero,
            "innovazione": voce.innovazione,
            "descrizione": voce.descrizione,
            "risultato_atteso": voce.risultato_atteso,
            "anni": list(voce.anni),
        }
        for scheda in dati.schede
        for ordine, voce in enumerate(scheda.azioni)
    }
    rimaste = {chiave: riga for chiave, riga in esistenti.items() if chiave not in attese}
    metti_in_coda(Azione, rimaste.values(), len(attese))
    return _chiavi(rimaste) | allinea(Azione, esistenti, attese)


def _chiavi(righe: Mapping[_K, Model]) -> dict[_K, int]:
    return {chiave: riga.pk for chiave, riga in righe.items()}


def _elimina_assenti(piano: Piano, dati: PianoDati) -> None:
    """Removes what `dati` does not name, leaves first. Raises DatiNonValidi when something of it holds results."""
    anni = {
        (scheda.codice, voce.codice): {*voce.previsioni, *voce.annotazioni}
        for scheda in dati.schede
        for voce in scheda.indicatori
    }
    azioni = {(scheda.codice, azione.numero) for scheda in dati.schede for azione in scheda.azioni}
    schede = [scheda.codice for scheda in dati.schede]
    obiettivi = [obiettivo.codice for obiettivo in dati.obiettivi_strategici]
    try:
        _elimina_indicatori(piano, anni)
        _elimina_azioni(piano, azioni)
        piano.schede.exclude(codice__in=schede).delete()
        Collegamento.objects.filter(scheda__piano=piano).exclude(obiettivo__codice__in=obiettivi).delete()
        piano.obiettivi_strategici.exclude(codice__in=obiettivi).delete()
    except ProtectedError as protetto:
        raise DatiNonValidi(
            {"": ["Il foglio toglierebbe indicatori o previsioni che hanno già dei risultati: niente è stato scritto."]}
        ) from protetto


def _elimina_indicatori(piano: Piano, anni: Mapping[tuple[str, str], set[int]]) -> None:
    """`anni` gives the years that each indicator keeps, by scheda and code."""
    suoi = Indicatore.objects.filter(scheda__piano=piano).values_list("pk", "scheda__codice", "codice")
    rimasti = {pk: anni[scheda, codice] for pk, scheda, codice in suoi if (scheda, codice) in anni}
    stampate = Previsione.objects.filter(indicatore_id__in=rimasti, ricorrente=False)
    previsioni = stampate.values_list("pk", "indicatore_id", "anno")
    di_troppo = [pk for pk, indicatore, anno in previsioni if anno not in rimasti[indicatore]]
    Indicatore.objects.filter(scheda__piano=piano).exclude(pk__in=rimasti).delete()
    Previsione.objects.filter(pk__in=di_troppo).delete()


def _elimina_azioni(piano: Piano, tenute: set[tuple[str, str]]) -> None:
    sue = Azione.objects.filter(scheda__piano=piano).values_list("pk", "scheda__codice", "numero")
    di_troppo = [pk for pk, scheda, numero in sue if (scheda, numero) not in tenute]
    Indicatore.objects.filter(azione_id__in=di_troppo).update(azione=None)
    Azione.objects.filter(pk__in=di_troppo).delete()
