"""The end of the year, through the services: approval, publication, re-opening, and who may do them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from obiettivi.models import Atto
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione import permissions
from rendicontazione.enums import EsitoGiudizio, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Istantanea, Rendicontazione, Riapertura
from rendicontazione.services.anno import trasmetti_rendicontazione
from rendicontazione.services.chiusura import approva_rendicontazione, pubblica_rendicontazione
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.chiusure import DELIBERA, DOPO
from tests.rendicontazione.test_permessi import PERSONE
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


def _trasmessa(cast: Cast) -> Rendicontazione:
    rendicontazione = scenari.anno_aperto(cast)
    trasmetti_rendicontazione(rendicontazione=rendicontazione, utente=cast.direttore, adesso=ADESSO)
    return Rendicontazione.objects.get(pk=rendicontazione.pk)


AZIONI = {
    "proroga": (permissions.controlla_puo_prorogare, "amministratrice"),
    "trasmetti": (permissions.controlla_puo_trasmettere, "direttore"),
    "avvia": (permissions.controlla_puo_prendere_in_esame, "nucleo"),
    "valida": (permissions.controlla_puo_validare, "nucleo"),
    "approva": (permissions.controlla_puo_approvare, "amministratrice"),
    "pubblica": (permissions.controlla_puo_pubblicare, "amministratrice"),
    "riapri": (permissions.controlla_puo_riaprire, "amministratrice"),
}
TAVOLA: list[tuple[Callable[[Cast], Rendicontazione], set[str]]] = [
    # state                    what its role may do
    (scenari.anno_aperto, {"proroga", "trasmetti"}),
    (_trasmessa, {"avvia"}),
    (chiusure.in_validazione, {"valida"}),
    (chiusure.validata, {"approva", "riapri"}),
    (chiusure.approvata, {"pubblica", "riapri"}),
    (chiusure.pubblicata, {"riapri"}),
    (chiusure.riaperta, {"valida"}),
    (chiusure.validata_di_nuovo, {"approva", "riapri"}),
]


@pytest.mark.parametrize(("stato", "possibili"), TAVOLA, ids=lambda v: getattr(v, "__name__", ""))
def test_who_may_do_what_in_each_state(
    cast: Cast, stato: Callable[[Cast], Rendicontazione], possibili: set[str]
) -> None:
    rendicontazione = stato(cast)
    for nome, (controllo, ruolo) in AZIONI.items():
        motivi = {p: permissions.motivo_divieto(controllo, cast.per_nome(p), rendicontazione) for p in PERSONE}
        assert {p for p in PERSONE if not motivi[p]} == ({ruolo} if nome in possibili else set()), nome


def test_an_act_approves_the_year_and_publication_gets_its_date(cast: Cast) -> None:
    approvata = chiusure.approvata(cast)
    assert (approvata.stato, str(approvata.atto)) == (
        StatoRendicontazione.APPROVATA,
        "Consiglio di Amministrazione n. 12 del 20/03/2024 - Allegato A",
    )
    pubblicata = pubblica_rendicontazione(rendicontazione=approvata, utente=cast.amministratrice, adesso=DOPO)
    assert (pubblicata.stato, pubblicata.pubblicata_il) == (StatoRendicontazione.PUBBLICATA, DOPO)


def test_approving_twice_is_refused_with_the_act(cast: Cast) -> None:
    approvata = chiusure.approvata(cast)
    with pytest.raises(AzioneNegata, match="è già approvato con Consiglio di Amministrazione"):
        approva_rendicontazione(rendicontazione=approvata, utente=cast.amministratrice, adesso=DOPO, **DELIBERA)


@pytest.mark.parametrize(
    ("dati", "campo"),
    [({"data": date(2030, 1, 1)}, "data"), ({"numero": "1", "data": date(2022, 12, 20), "allegato": "Z"}, "allegato")],
)
def test_an_impossible_act_is_refused_with_its_field(cast: Cast, dati: dict[str, Any], campo: str) -> None:
    chiusa = chiusure.validata(cast)
    with pytest.raises(DatiNonValidi) as rifiuto:
        approva_rendicontazione(
            rendicontazione=chiusa, utente=cast.amministratrice, adesso=DOPO, **{**DELIBERA, **dati}
        )
    assert list(rifiuto.value.errori) == [campo]
    assert Atto.objects.count() == 1


@pytest.mark.parametrize("stato", [chiusure.validata, chiusure.approvata, chiusure.pubblicata])
def test_a_reopened_year_goes_back_to_the_nucleo_without_act_and_dates(
    cast: Cast, stato: Callable[[Cast], Rendicontazione]
) -> None:
    chiusa = stato(cast)
    riapertura = chiusure.riapri(cast, chiusa)
    rendicontazione = Rendicontazione.objects.get(pk=chiusa.pk)
    assert rendicontazione.stato == StatoRendicontazione.IN_VALIDAZIONE
    assert (rendicontazione.validata_il, rendicontazione.atto, rendicontazione.pubblicata_il) == (None, None, None)
    assert (riapertura.dallo_stato, riapertura.riaperta_da) == (chiusa.stato, cast.amministratrice)
    assert rendicontazione.istantanee.count() == 1


def test_a_reopening_needs_a_reason_and_each_time_another_act(cast: Cast) -> None:
    chiusa = chiusure.validata(cast)
    with pytest.raises(DatiNonValidi, match="Scrivi perché"):
        chiusure.riapri(cast, chiusa, motivo=" ")
    riaperto = chiusure.riapri(cast, chiusa).rendicontazione
    with pytest.raises(AzioneNegata, match="Si riapre una rendicontazione validata"):
        chiusure.riapri(cast, chiusa)
    chiusa = scenari.valida(cast, riaperto)
    with pytest.raises(DatiNonValidi, match="ne serve un altro"):
        chiusure.riapri(cast, chiusa)
    chiusure.riapri(cast, chiusa, numero="41")
    assert Riapertura.objects.count() == 2


def test_in_a_reopened_year_only_the_nucleo_writes_and_may_change_its_mind(cast: Cast) -> None:
    chiusure.riaperta(cast)
    risultato = scenari.risultato_di("1.3")
    assert {p for p in PERSONE if permissions.puo_giudicare(cast.per_nome(p), risultato)} == {"nucleo"}
    assert not [p for p in PERSONE if permissions.puo_compilare(cast.per_nome(p), risultato, ADESSO)]
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    assert permissions.puo_compilare(cast.responsabile, scenari.risultato_di("1.3"), ADESSO)
    assert not permissions.puo_compilare(cast.responsabile, scenari.risultato_di("1.2"), ADESSO)


def test_before_any_reopening_an_opinion_is_not_changed(cast: Cast) -> None:
    chiusure.in_validazione(cast)
    assert not permissions.puo_giudicare(cast.nucleo, scenari.risultato_di("1.3"))


@pytest.mark.parametrize("stato", [chiusure.validata, chiusure.approvata, chiusure.pubblicata])
def test_after_validation_nobody_writes(cast: Cast, stato: Callable[[Cast], Rendicontazione]) -> None:
    stato(cast)
    for risultato in (scenari.risultato_di("1.3"), scenari.risultato_di("2.1")):
        assert not [p for p in PERSONE if permissions.puo_compilare(cast.per_nome(p), risultato, ADESSO)]
        assert not [p for p in PERSONE if permissions.puo_giudicare(cast.per_nome(p), risultato)]
    with pytest.raises(AzioneNegata):
        scenari.giudicato(cast, "1.3", EsitoGiudizio.RETTIFICATO)
    assert scenari.risultato_di("1.3").stato == StatoRisultato.CONFERMATO


@pytest.mark.parametrize("stato", [chiusure.validata, chiusure.approvata, chiusure.pubblicata])
def test_the_database_refuses_any_write_on_the_results_of_a_closed_year(
    cast: Cast, stato: Callable[[Cast], Rendicontazione]
) -> None:
    chiusa = stato(cast)
    with pytest.raises(InternalError, match="validated year"), transaction.atomic():
        chiusa.risultati.update(nota="Altro")
    with pytest.raises(InternalError, match="validated year"), transaction.atomic():
        chiusa.risultati.filter(stato=StatoRisultato.DA_INSERIRE).delete()
    chiusure.riapri(cast, chiusa)
    assert chiusa.risultati.update(nota="Altro") == 5


def test_the_database_refuses_a_reopening_without_reason_or_of_an_open_year(cast: Cast) -> None:
    riapertura = chiusure.riapri(cast, chiusure.validata(cast))
    dati = {
        "rendicontazione": riapertura.rendicontazione,
        "dallo_stato": riapertura.dallo_stato,
        "motivo": "Altro motivo",
        "atto": Atto.objects.exclude(pk=riapertura.atto_id).first(),
        "riaperta_da": cast.amministratrice,
        "riaperta_il": DOPO,
    }
    for sbagliati in ({"motivo": ""}, {"dallo_stato": "aperta"}, {"atto": riapertura.atto}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Riapertura.objects.create(**{**dati, **sbagliati})


def test_a_snapshot_has_its_own_number_and_is_never_changed(cast: Cast) -> None:
    chiusa = chiusure.validata(cast)
    for numero in (0, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            Istantanea.objects.create(rendicontazione=chiusa, numero=numero, dati={}, creata_il=DOPO)
    with pytest.raises(InternalError), transaction.atomic():
        Istantanea.objects.update(dati={})
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute("DELETE FROM rendicontazione_istantanea")


def test_a_reopening_stays_and_leaves_its_trace_in_the_history(cast: Cast) -> None:
    riapertura = chiusure.riapri(cast, chiusure.validata(cast))
    assert riapertura.events.count() == 1
    with pytest.raises(InternalError), transaction.atomic():
        Riapertura.objects.update(motivo="Altro")
    with pytest.raises(InternalError), transaction.atomic():
        riapertura.delete()
