"""More time for one person: only that person, until the moment it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Incarico, Persona, Utente
from pianoperf.organizzazione.permissions import oggi
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione import permissions
from rendicontazione.calendario.services import concedi_proroga, termina_proroga
from rendicontazione.enums import Periodo
from rendicontazione.models import Proroga, Rendicontazione
from tests import scenari
from tests.scenari import ADESSO, Cast

FINE = ADESSO + timedelta(days=30)
DOPO = FINE + timedelta(days=2)
FINO_AL = FINE + timedelta(days=5)


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    return scenari.anno_aperto(cast)


@pytest.fixture
def rita(cast: Cast) -> Persona:
    return cast.responsabile.persone.get()


def proroga(cast: Cast, anno: Rendicontazione, rita: Persona, **altro: object) -> Proroga:
    argomenti = {"periodo": Periodo.FINALE, "fino_al": FINO_AL, "motivo": "Malattia", "adesso": ADESSO}
    return concedi_proroga(rendicontazione=anno, persona=rita, **{"utente": cast.amministratrice, **argomenti, **altro})


def divieto(utente: Utente, codice: str = "1.1", adesso: object = DOPO) -> str:
    return permissions.motivo_divieto(permissions.controlla_puo_compilare, utente, scenari.risultato_di(codice), adesso)


def test_after_the_window_only_who_has_more_time_writes(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    assert "si è chiusa il 02/03/2024" in divieto(cast.responsabile)
    proroga(cast, anno, rita)
    assert divieto(cast.responsabile) == ""
    for persona in (cast.direttore, cast.amministratrice):
        assert "si è chiusa" in divieto(persona)
    assert "affidato ad altri" in divieto(cast.responsabile, "2.1")


def test_it_ends_by_itself_to_the_second(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    proroga(cast, anno, rita)
    assert divieto(cast.responsabile, adesso=FINO_AL) == ""
    assert "la proroga è finita il 07/03/2024" in divieto(cast.responsabile, adesso=FINO_AL + timedelta(seconds=1))


def test_the_last_one_given_counts(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    proroga(cast, anno, rita)
    proroga(cast, anno, rita, fino_al=FINE + timedelta(days=1), adesso=ADESSO + timedelta(hours=1))
    assert "la proroga è finita" in divieto(cast.responsabile)


def test_it_ends_when_the_amministratore_says_so(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    concessa = proroga(cast, anno, rita)
    termina_proroga(proroga=concessa, utente=cast.amministratrice, adesso=FINE + timedelta(days=1))
    assert "la proroga è finita" in divieto(cast.responsabile)
    with pytest.raises(AzioneNegata, match="già finita"):
        termina_proroga(proroga=concessa, utente=cast.amministratrice, adesso=DOPO)


def test_once_the_year_is_transmitted_it_helps_no_more(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    concessa = proroga(cast, anno, rita)
    scenari.porta_al_nucleo(cast, anno)
    assert "La proroga non serve più." in divieto(cast.responsabile)
    with pytest.raises(AzioneNegata, match="al Nucleo"):
        proroga(cast, anno, concessa.persona)


def test_it_is_for_its_own_period(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    with pytest.raises(AzioneNegata, match="non ha ancora una finestra"):
        proroga(cast, anno, rita, periodo=Periodo.INTERMEDIO)


def test_a_deputy_uses_it_in_the_place_of_the_person(cast: Cast, anno: Rendicontazione, rita: Persona) -> None:
    proroga(cast, anno, rita)
    Incarico.objects.create(utente=cast.estraneo, ente=cast.ente, ruolo=Ruolo.RESPONSABILE, dal=oggi())
    delega(
        ente=cast.ente,
        delegante=cast.responsabile,
        delegato=cast.estraneo,
        ruolo=Ruolo.RESPONSABILE,
        dal=oggi(),
        al=oggi(),
        utente=cast.amministratrice,
        adesso=ADESSO,
    )
    assert divieto(Utente.objects.get(pk=cast.estraneo.pk)) == ""


@pytest.mark.parametrize(
    ("altro", "campo"),
    [
        ({"fino_al": FINE}, "fino_al"),
        ({"motivo": "  "}, "motivo"),
        ({"persona": "Bianchi"}, "persona"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    cast: Cast, anno: Rendicontazione, rita: Persona, altro: dict[str, object], campo: str
) -> None:
    if campo == "persona":
        altro, rita = {}, Persona.objects.get(cognome="Bianchi")
    with pytest.raises(DatiNonValidi) as rifiuto:
        proroga(cast, anno, rita, **altro)
    assert list(rifiuto.value.errori) == [campo]


def test_a_person_of_another_body_gets_none(cast: Cast, anno: Rendicontazione) -> None:
    altrui = Persona.objects.create(ente=cast.altro_ente, cognome="Altrove", utente=cast.estraneo)
    with pytest.raises(DatiNonValidi):
        proroga(cast, anno, altrui)


@pytest.mark.parametrize("persona", ["direttore", "responsabile", "nucleo", "organo", "estraneo"])
def test_only_the_amministratore_gives_and_ends_it(
    cast: Cast, anno: Rendicontazione, rita: Persona, persona: str
) -> None:
    concessa = proroga(cast, anno, rita)
    with pytest.raises(AzioneNegata, match="amministratore"):
        proroga(cast, anno, rita, utente=cast.per_nome(persona))
    with pytest.raises(AzioneNegata, match="amministratore"):
        termina_proroga(proroga=concessa, utente=cast.per_nome(persona), adesso=ADESSO)
