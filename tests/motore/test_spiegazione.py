from __future__ import annotations

from decimal import Decimal

import pytest

from indicatori.motore.condizioni import Condizione, Genere
from indicatori.motore.gradi import StatoGrado
from indicatori.motore.profilo import Profilo
from indicatori.motore.punteggio import Valore, grado_condizione
from indicatori.motore.spiegazione import Spiegazione


def test_senza_passi_la_spiegazione_è_la_conclusione():
    assert Spiegazione("Non valutabile per il Nucleo.").paragrafo() == "Non valutabile per il Nucleo."


@pytest.mark.parametrize(
    ("condizione", "motivo"),
    [
        (Condizione(Genere.SOGLIA), "manca il valore atteso"),
        (Condizione(Genere.FREQUENZA), "manca il valore atteso"),
        (Condizione(Genere.INTERVALLO, valore=Decimal(3)), "manca un estremo dell'intervallo"),
    ],
)
def test_senza_il_valore_atteso_il_grado_manca_e_dice_perché(condizione: Condizione, motivo: str):
    grado = grado_condizione(condizione, Valore(numero=Decimal(3)), anno=2023, verso=None, profilo=Profilo())
    assert (grado.stato, grado.valore) == (StatoGrado.NON_CALCOLABILE, None)
    assert motivo in grado.spiegazione.paragrafo()
