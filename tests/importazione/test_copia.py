"""Rows written with COPY: any value comes back as it was, keys and history work, checks refuse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pghistory
import pytest
from django.db import IntegrityError, transaction

from indicatori.importazione.copia import LOTTO, aggiorna, crea, vincoli_subito
from indicatori.models import Indicatore, Previsione
from obiettivi.models import Azione, Piano, Scheda
from pianoperf.organizzazione.models import Ente

INSIDIOSI = ["", "\\N", "\\", "a\tb\nc\rd", "'\"{},", "àèì – «» €", "\\.", "fine\\"]


@pytest.fixture
def scheda(asc: Ente) -> Scheda:
    piano = Piano.objects.create(
        ente=asc, codice="p", famiglia="schede", titolo="Piano", primo_anno=2023, ultimo_anno=2025
    )
    return Scheda.objects.create(piano=piano, ordine=0, codice="1", titolo="Scheda")


def riga(scheda: Scheda, codice: str, **altri: object) -> dict[str, object]:
    return {"scheda_id": scheda.pk, "ordine": 1, "codice": codice, "verso": "crescente", **altri}


def test_ogni_testo_torna_com_era(scheda: Scheda) -> None:
    chiavi = crea(Indicatore, [riga(scheda, str(n), descrizione=testo) for n, testo in enumerate(INSIDIOSI)])
    trovati = Indicatore.objects.in_bulk(chiavi)
    assert [trovati[chiave].descrizione for chiave in chiavi] == INSIDIOSI


def test_ogni_tipo_torna_com_era_e_cio_che_manca_e_predefinito(scheda: Scheda) -> None:
    (chiave,) = crea(Indicatore, [riga(scheda, "1.1", peso=Decimal("7.125"), termine=date(2023, 6, 30))])
    indicatore = Indicatore.objects.get(pk=chiave)
    assert (indicatore.peso, indicatore.termine) == (Decimal("7.125"), date(2023, 6, 30))
    assert (indicatore.azione, indicatore.note, indicatore.verso_confermato) == (None, "", False)
    condizioni = [{"kind": "threshold", "label": 'dice «"x"» \\ e\tva a\ncapo'}]
    (previsione,) = crea(Previsione, [{"indicatore_id": chiave, "anno": 2023, "testo": "10", "condizioni": condizioni}])
    assert Previsione.objects.get(pk=previsione).condizioni == condizioni
    (azione,) = crea(
        Azione, [{"scheda_id": scheda.pk, "ordine": 0, "numero": "1", "descrizione": "A", "anni": [2023, 2025]}]
    )
    assert Azione.objects.get(pk=azione).anni == [2023, 2025]


def test_piu_righe_di_un_lotto_hanno_le_chiavi_in_ordine_e_la_storia(scheda: Scheda) -> None:
    with transaction.atomic(), pghistory.context(prova="copia"), vincoli_subito():
        chiavi = crea(Indicatore, [riga(scheda, str(n), descrizione=f"n. {n}") for n in range(LOTTO + 1)])
    assert list(Indicatore.objects.order_by("pk").values_list("pk", flat=True)) == chiavi
    eventi = Indicatore.pgh_event_model.objects.filter(pgh_label="insert", pgh_obj__in=chiavi)
    assert eventi.count() == LOTTO + 1
    assert {evento.pgh_context.metadata["prova"] for evento in eventi[:3]} == {"copia"}


def test_si_aggiornano_solo_i_campi_chiesti(scheda: Scheda) -> None:
    chiavi = crea(Indicatore, [riga(scheda, str(n), descrizione="prima", note="resta") for n in range(3)])
    aggiorna(Indicatore, [{"id": chiave, "descrizione": f"a\t{chiave}"} for chiave in chiavi[:2]], {"descrizione"})
    trovati = [(voce.descrizione, voce.note) for voce in Indicatore.objects.order_by("pk")]
    assert trovati == [(f"a\t{chiavi[0]}", "resta"), (f"a\t{chiavi[1]}", "resta"), ("prima", "resta")]
    assert Indicatore.pgh_event_model.objects.filter(pgh_label="update").count() == 2


def test_i_vincoli_rifiutano_come_sempre(scheda: Scheda) -> None:
    for sbagliata in ({"peso": Decimal(140)}, {"scheda_id": 0}):
        with pytest.raises(IntegrityError), transaction.atomic(), vincoli_subito():
            crea(Indicatore, [riga(scheda, "1.1") | sbagliata])
    assert not Indicatore.objects.exists()


def test_senza_righe_non_si_tocca_la_banca_dati() -> None:
    """Without the fixture any query is an error."""
    assert crea(Indicatore, []) == []
    aggiorna(Indicatore, [], {"note"})
