"""The year beside the others, the interim beside the end, the targets that ask less."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from django.test import Client
from django.utils import timezone

from indicatori.models import Previsione
from indicatori.motore.grammatica import interpreta
from rendicontazione.enums import Periodo, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.quadro.fatti import righe_di
from rendicontazione.quadro.intermedi import intermedi_di
from rendicontazione.selectors.anni_chiusi import anni_chiusi_prima
from rendicontazione.selectors.valutazione import valutata, valutazione
from tests import scenari
from tests.quadro.conftest import in_step
from tests.quadro.pagine import indirizzo, legge, numeri
from tests.rendicontazione import chiusure
from tests.rendicontazione.piani_da_raggruppare import apri
from tests.scenari import ADESSO, Cast

Entra = Callable[[str], Client]


def _secondo(cast: Cast) -> Rendicontazione:
    """2023 closed (1.1 reached, 1.3 three quarters), 2024 open with 1.1 alone."""
    primo = chiusure.validata(cast)
    return apri(cast, primo.piano, 2024)


def test_l_anno_chiuso_sta_accanto_con_i_gradi_che_la_validazione_ha_fermato(entra: Entra, cast: Cast) -> None:
    secondo = _secondo(cast)
    (prima,) = anni_chiusi_prima(secondo)
    primo = valutazione(Rendicontazione.objects.select_related("piano__ente", "profilo").get(anno=2023))
    assert (prima.ente.valore, prima.fascia) == (primo.ente.valore, primo.fascia)
    assert {codice: voce.valore for codice, (voce, _) in prima.schede.items()} == {
        voce.scheda.codice: voce.aggregato.valore for voce in primo.schede
    }
    pagina = legge(entra("nucleo"), indirizzo("quadro_confronti", secondo))
    assert "Grado complessivo, anno per anno" in pagina
    assert "Scheda per scheda, dal 2023 al 2024" in pagina


def test_un_anno_riaperto_non_e_tra_gli_anni_chiusi(entra: Entra, cast: Cast) -> None:
    secondo = _secondo(cast)
    chiusure.riapri(cast, Rendicontazione.objects.select_related("piano__ente", "profilo").get(anno=2023))
    assert anni_chiusi_prima(secondo) == []
    pagina = legge(entra("nucleo"), indirizzo("quadro_confronti", secondo))
    assert "Nessun anno chiuso prima di questo" in pagina


def test_ogni_stato_vuoto_dice_che_cosa_manca(entra: Entra, cast: Cast) -> None:
    pagina = legge(entra("organo"), indirizzo("quadro_confronti", scenari.anno_aperto(cast)))
    for frase in ("Nessun anno chiuso prima di questo", "Nessun monitoraggio intermedio", "Nessun target ribassato"):
        assert frase in pagina
    assert "avanzamento pluriennale" not in pagina


def test_l_avanzamento_degli_step_sta_accanto_al_grado(entra: Entra, cast: Cast) -> None:
    pagina = legge(entra("nucleo"), indirizzo("quadro_confronti", in_step(cast)))
    assert "F ottiene 100\u00a0% del 2023 su uno step che vale il 5\u00a0% dell" in pagina.replace(" %", "\u00a0%")
    assert "Avanzamento degli obiettivi" in pagina


def _intermedio(cast: Cast, codice: str, numero: str) -> None:
    finale = scenari.risultato_di(codice)
    Risultato.objects.create(
        rendicontazione=finale.rendicontazione,
        previsione=finale.previsione,
        periodo=Periodo.INTERMEDIO,
        stato=StatoRisultato.TRASMESSO,
        valori=[{"numero": numero}],
        inviato_da=cast.direttore,
        inviato_il=ADESSO,
    )


def test_l_intermedio_sta_accanto_al_consuntivo(entra: Entra, cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.3", "80")
    _intermedio(cast, "1.3", "40")
    ricordo = valutata(Rendicontazione.objects.select_related("piano__ente", "profilo").get(pk=anno.pk))
    trovati = intermedi_di(ricordo, righe_di(ricordo, timezone.now()))
    assert [(voce.riga.indicatore.codice, voce.differenza) for voce in trovati.voci] == [("1.3", Fraction(1, 2))]
    assert [(v.aggregato.valore, v.aggregato.copertura.totale) for v in trovati.schede] == [(Fraction(1, 2), 1)]
    pagina = legge(entra("nucleo"), indirizzo("quadro_confronti", anno))
    assert "è stato consegnato 1 risultato su 1" in pagina
    assert "+50,00 punti" in pagina


def test_un_target_piu_facile_dell_anno_prima_e_ribassato(entra: Entra, cast: Cast) -> None:
    secondo = _secondo(cast)
    uno = scenari.indicatore_di("1.3")
    lette = [c.in_json() for c in interpreta("almeno 50%", 2024).condizioni]
    nuova = Previsione.objects.create(indicatore=uno, anno=2024, testo="almeno 50%", condizioni=lette)
    Risultato.objects.create(rendicontazione=secondo, previsione=nuova)
    client = entra("nucleo")
    pagina = legge(client, indirizzo("quadro_confronti", secondo))
    assert "Nessun target ribassato" not in pagina
    assert "almeno 80%" in pagina
    assert [quanti for dove, quanti in numeri(pagina) if "mancanza=ribassato" in dove] == [1]
    assert "nel 2023: almeno 80%" in legge(client, indirizzo("quadro_indicatori", secondo, "?mancanza=ribassato"))
