"""The permissions table: role x action x state, the stranger included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Utente
from rendicontazione import permissions
from rendicontazione.enums import EsitoGiudizio
from rendicontazione.selectors import contatori, rilevazioni_di, risultati_visibili_a
from tests import scenari
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db

PERSONE = ("amministratrice", "direttore", "responsabile", "nucleo", "organo", "estraneo")


@pytest.fixture
def cast() -> Cast:
    return scenari.crea_cast()


def _apri(cast: Cast) -> None:
    scenari.anno_aperto(cast)


def _con_bozza(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")


def _inviato(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")


def _rinviato(cast: Cast) -> None:
    _inviato(cast)
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO)


def _confermato(cast: Cast) -> None:
    _inviato(cast)
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO, "")


def _al_nucleo(cast: Cast) -> None:
    scenari.porta_al_nucleo(cast, scenari.anno_aperto(cast))


def _inviato_al_nucleo(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI")
    scenari.porta_al_nucleo(cast, rendicontazione)


def _rinviato_dal_nucleo(cast: Cast) -> None:
    _inviato_al_nucleo(cast)
    scenari.giudicato(cast, "1.1", EsitoGiudizio.RINVIATO)


def _validato(cast: Cast) -> None:
    _inviato_al_nucleo(cast)
    scenari.giudicato(cast, "1.1", EsitoGiudizio.CONFERMATO, "")
    scenari.valida(cast, scenari.risultato_di("1.1").rendicontazione)


COMPILANO = {"amministratrice", "direttore", "responsabile"}
TAVOLA: list[tuple[Callable[[Cast], None], set[str], set[str]]] = [
    # state                 may enter    may judge
    (_apri, COMPILANO, set()),
    (_con_bozza, COMPILANO, set()),
    (_inviato, set(), {"nucleo"}),
    (_rinviato, COMPILANO, set()),
    (_confermato, set(), set()),
    (_al_nucleo, set(), set()),
    (_inviato_al_nucleo, set(), {"nucleo"}),
    (_rinviato_dal_nucleo, COMPILANO, set()),
    (_validato, set(), set()),
]


@pytest.mark.parametrize(("stato", "compilano", "giudicano"), TAVOLA, ids=lambda v: getattr(v, "__name__", ""))
def test_who_may_enter_and_who_may_judge_in_each_state(
    cast: Cast, stato: Callable[[Cast], None], compilano: set[str], giudicano: set[str]
) -> None:
    stato(cast)
    risultato = scenari.risultato_di("1.1")
    assert {p for p in PERSONE if permissions.puo_compilare(cast.per_nome(p), risultato, ADESSO)} == compilano
    assert {p for p in PERSONE if permissions.puo_giudicare(cast.per_nome(p), risultato)} == giudicano


@pytest.mark.parametrize(
    ("codice", "vedono"),
    [("1.1", set(PERSONE) - {"estraneo"}), ("2.1", {"amministratrice", "direttore", "nucleo", "organo"})],
)
def test_a_responsabile_sees_only_the_own_indicators_and_a_stranger_nothing(
    cast: Cast, codice: str, vedono: set[str]
) -> None:
    scenari.anno_aperto(cast)
    risultato = scenari.risultato_di(codice)
    assert {p for p in PERSONE if permissions.puo_vedere(cast.per_nome(p), risultato)} == vedono
    elencano = {p for p in PERSONE if risultati_visibili_a(cast.per_nome(p), cast.ente).contains(risultato)}
    assert elencano == vedono


def test_a_responsabile_may_not_enter_the_indicator_of_somebody_else(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    motivo = permissions.motivo_divieto(
        permissions.controlla_puo_compilare, cast.responsabile, scenari.risultato_di("2.1"), ADESSO
    )
    assert motivo == "Questo indicatore è affidato ad altri: puoi compilare solo i tuoi."


@pytest.mark.parametrize(("giorni", "frase"), [(-20, "si apre il"), (40, "si è chiusa il")])
def test_outside_the_window_the_sentence_says_when_it_opens_or_closed(cast: Cast, giorni: int, frase: str) -> None:
    scenari.anno_aperto(cast)
    motivo = permissions.motivo_divieto(
        permissions.controlla_puo_compilare,
        cast.responsabile,
        scenari.risultato_di("1.1"),
        ADESSO + timedelta(days=giorni),
    )
    assert frase in motivo


def test_the_steps_of_the_year_belong_to_one_role_each(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    assert _chi(cast, permissions.controlla_puo_trasmettere, rendicontazione) == {"direttore"}
    assert _chi(cast, permissions.controlla_puo_prorogare, rendicontazione) == {"amministratrice"}
    assert _chi(cast, permissions.controlla_puo_prendere_in_esame, rendicontazione) == set()
    rendicontazione = scenari.porta_al_nucleo(cast, rendicontazione)
    assert _chi(cast, permissions.controlla_puo_trasmettere, rendicontazione) == set()
    assert _chi(cast, permissions.controlla_puo_validare, rendicontazione) == {"nucleo"}


def _chi(cast: Cast, controllo: Callable[..., None], *argomenti: object) -> set[str]:
    return {p for p in PERSONE if not permissions.motivo_divieto(controllo, cast.per_nome(p), *argomenti)}


def test_an_expired_incarico_gives_nothing(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    cast.nucleo.incarichi.update(al=ADESSO.date() - timedelta(days=1))
    nucleo = Utente.objects.get(pk=cast.nucleo.pk)
    assert not risultati_visibili_a(nucleo, cast.ente).exists()


def test_a_person_may_hold_two_roles_in_one_body(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    cast.nucleo.incarichi.create(ente=cast.ente, ruolo=Ruolo.DIRETTORE, dal=ADESSO.date())
    nucleo = Utente.objects.get(pk=cast.nucleo.pk)
    assert permissions.puo_compilare(nucleo, scenari.risultato_di("1.1"), ADESSO)


def test_counters_count_every_result_of_a_responsabile(cast: Cast) -> None:
    rendicontazione = scenari.anno_aperto(cast)
    scenari.bozza(cast, "1.1", "SI")
    conti = contatori(rilevazioni_di(cast.responsabile, rendicontazione))
    assert (conti["da_inserire"], conti["bozza"], conti["trasmesso"]) == (3, 1, 0)
