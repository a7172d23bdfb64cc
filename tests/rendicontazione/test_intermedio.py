"""The value of half a year and that of the whole year are two things: entered, listed and shown apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicatori.motore.valori import Valore
from rendicontazione.calendario.services import fissa_intermedio
from rendicontazione.enums import Periodo
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.selectors.intermedio import intermedio_di
from rendicontazione.services.risultati import mancanze_per_inviare, salva_bozza
from tests import scenari
from tests.scenari import Cast

pytestmark = pytest.mark.django_db
ANNO = {"ente": "ente-prova", "piano": "ente-prova-2023-2025", "anno": 2023}


@pytest.fixture
def intermedio(cast: Cast, anno: Rendicontazione) -> Rendicontazione:
    return fissa_intermedio(
        rendicontazione=anno,
        dal=scenari.ADESSO,
        al=timezone.now() + timedelta(days=10),
        utente=cast.amministratrice,
    )


def risultato(codice: str, periodo: str = Periodo.INTERMEDIO) -> Risultato:
    return Risultato.objects.select_related("previsione__indicatore__scheda", "rendicontazione__profilo").get(
        previsione__indicatore__codice=codice, previsione__anno=2023, periodo=periodo
    )


def pagina(client: Client, uno: Risultato, **dati: object) -> HttpResponse:
    indirizzo = reverse("rilevazione", kwargs={"ente": "ente-prova", "risultato": uno.pk})
    return client.post(indirizzo, dati) if dati else client.get(indirizzo)


def test_i_due_valori_si_inseriscono_con_lo_stesso_modulo_e_restano_due(
    entra: Callable[[str], Client], intermedio: Rendicontazione
) -> None:
    client = entra("responsabile")
    pagina(client, risultato("1.3"), versione=0, parte_0="40")
    pagina(client, risultato("1.3", Periodo.FINALE), versione=0, parte_0="85")
    assert risultato("1.3").valori == [{"numero": "40"}]
    assert risultato("1.3", Periodo.FINALE).valori == [{"numero": "85"}]


def test_il_consuntivo_mostra_accanto_il_valore_intermedio(
    entra: Callable[[str], Client], intermedio: Rendicontazione
) -> None:
    client = entra("responsabile")
    assert "non inserito" in pagina(client, risultato("1.3", Periodo.FINALE)).content.decode()
    pagina(client, risultato("1.3"), versione=0, parte_0="40", nota="A metà del corso")
    consuntivo = pagina(client, risultato("1.3", Periodo.FINALE)).content.decode()
    assert "40%" in consuntivo
    assert "A metà del corso" in consuntivo
    assert "Apri il monitoraggio intermedio" not in pagina(client, risultato("1.3")).content.decode()


@pytest.mark.parametrize("nome", ["rilevazioni_anno", "griglia"])
def test_elenco_e_griglia_mostrano_i_due_periodi_separati(
    entra: Callable[[str], Client], intermedio: Rendicontazione, nome: str
) -> None:
    client = entra("responsabile")
    pagina(client, risultato("1.3"), versione=0, parte_0="40")
    finale = client.get(reverse(nome, kwargs=ANNO))
    meta = client.get(reverse(nome, kwargs=ANNO), {"periodo": "intermedio"})
    assert [voce.attuale for voce in finale.context["periodi"]] == [False, True]
    assert [voce.attuale for voce in meta.context["periodi"]] == [True, False]
    bozza = '<span class="stato stato-neutro">Bozza</span>'
    assert (bozza in finale.content.decode(), bozza in meta.content.decode()) == (False, True)


def test_un_anno_senza_monitoraggio_non_parla_di_periodi(entra: Callable[[str], Client], anno: Rendicontazione) -> None:
    client = entra("responsabile")
    chiesto = client.get(reverse("rilevazioni_anno", kwargs=ANNO), {"periodo": "intermedio"})
    assert (chiesto.context["periodi"], chiesto.context["periodo"]) == ([], Periodo.FINALE)
    assert intermedio_di(risultato("1.3", Periodo.FINALE)) is None


def test_a_meta_anno_basta_il_valore_o_la_nota(cast: Cast, intermedio: Rendicontazione) -> None:
    vuoto = risultato("1.4")
    assert mancanze_per_inviare(vuoto) == ["Scrivi il valore a oggi, oppure spiega nella nota a che punto sei."]
    dati = {"causa": "", "fonte": "", "utente": cast.direttore, "adesso": timezone.now()}
    con_nota = salva_bozza(risultato=vuoto, valori=[None, None], nota="Gara avviata", versione=0, **dati)
    assert mancanze_per_inviare(con_nota) == []
    con_valore = salva_bozza(risultato=risultato("1.3"), valori=[Valore(numero=40)], nota="", versione=0, **dati)
    assert mancanze_per_inviare(con_valore) == []


def test_inviato_il_monitoraggio_il_consuntivo_resta_da_inserire(
    entra: Callable[[str], Client], intermedio: Rendicontazione
) -> None:
    client = entra("responsabile")
    pagina(client, risultato("1.3"), versione=0, parte_0="40", invia="1")
    assert (risultato("1.3").stato, risultato("1.3", Periodo.FINALE).stato) == ("trasmesso", "da_inserire")


def test_la_scheda_si_invia_nel_suo_periodo(entra: Callable[[str], Client], intermedio: Rendicontazione) -> None:
    client = entra("direttore")
    for codice, campi in {"1.1": {"parte_0": "NO"}, "1.2": {"nota": "Avviato"}}.items():
        pagina(client, risultato(codice), versione=0, **campi)
    invio = reverse("scheda_invia", kwargs={**ANNO, "codice": "1"})
    assert client.post(f"{invio}?periodo=intermedio", {"quali": "pronti"}).status_code == 302
    stati = Risultato.objects.filter(stato="trasmesso").values_list("previsione__indicatore__codice", "periodo")
    assert set(stati) == {("1.1", "intermedio"), ("1.2", "intermedio")}
