"""The grades of a year put together by struttura, responsabile, innovazione, area."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from indicatori.models import Attribuzione, Indicatore, Responsabilita
from obiettivi.models import Collegamento
from pianoperf.organizzazione.models import Struttura
from rendicontazione.models import Rendicontazione
from rendicontazione.selectors.raggruppamenti import Gruppo, dimensioni, raggruppa
from rendicontazione.selectors.valutazione import valutazione
from tests import scenari
from tests.rendicontazione.piani_da_raggruppare import (
    aggiungi,
    approvato,
    apri,
    corpo,
    interrogazioni,
    misurato,
    pagina,
    pesato,
    strutturato,
)
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]


@pytest.fixture
def in_strutture(cast: Cast) -> Rendicontazione:
    rendicontazione = apri(cast, approvato(cast, strutturato()), 2023)
    Struttura.objects.filter(nome="Tutte").update(gruppo=True)
    return rendicontazione


@pytest.fixture
def entra(cast: Cast) -> Entra:
    def accesso(persona: str) -> Client:
        client = Client()
        client.force_login(cast.per_nome(persona), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return accesso


def per(rendicontazione: Rendicontazione, chiave: str) -> list[Gruppo]:
    valutata = valutazione(rendicontazione)
    (dimensione,) = (d for d in dimensioni(valutata) if d.per == chiave)
    return list(raggruppa(valutata, dimensione))


def in_breve(gruppi: list[Gruppo]) -> list[tuple[str, Fraction | None, str]]:
    return [(gruppo.nome, gruppo.aggregato.valore, gruppo.aggregato.copertura.testo) for gruppo in gruppi]


def test_un_indicatore_di_due_strutture_conta_in_tutte_e_due(in_strutture: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    scenari.inviato(cast, "1.2", "15/07/2023")
    assert in_breve(per(in_strutture, "struttura")) == [
        ("Direzione", Fraction(1, 2), "2 di 2"),
        ("Sportelli", Fraction(1), "1 di 1"),
        ("Tutte", None, "0 di 1"),
        ("Senza struttura", None, "0 di 2"),
    ]


def test_per_persona_chi_non_ha_responsabile_resta_a_parte(in_strutture: Rendicontazione, cast: Cast) -> None:
    Responsabilita.objects.filter(persona__cognome="Bianchi").delete()
    scenari.inviato(cast, "1.3", "40%")
    assert in_breve(per(in_strutture, "persona")) == [
        ("Rossi Rita", Fraction(1, 2), "1 di 4"),
        ("Senza responsabile", None, "0 di 1"),
    ]


def test_l_innovazione_e_quella_dell_azione(in_strutture: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "NO")
    scenari.inviato(cast, "2.1", "4")
    assert in_breve(per(in_strutture, "innovazione")) == [
        ("Azioni innovative", Fraction(0), "1 di 2"),
        ("Altre azioni", Fraction(1), "1 di 3"),
    ]


def test_in_un_area_una_scheda_con_due_obiettivi_conta_una_volta(in_strutture: Rendicontazione) -> None:
    assert [(g.nome, len(g.righe)) for g in per(in_strutture, "area")] == [
        ("1 Minori", 4),
        ("2 Anziani", 4),
        ("Senza area strategica", 1),
    ]
    assert [len(g.righe) for g in per(in_strutture, "obiettivo")] == [4, 4, 4, 1]


def test_le_dimensioni_vuote_non_si_vedono(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    assert [str(d.per) for d in dimensioni(valutazione(anno))] == ["persona", "innovazione"]
    Responsabilita.objects.all().delete()
    assert [str(d.per) for d in dimensioni(valutazione(anno))] == ["innovazione"]


def test_gli_step_pesano_quanto_nell_ente(cast: Cast) -> None:
    in_step = apri(cast, approvato(cast, pesato()), 2023)
    misurato(cast, in_step, "F.1")
    misurato(cast, in_step, "2.1", fatto=False)
    misurato(cast, in_step, "2.2")
    anziani, governance = per(in_step, "area")
    assert [riga.peso for riga in anziani.righe] == [40, 15, 45]
    assert anziani.aggregato.valore == valutazione(in_step).ente.valore == Fraction(85, 100)
    assert in_breve([governance]) == [("5 Governance", Fraction(1), "1 di 1")]


def test_la_pagina_apre_ogni_gruppo_fino_all_esame(entra: Entra, in_strutture: Rendicontazione, cast: Cast) -> None:
    scenari.inviato(cast, "1.1", "SI")
    client = entra("nucleo")
    testo = corpo(client.get(pagina(in_strutture)))
    assert "per struttura" in testo
    assert "conta in ciascuna di esse. Qui succede a 1 indicatore." in testo
    sportelli = Struttura.objects.get(nome="Sportelli").pk
    gruppo = pagina(in_strutture).replace("gruppi/", f"indicatori/?struttura={sportelli}")
    assert f'href="{gruppo}"' in testo
    righe = corpo(client.get(gruppo))
    assert "Come è calcolato" in righe
    assert reverse("esame", kwargs={"ente": "ente-prova", "risultato": scenari.risultato_di("1.1").pk}) in righe


def test_l_indirizzo_di_un_gruppo_porta_alle_sue_righe(entra: Entra, in_strutture: Rendicontazione) -> None:
    risposta = entra("direttore").get(pagina(in_strutture, "?per=innovazione&gruppo=si"), follow=True)
    assert [riga.indicatore.codice for riga in risposta.context["pagina"]] == ["1.1", "1.2"]


@pytest.mark.parametrize("domanda", ["?per=altro", "?per=avanzamento", "?per=%00"])
def test_una_scelta_senza_senso_mostra_la_prima_dimensione(
    entra: Entra, in_strutture: Rendicontazione, domanda: str
) -> None:
    risposta = entra("nucleo").get(pagina(in_strutture, domanda))
    assert risposta.context["per"] == "struttura"
    assert "Sportelli" in corpo(risposta)


def test_senza_niente_da_raggruppare_la_pagina_lo_dice(entra: Entra, in_strutture: Rendicontazione) -> None:
    Responsabilita.objects.all().delete()
    Attribuzione.objects.all().delete()
    Collegamento.objects.all().delete()
    Indicatore.objects.update(azione=None)
    assert "Niente da raggruppare" in corpo(entra("nucleo").get(pagina(in_strutture)))


def test_i_dati_dimostrativi_hanno_la_fascia(
    entra: Entra, in_strutture: Rendicontazione, settings: LazySettings
) -> None:
    settings.INCORPORATO = False
    client = entra("nucleo")
    assert "Dati dimostrativi" not in corpo(client.get(pagina(in_strutture)))
    Rendicontazione.objects.update(dimostrativa=True)
    assert "Dati dimostrativi" in corpo(client.get(pagina(in_strutture)))


@pytest.mark.parametrize(
    ("persona", "stato"), [("nucleo", 200), ("organo", 200), ("responsabile", 403), ("estraneo", 404)]
)
def test_chi_non_vede_il_quadro_non_vede_i_gruppi(
    entra: Entra, in_strutture: Rendicontazione, persona: str, stato: int
) -> None:
    assert entra(persona).get(pagina(in_strutture)).status_code == stato


def test_il_quadro_porta_ai_gruppi(entra: Entra, in_strutture: Rendicontazione) -> None:
    quadro = pagina(in_strutture).removesuffix("gruppi/")
    assert pagina(in_strutture) in corpo(entra("nucleo").get(quadro))


@pytest.mark.parametrize("vista", ["struttura", "persona", "area"])
def test_piu_indicatori_non_costano_piu_interrogazioni(entra: Entra, in_strutture: Rendicontazione, vista: str) -> None:
    client = entra("nucleo")
    prima = interrogazioni(client, pagina(in_strutture, f"?per={vista}"))
    aggiungi(in_strutture, "1.1", 12)
    assert interrogazioni(client, pagina(in_strutture, f"?per={vista}")) == prima
    assert prima <= 16
