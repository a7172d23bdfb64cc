"""The load of the bench, small: what was acknowledged is there, and what was not is not believed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from rendicontazione.banco.carico import conservato, lavora, prepara, servizio
from rendicontazione.models import Risultato

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_save_acknowledged_to_directors_who_write_at_once_is_kept() -> None:
    lavori = prepara(4, 6)
    with servizio() as porta, ThreadPoolExecutor(4) as insieme:
        esiti = list(insieme.map(partial(lavora, porta), lavori))
    assert [errore for esito in esiti for errore in esito.errori] == []
    salvati = [salvato for esito in esiti for salvato in esito.salvati]
    assert len(salvati) == Risultato.objects.count() == 24
    assert all(conservato(*salvato) for salvato in salvati)
    risultato, versione, nota = salvati[0]
    assert not conservato(risultato, versione, f"{nota}!")
    assert not conservato(risultato, versione + 1, nota)
