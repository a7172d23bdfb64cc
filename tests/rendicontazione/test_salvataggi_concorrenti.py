"""Two real connections on one result at the same moment: one version, one conflict, nothing lost in silence."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pghistory.models
import pytest
from django.db import connection
from django.utils import timezone

from indicatori.motore.valori import Valore
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, ModificaConcorrente
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.services.risultati import invia_risultato, salva_bozza
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db(transaction=True)
# INCROCI=1000 is the long run
INCROCI = int(os.environ.get("INCROCI", "20"))


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    aperto = scenari.anno_aperto(cast)
    aperto.finestra_al = timezone.now() + timedelta(days=30)
    aperto.save(update_fields=["finestra_al"])
    return aperto


def insieme(*lavori: Callable[[], Any]) -> list[Any]:
    """Run each on a connection of its own, all from the same moment; what they return, or the refusal."""
    partenza = Barrier(len(lavori))

    def esegui(lavoro: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            partenza.wait(timeout=20)
            return lavoro()
        except (ModificaConcorrente, AzioneNegata) as rifiuto:
            return rifiuto
        finally:
            connection.close()

    with ThreadPoolExecutor(len(lavori)) as altri:
        return list(altri.map(esegui, lavori))


def salva(utente: Utente, valore: int, nota: str, versione: int = 0) -> Callable[[], Risultato]:
    risultato = scenari.risultato_di("1.3")
    return lambda: salva_bozza(
        risultato=risultato,
        valori=[Valore(numero=valore)],
        nota=nota,
        causa="",
        fonte="",
        versione=versione,
        utente=utente,
        adesso=timezone.now(),
    )


def test_due_valori_diversi_uno_si_salva_e_l_altro_e_un_conflitto(cast: Cast, anno: Rendicontazione) -> None:
    esiti = insieme(salva(cast.responsabile, 75, "Mia"), salva(cast.direttore, 60, "Sua"))
    salvati = [esito for esito in esiti if isinstance(esito, Risultato)]
    assert (len(salvati), sum(isinstance(esito, ModificaConcorrente) for esito in esiti)) == (1, 1)
    tenuto = scenari.risultato_di("1.3")
    assert (tenuto.versione, tenuto.nota, tenuto.valori) == (1, salvati[0].nota, salvati[0].valori)


def test_due_che_scrivono_a_lungo_insieme_non_perdono_niente(cast: Cast, anno: Rendicontazione) -> None:
    """Each writes over what it last saw, sooner or later: a version more for each save, the last one on the page.

    Who comes second is shown the version of the other, and goes on from there.
    """
    caso, viste = random.Random(1), {cast.responsabile: 0, cast.direttore: 0}
    salvate, rifiutate = 0, 0
    for giro in range(INCROCI):
        comandi = {
            chi: salva(chi, caso.randint(0, 100), f"{chi.username} {giro}", vista) for chi, vista in viste.items()
        }
        if caso.random() < 0.3:
            comandi.pop(caso.choice([*comandi]))
        esiti = dict(zip(comandi, insieme(*comandi.values()), strict=True))
        tenuto = scenari.risultato_di("1.3")
        scritte = [esito.nota for esito in esiti.values() if isinstance(esito, Risultato)]
        salvate += len(scritte)
        rifiutate += sum(isinstance(esito, ModificaConcorrente) for esito in esiti.values())
        assert tenuto.versione == salvate
        assert not scritte or tenuto.nota in scritte
        # who was refused has now read the new version; who saved knows his own
        viste |= {
            chi: esito.versione if isinstance(esito, Risultato) else tenuto.versione for chi, esito in esiti.items()
        }
    note = pghistory.models.Events.objects.tracks(tenuto).filter(pgh_label="update").count()
    assert (salvate + rifiutate > INCROCI, note) == (True, salvate)
    assert rifiutate


def test_lo_stesso_modulo_mandato_due_volte_e_una_versione_e_una_riga_di_storia(
    cast: Cast, anno: Rendicontazione
) -> None:
    prima = pghistory.models.Events.objects.tracks(scenari.risultato_di("1.3")).count()
    esiti = insieme(*[salva(cast.responsabile, 75, "Mia")] * 4)
    assert [esito.versione for esito in esiti] == [1, 1, 1, 1]
    eventi = pghistory.models.Events.objects.tracks(scenari.risultato_di("1.3")).count()
    assert (scenari.risultato_di("1.3").versione, eventi - prima) == (1, 1)


def test_si_invia_una_volta_sola(cast: Cast, anno: Rendicontazione) -> None:
    salva(cast.responsabile, 85, "Fatto")()
    risultato = scenari.risultato_di("1.3")

    def invia() -> Risultato:
        return invia_risultato(risultato=risultato, utente=cast.responsabile, adesso=timezone.now())

    esiti = insieme(invia, invia)
    assert sum(isinstance(esito, Risultato) for esito in esiti) == 1
    assert (scenari.risultato_di("1.3").stato, scenari.risultato_di("1.3").versione) == ("trasmesso", 2)
