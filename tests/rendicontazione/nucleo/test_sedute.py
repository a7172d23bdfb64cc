"""Members and sedute: who is in office, what a quorum is, what a validation needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Componente, Rendicontazione
from rendicontazione.nucleo.selectors import componenti_in_carica, sedute_di
from rendicontazione.nucleo.services.componenti import registra_componente, togli_componente
from rendicontazione.nucleo.services.sedute import registra_seduta, togli_seduta
from rendicontazione.nucleo.valide import maggioranza
from tests import scenari
from tests.rendicontazione import chiusure
from tests.rendicontazione.nucleo import lavoro
from tests.rendicontazione.nucleo.lavoro import GIORNO
from tests.rendicontazione.test_permessi import PERSONE
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("componenti", "quorum"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_the_default_quorum_is_the_majority(componenti: int, quorum: int) -> None:
    assert maggioranza(componenti) == quorum


def test_who_is_in_office_depends_on_the_day(cast: Cast) -> None:
    componenti = lavoro.componenti(cast)
    registra_componente(
        ente=cast.ente,
        componente=componenti[2],
        nome="Lia Prova",
        dal=date(2022, 1, 1),
        al=date(2024, 1, 15),
        utente=cast.amministratrice,
    )
    assert [c.nome for c in componenti_in_carica(cast.ente, date(2024, 1, 15))] == [
        "Nora Nucleo",
        "Ivo Esempio",
        "Lia Prova",
    ]
    assert [c.nome for c in componenti_in_carica(cast.ente, GIORNO)] == ["Nora Nucleo", "Ivo Esempio"]
    assert componenti_in_carica(cast.ente, date(2021, 12, 31)) == []


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        ({"nome": "lia  prova"}, "nome"),
        ({"presidente": True}, "presidente"),
        ({"al": date(2021, 1, 1)}, "al"),
    ],
)
def test_an_impossible_member_is_refused_with_its_field(cast: Cast, dati: dict[str, Any], campo: str) -> None:
    lavoro.componenti(cast)
    voce = {"nome": "Ugo Nuovo", "dal": date(2023, 1, 1), **dati}
    with pytest.raises(DatiNonValidi) as rifiuto:
        registra_componente(ente=cast.ente, utente=cast.amministratrice, **voce)
    assert list(rifiuto.value.errori) == [campo]
    assert Componente.objects.count() == 3


def test_the_login_of_a_member_is_one_of_the_nucleo(cast: Cast) -> None:
    with pytest.raises(DatiNonValidi, match="non ha il ruolo di Nucleo"):
        registra_componente(ente=cast.ente, nome="Ugo", dal=GIORNO, accesso=cast.direttore, utente=cast.amministratrice)


def test_only_the_amministratore_registers_members(cast: Cast) -> None:
    for persona in set(PERSONE) - {"amministratrice"}:
        with pytest.raises(AzioneNegata, match="amministratore"):
            registra_componente(ente=cast.ente, nome="Ugo", dal=GIORNO, utente=cast.per_nome(persona))


def test_a_member_who_sat_gets_an_end_and_is_not_taken_off(cast: Cast) -> None:
    componenti = lavoro.componenti(cast)
    lavoro.seduta(cast, scenari.anno_aperto(cast), quanti=1)
    with pytest.raises(AzioneNegata, match="era in una seduta"):
        togli_componente(componente=componenti[0], utente=cast.amministratrice)
    togli_componente(componente=componenti[2], utente=cast.amministratrice)
    assert Componente.objects.count() == 2


def test_a_seduta_without_the_quorum_is_written_and_is_not_valid(cast: Cast) -> None:
    lavoro.componenti(cast)
    rendicontazione = scenari.anno_aperto(cast)
    lavoro.seduta(cast, rendicontazione, quanti=1)
    lavoro.seduta(cast, rendicontazione, quanti=2, data=GIORNO + timedelta(days=1))
    deserta, valida = sedute_di(rendicontazione)
    assert deserta.difetto == "La seduta non è valida: 1 presente, ne servono 2."
    assert (valida.valida, valida.seduta.quorum, len(valida.presenti)) == (True, 2, 2)


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        ({"data": ADESSO.date() + timedelta(days=1)}, "data"),
        ({"data": date(2022, 12, 31)}, "data"),
        ({"quorum": 4}, "quorum"),
        ({"quorum": 0}, "quorum"),
    ],
)
def test_an_impossible_seduta_is_refused_with_its_field(cast: Cast, dati: dict[str, Any], campo: str) -> None:
    lavoro.componenti(cast)
    rendicontazione = scenari.anno_aperto(cast)
    with pytest.raises(DatiNonValidi) as rifiuto:
        lavoro.seduta(cast, rendicontazione, **dati)
    assert list(rifiuto.value.errori) == [campo]
    assert not rendicontazione.sedute.exists()


def test_somebody_not_in_office_was_not_present(cast: Cast) -> None:
    lavoro.componenti(cast)
    dopo = registra_componente(ente=cast.ente, nome="Ugo Nuovo", dal=ADESSO.date(), utente=cast.amministratrice)
    rendicontazione = scenari.anno_aperto(cast)
    with pytest.raises(DatiNonValidi, match="non era in carica: Ugo Nuovo"):
        registra_seduta(
            rendicontazione=rendicontazione, data=GIORNO, presenti=[dopo], utente=cast.nucleo, adesso=ADESSO
        )


def test_without_members_a_seduta_cannot_be_registered(cast: Cast) -> None:
    with pytest.raises(DatiNonValidi, match="nessun componente era in carica"):
        lavoro.seduta(cast, scenari.anno_aperto(cast))


def test_a_seduta_is_corrected_and_taken_off_until_the_year_is_closed(cast: Cast) -> None:
    lavoro.componenti(cast)
    rendicontazione = chiusure.in_validazione(cast)
    prima = lavoro.seduta(cast, rendicontazione, quanti=1)
    lavoro.seduta(cast, rendicontazione, quanti=3, seduta=prima)
    assert [len(s.presenti) for s in sedute_di(rendicontazione)] == [3]
    altra = lavoro.seduta(cast, rendicontazione)
    togli_seduta(seduta=altra, utente=cast.nucleo)
    chiusa = scenari.valida(cast, rendicontazione)
    with pytest.raises(AzioneNegata, match="chiuso dal Nucleo"):
        togli_seduta(seduta=prima, utente=cast.nucleo)
    with pytest.raises(AzioneNegata, match="chiuso dal Nucleo"):
        lavoro.seduta(cast, chiusa)


def test_a_body_without_members_validates_without_sedute(cast: Cast) -> None:
    assert chiusure.validata(cast).stato == StatoRendicontazione.VALIDATA


def test_a_body_with_members_validates_only_after_a_valid_seduta(cast: Cast) -> None:
    lavoro.componenti(cast)
    rendicontazione = chiusure.in_validazione(cast)
    with pytest.raises(AzioneNegata, match="registra almeno una seduta valida"):
        scenari.valida(cast, rendicontazione)
    lavoro.seduta(cast, rendicontazione, quanti=1)
    with pytest.raises(AzioneNegata, match="registra almeno una seduta valida"):
        scenari.valida(cast, rendicontazione)
    lavoro.seduta(cast, rendicontazione, quanti=2)
    assert scenari.valida(cast, rendicontazione).stato == StatoRendicontazione.VALIDATA


def test_after_a_reopening_the_nucleo_meets_again(cast: Cast) -> None:
    lavoro.componenti(cast)
    rendicontazione = chiusure.in_validazione(cast)
    lavoro.seduta(cast, rendicontazione)
    chiusure.riapri(cast, scenari.valida(cast, rendicontazione))
    with pytest.raises(AzioneNegata, match="dopo la riapertura serve una seduta valida"):
        scenari.valida(cast, rendicontazione)
    presenti = list(cast.ente.componenti_nucleo.all())
    registra_seduta(
        rendicontazione=rendicontazione,
        data=chiusure.DOPO.date(),
        presenti=presenti,
        utente=cast.nucleo,
        adesso=chiusure.DOPO,
    )
    assert scenari.valida(cast, Rendicontazione.objects.get(pk=rendicontazione.pk)).istantanee.count() == 2
