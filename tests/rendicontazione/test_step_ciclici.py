"""Steps that recur every year, and steps whose premise failed (domain.md 3.4)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicatori.esportazione.json_piano import in_json
from indicatori.importazione.services import importa_piano
from indicatori.models import Previsione
from indicatori.motore.documento import IndicatoreDati, PianoDati, SchedaDati
from indicatori.motore.inserimento import leggi_valore
from indicatori.selectors import piano_in_dati
from obiettivi.models import Piano
from obiettivi.services import approva_piano
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.elenchi import anni_rendicontabili
from rendicontazione.selectors.premesse import premesse_mancate
from rendicontazione.selectors.valutazione import valutazione_ricalcolata
from rendicontazione.services.anno import apri_rendicontazione
from rendicontazione.services.risultati import invia_risultato, salva_bozza
from tests import scenari
from tests.scenari import ADESSO, Cast
from tests.schermo.conftest import entra


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


def _dati() -> PianoDati:
    passi = [
        IndicatoreDati("A.1", "Decidere", termine=date(2023, 6, 30), peso=Decimal(20), previsioni={2023: "Delibera"}),
        IndicatoreDati(
            "A.2",
            "Fare la domanda",
            termine=date(2023, 9, 30),
            peso=Decimal(20),
            previsioni={2023: "Domanda"},
            condizionato_da="A.1",
        ),
        IndicatoreDati(
            "A.3",
            "Rendicontare",
            termine=date(2023, 7, 31),
            peso=Decimal(30),
            previsioni={2023: "almeno 90%"},
            ciclico=True,
        ),
        IndicatoreDati("A.4", "Chiudere", termine=date(2024, 6, 30), peso=Decimal(10), previsioni={2024: "Verbale"}),
    ]
    scheda = SchedaDati("A", "Accoglienza", "performance", incidenza=Decimal(100), indicatori=passi)
    return PianoDati("piao-ciclico", "ente-prova", "piao", "PIAO", (2023, 2024, 2025), schede=[scheda])


@pytest.fixture
def piano(cast: Cast) -> Piano:
    importa_piano(dati=_dati(), utente=cast.amministratrice, adesso=ADESSO)
    return approva_piano(
        piano=Piano.objects.get(codice="piao-ciclico"),
        organo="CdA",
        numero="1",
        data=date(2022, 12, 20),
        utente=cast.amministratrice,
    )


def _apri(cast: Cast, piano: Piano, anno: int, **altro: object) -> Rendicontazione:
    return apri_rendicontazione(
        piano=piano,
        anno=anno,
        finestra_dal=ADESSO - timedelta(days=5),
        finestra_al=timezone.now() + timedelta(days=30),
        utente=cast.amministratrice,
        adesso=ADESSO,
        **altro,
    )


def _risultato(codice: str, anno: int) -> Risultato:
    return Risultato.objects.get(previsione__indicatore__codice=codice, previsione__anno=anno)


def _invia(cast: Cast, risultato: Risultato, *testi: str) -> Risultato:
    valori = [leggi_valore(c, t) for c, t in zip(risultato.previsione.lette, testi, strict=True)]
    salvato = salva_bozza(
        risultato=risultato,
        valori=valori,
        nota="Nota",
        causa="esogena",
        fonte="",
        versione=risultato.versione,
        utente=cast.direttore,
        adesso=ADESSO,
    )
    return invia_risultato(risultato=salvato, utente=cast.direttore, adesso=ADESSO)


def _pesi(anno: Rendicontazione) -> dict[str, Fraction]:
    (scheda,) = valutazione_ricalcolata(anno).schede
    return {voce.indicatore.codice: voce.peso for voce in scheda.indicatori}


def test_uno_step_ciclico_ricorre_negli_anni_dopo(cast: Cast, piano: Piano) -> None:
    anno = _apri(cast, piano, 2024)
    previsione = Previsione.objects.get(indicatore__codice="A.3", anno=2024)
    assert (previsione.testo, previsione.ricorrente) == ("almeno 90%", True)
    assert previsione.termine == date(2024, 7, 31)
    assert previsione.lette[0].data == "2024-07-31"
    assert _pesi(anno) == {"A.3": Fraction(75), "A.4": Fraction(25)}


def test_senza_i_ciclici_restano_i_pesi_stampati(cast: Cast, piano: Piano) -> None:
    assert _pesi(_apri(cast, piano, 2024, con_i_ciclici=False)) == {"A.4": Fraction(100)}


def test_nell_anno_in_cui_e_stampato_non_cambia_nulla(cast: Cast, piano: Piano) -> None:
    anno = _apri(cast, piano, 2023)
    assert not Previsione.objects.filter(ricorrente=True).exists()
    assert _pesi(anno) == {"A.1": Fraction(200, 7), "A.2": Fraction(200, 7), "A.3": Fraction(300, 7)}


def test_un_anno_di_soli_step_ciclici_si_puo_aprire(cast: Cast, piano: Piano) -> None:
    assert _pesi(_apri(cast, piano, 2025)) == {"A.3": Fraction(100)}


def test_il_documento_del_piano_non_cambia(cast: Cast, piano: Piano) -> None:
    prima = in_json(piano_in_dati(piano))
    _apri(cast, piano, 2024)
    assert in_json(piano_in_dati(piano)) == prima
    esito = importa_piano(dati=_dati(), utente=cast.amministratrice, adesso=ADESSO, elimina_assenti=True)
    assert esito.cambiamenti == 0
    assert Previsione.objects.filter(ricorrente=True).exists()


def test_il_risultato_di_uno_step_ciclico_si_misura_col_termine_di_quell_anno(cast: Cast, piano: Piano) -> None:
    _apri(cast, piano, 2024)
    inviato = _invia(cast, _risultato("A.3", 2024), "15/07/2024", "95")
    assert inviato.grado == 1


def test_una_premessa_fallita_propone_la_neutralizzazione(cast: Cast, piano: Piano) -> None:
    anno = _apri(cast, piano, 2023)
    assert premesse_mancate(anno) == []
    termine, fatto = "30/09/2023", "no"
    _invia(cast, _risultato("A.1", 2023), termine, fatto)
    (mancata,) = premesse_mancate(anno)
    assert mancata.risultato.previsione.indicatore.codice == "A.2"
    assert "A.1" in mancata.motivo


def test_una_premessa_riuscita_non_propone_nulla(cast: Cast, piano: Piano) -> None:
    anno = _apri(cast, piano, 2023)
    _invia(cast, _risultato("A.1", 2023), "20/06/2023", "si")
    assert premesse_mancate(anno) == []


def test_la_proposta_arriva_al_modulo_della_richiesta(client: Client, cast: Cast, piano: Piano) -> None:
    _apri(cast, piano, 2023)
    _invia(cast, _risultato("A.1", 2023), "30/09/2023", "no")
    entra(client, cast.direttore)
    dello_step = {"ente": cast.ente.codice, "risultato": _risultato("A.2", 2023).pk}
    modulo = client.get(reverse("richiesta_nuova", kwargs=dello_step)).context["form"]
    assert modulo["tipo"].value() == "neutralizzazione"
    assert "Dipende dallo step A.1" in modulo["motivo"].value()
    assert "Si propone di neutralizzare" in client.get(reverse("discussione", kwargs=dello_step)).content.decode()


def test_l_apertura_chiede_dei_ciclici(client: Client, cast: Cast, piano: Piano) -> None:
    entra(client, cast.amministratrice)
    indirizzo = reverse("rilevazione_apri", kwargs={"ente": cast.ente.codice})
    pagina = client.get(indirizzo).content.decode()
    assert "Misura anche gli step che ricorrono ogni anno" in pagina
    assert "anno 2024: A.3." in pagina
    dati = {"anno": f"{piano.pk}-2024", "finestra_dal": "01/01/2025", "finestra_al": "28/02/2025"}
    assert client.post(indirizzo, dati).status_code == 302
    assert not Previsione.objects.filter(ricorrente=True).exists()


def test_senza_ciclici_non_si_chiede(client: Client, cast: Cast) -> None:
    scenari.piano_approvato(cast)
    entra(client, cast.amministratrice)
    pagina = client.get(reverse("rilevazione_apri", kwargs={"ente": cast.ente.codice}))
    assert "ricorrono" not in pagina.content.decode()


def test_un_anno_di_soli_ciclici_e_tra_quelli_da_aprire(cast: Cast, piano: Piano) -> None:
    assert anni_rendicontabili(piano) == [2023, 2024, 2025]
