"""Writing the chapters of a draft: what is kept, what is refused, and nothing after the approval."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from obiettivi.capitoli.selectors import impronta_di
from obiettivi.capitoli.services import aggiungi_capitolo, elimina_capitolo, modifica_capitolo, sposta_capitolo
from obiettivi.models import Capitolo, Piano
from obiettivi.services import approva_piano
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi, ModificaConcorrente
from tests.capitoli.conftest import capitolo, numeri
from tests.scenari import Cast

VUOTO = {"testo": "", "tavola": ""}


def aggiungi(cast: Cast, piano: Piano, numero: str, titolo: str, dopo: Capitolo | None, **altro: str) -> Capitolo:
    campi = {**VUOTO, **altro}
    return aggiungi_capitolo(piano=piano, numero=numero, titolo=titolo, dopo=dopo, utente=cast.amministratrice, **campi)


def test_un_capitolo_nuovo_va_dopo_quello_indicato(cast: Cast, bozza: Piano) -> None:
    aggiungi(cast, bozza, "1.1", "Contesto", capitolo("1"))
    aggiungi(cast, bozza, "0", "Indice", None)
    aggiungi(cast, bozza, "", "Allegati", capitolo("2.1"))
    assert numeri() == ["0", "1", "1.1", "2", "2.1", ""]
    assert sorted(Capitolo.objects.values_list("ordine", flat=True)) == list(range(6))


def test_su_e_giù_scambiano_i_posti_e_in_fondo_non_succede_niente(cast: Cast, bozza: Piano) -> None:
    chi = cast.amministratrice
    sposta_capitolo(capitolo=capitolo("2.1"), verso="su", utente=chi)
    assert numeri() == ["1", "2.1", "2"]
    sposta_capitolo(capitolo=capitolo("1"), verso="giu", utente=chi)
    assert numeri() == ["2.1", "1", "2"]
    sposta_capitolo(capitolo=capitolo("2.1"), verso="su", utente=chi)
    sposta_capitolo(capitolo=capitolo("2"), verso="giu", utente=chi)
    assert numeri() == ["2.1", "1", "2"]
    with connection.cursor() as cursore:
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_tolto_un_capitolo_gli_altri_restano_in_fila(cast: Cast, bozza: Piano) -> None:
    da_togliere = capitolo("2")
    elimina_capitolo(capitolo=da_togliere, utente=cast.amministratrice)
    elimina_capitolo(capitolo=da_togliere, utente=cast.amministratrice)
    assert numeri() == ["1", "2.1"]
    sposta_capitolo(capitolo=capitolo("2.1"), verso="su", utente=cast.amministratrice)
    assert numeri() == ["2.1", "1"]


@pytest.mark.parametrize(
    ("numero", "titolo", "testo", "campo"),
    [
        ("2", "Altro", "", "numero"),
        ("", "2", "", "titolo"),
        ("3", "", "", "titolo"),
        ("3", "Lungo", "x" * 60_001, "testo"),
        ("3", "Annidato", "> " * 500, "testo"),
    ],
)
def test_ciò_che_non_va_è_detto_al_suo_posto(
    cast: Cast, bozza: Piano, numero: str, titolo: str, testo: str, campo: str
) -> None:
    with pytest.raises(DatiNonValidi) as rifiuto:
        aggiungi(cast, bozza, numero, titolo, capitolo("2"), testo=testo)
    assert list(rifiuto.value.errori) == [campo]
    assert numeri() == ["1", "2", "2.1"]


def test_il_secondo_che_salva_lo_sa(cast: Cast, bozza: Piano) -> None:
    prima = impronta_di(capitolo("1"))
    campi = {"numero": "1", "titolo": "Premessa", "tavola": "", "utente": cast.amministratrice}
    modifica_capitolo(capitolo=capitolo("1"), impronta=prima, testo="Il primo.", **campi)
    with pytest.raises(ModificaConcorrente, match="confronta i due testi"):
        modifica_capitolo(capitolo=capitolo("1"), impronta=prima, testo="Il secondo.", **campi)
    assert capitolo("1").testo == "Il primo."
    modifica_capitolo(capitolo=capitolo("1"), impronta=impronta_di(capitolo("1")), testo="Il secondo.", **campi)
    assert capitolo("1").testo == "Il secondo."


def test_dopo_l_approvazione_niente_si_scrive(cast: Cast, bozza: Piano) -> None:
    atto = {"organo": "Assemblea", "numero": "4", "data": date(2023, 1, 30)}
    approvato = approva_piano(piano=bozza, utente=cast.amministratrice, **atto)
    uno, chi = capitolo("1"), cast.amministratrice
    frase = "approvato con Assemblea n. 4 del 30/01/2023: i suoi capitoli si cambiano con una rimodulazione"
    with pytest.raises(AzioneNegata, match=frase):
        aggiungi(cast, approvato, "3", "Altro", uno)
    with pytest.raises(AzioneNegata, match=frase):
        modifica_capitolo(
            capitolo=uno, impronta=impronta_di(uno), numero="1", titolo="Altro", testo="", tavola="", utente=chi
        )
    with pytest.raises(AzioneNegata, match=frase):
        sposta_capitolo(capitolo=uno, verso="giu", utente=chi)
    with pytest.raises(AzioneNegata, match=frase):
        elimina_capitolo(capitolo=uno, utente=chi)
    assert approvato.versioni.get().dati["capitoli"][0] == {
        "numero": "1",
        "titolo": "Premessa",
        "testo": "Il **piano** di tutti.",
        "tavola": "",
    }


def test_un_capitolo_sparito_intanto_si_dice(cast: Cast, bozza: Piano) -> None:
    sparito = capitolo("1")
    with transaction.atomic():
        Capitolo.objects.filter(pk=sparito.pk).delete()
    with pytest.raises(DatiNonValidi, match="non c'è più"):
        sposta_capitolo(capitolo=sparito, verso="giu", utente=cast.amministratrice)
