"""The bodies side by side: the roles of today only, the grade where the role sees it, constant queries."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicatori.motore import profilo as motore
from obiettivi.models import Piano
from pianoperf.organizzazione.deleghe.services import delega
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Incarico, Utente
from pianoperf.organizzazione.permissions import oggi
from rendicontazione.enti.selectors import RigaEnte, righe_degli_enti
from rendicontazione.models import Profilo, Rendicontazione
from tests import scenari
from tests.rendicontazione import chiusure
from tests.scenari import ADESSO, Cast

pytestmark = pytest.mark.django_db
Entra = Callable[[str], Client]
PAGINA, CSV = reverse("enti"), reverse("enti_csv")


def _incarico(utente: Utente, ente: Ente, ruolo: str, al: date | None = None) -> None:
    Incarico.objects.create(utente=utente, ente=ente, ruolo=ruolo, dal=date(2020, 1, 1), al=al)


def _ente_con_un_anno(codice: str, nome: str = "") -> Rendicontazione:
    ente = Ente.objects.create(codice=codice, nome=nome or f"Ente {codice}", nome_breve=nome or codice)
    piano = Piano.objects.create(
        ente=ente,
        codice=f"{codice}-2023-2025",
        famiglia="schede",
        titolo=f"Piano di {codice}",
        primo_anno=2023,
        ultimo_anno=2025,
    )
    profilo = Profilo.objects.create(ente=ente, anno=2023, regole=motore.Profilo().in_json())
    finestra = {"finestra_dal": ADESSO - timedelta(days=9), "finestra_al": ADESSO + timedelta(days=9)}
    return Rendicontazione.objects.create(piano=piano, anno=2023, profilo=profilo, stato="aperta", **finestra)


def _righe(utente: Utente, adesso: object = ADESSO) -> list[RigaEnte]:
    return righe_degli_enti(Utente.objects.get(pk=utente.pk), adesso)


def _passi(riga: RigaEnte) -> list[tuple[int, str]]:
    return [(passo.quanti, passo.frase) for passo in riga.passi]


def test_una_riga_per_ente_e_anno_con_ciò_che_aspetta_me(cast: Cast, anno: Rendicontazione) -> None:
    altro = _ente_con_un_anno("secondo").piano.ente
    _incarico(cast.nucleo, altro, Ruolo.NUCLEO)
    scenari.inviato(cast, "1.1", "SI")
    righe = _righe(cast.nucleo)
    assert [riga.ente.codice for riga in righe] == ["ente-prova", "secondo"]
    assert (righe[0].inviati, righe[0].totale) == (1, 5)
    assert _passi(righe[0]) == [(1, "da giudicare")]
    assert righe[1].passi == ()


def test_di_un_ente_in_cui_non_ho_più_un_ruolo_non_c_è_niente(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    altro = _ente_con_un_anno("secondo", "Ente di ieri").piano.ente
    _incarico(cast.nucleo, altro, Ruolo.NUCLEO, al=oggi() - timedelta(days=1))
    assert [riga.ente.codice for riga in _righe(cast.nucleo)] == ["ente-prova"]
    client = entra("nucleo")
    for indirizzo in (PAGINA, CSV):
        testo = client.get(f"{indirizzo}?stato=tutti").content.decode()
        assert "Ente di prova" in testo
        assert "Ente di ieri" not in testo
        assert "secondo" not in testo


def test_con_una_delega_si_vede_finché_vale(cast: Cast, anno: Rendicontazione) -> None:
    chi = cast.direttore
    dati = {"ente": cast.ente, "delegante": chi, "utente": chi, "ruolo": Ruolo.DIRETTORE, "adesso": ADESSO}
    _incarico(cast.estraneo, cast.ente, Ruolo.RESPONSABILE)
    assert [riga.totale for riga in _righe(cast.estraneo) if riga.ente == cast.ente] == [0]
    delega(**dati, delegato=cast.estraneo, dal=oggi(), al=oggi() + timedelta(days=2))
    assert [riga.totale for riga in _righe(cast.estraneo) if riga.ente == cast.ente] == [5]
    cast.direttore.incarichi.all().delete()
    assert [riga.totale for riga in _righe(cast.estraneo) if riga.ente == cast.ente] == [0]


def test_un_responsabile_conta_solo_i_suoi_e_non_vede_il_grado(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    chiusure.validata(cast, anno)
    (riga,) = _righe(cast.responsabile)
    assert (riga.inviati, riga.totale, riga.grado, riga.copertura) == (2, 4, None, "")
    testo = entra("responsabile").get(f"{PAGINA}?stato=tutti").content.decode()
    assert "quadro" not in testo.split("<main")[1]


def test_un_anno_chiuso_ha_il_grado_congelato(cast: Cast, anno: Rendicontazione) -> None:
    chiusa = chiusure.validata_di_nuovo(cast, anno)
    (riga,) = _righe(cast.organo)
    congelato = chiusa.istantanee.get(numero=2).dati["ente"]
    assert str(riga.grado) == congelato["grado"]["valore"]
    assert riga.copertura == f"{congelato['copertura']['valutati']} di {congelato['copertura']['totale']}"
    assert _passi(_righe(cast.amministratrice)[0]) == [(0, "l'approvazione da registrare")]


def test_il_grado_di_un_anno_aperto_arriva_riga_per_riga(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    scenari.inviato(cast, "1.1", "SI")
    client = entra("nucleo")
    fetta = reverse("quadro_grado", kwargs={"ente": "ente-prova", "piano": anno.piano.codice, "anno": 2023})
    assert f'hx-get="{fetta}"' in client.get(PAGINA).content.decode()
    risposta = client.get(fetta, headers={"HX-Request": "true"}).content.decode()
    assert "100,00" in risposta
    assert "provvisorio, su 1 di 5" in risposta
    assert "<html" not in risposta
    assert client.get(fetta).content.decode().count("<h1") == 1


def test_i_passi_seguono_il_ruolo_e_il_momento(cast: Cast, anno: Rendicontazione) -> None:
    dopo = anno.finestra_al + timedelta(days=1)
    assert _passi(_righe(cast.direttore, dopo)[0]) == [(5, "da fare"), (0, "l'anno da trasmettere")]
    scenari.trasmetti_rendicontazione(rendicontazione=anno, utente=cast.direttore, adesso=ADESSO)
    assert _passi(_righe(cast.direttore)[0]) == []
    assert _passi(_righe(cast.nucleo)[0]) == [(0, "la validazione da avviare")]


def test_i_filtri_stanno_nell_indirizzo_e_si_ordina(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    for codice in ("alfa", "zeta"):
        _incarico(cast.nucleo, _ente_con_un_anno(codice, f"Ente {codice}").piano.ente, Ruolo.ORGANO)
    client = entra("nucleo")

    def enti(domanda: str) -> list[str]:
        righe = list(csv.reader(io.StringIO(client.get(CSV + domanda).content.decode("utf-8-sig")), delimiter=";"))
        return [riga[0] for riga in righe[1:]]

    assert enti("") == ["Ente alfa", "Ente di prova", "Ente zeta"]
    assert enti("?sort=-ente") == ["Ente zeta", "Ente di prova", "Ente alfa"]
    assert enti("?ruolo=nucleo") == ["Ente di prova"]
    assert enti("?anno=2023&stato=aperta&ruolo=organo") == ["Ente alfa", "Ente zeta"]
    assert enti("?stato=pubblicata") == enti("?anno=uno")
    for colonna in ("anno", "stato", "fine", "inviati", "grado", "attende"):
        assert client.get(f"{PAGINA}?sort=-{colonna}").status_code == 200, colonna


def test_nel_csv_un_nome_non_diventa_una_formula(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    _incarico(cast.nucleo, _ente_con_un_anno("furbo", "=cmd|'/c calc'!A1").piano.ente, Ruolo.NUCLEO)
    assert "'=cmd|" in client_csv(entra("nucleo"))


def client_csv(client: Client) -> str:
    return client.get(CSV).content.decode()


def test_le_domande_non_crescono_con_gli_enti(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    chiusure.validata(cast, anno)
    client = entra("nucleo")
    client.get(PAGINA)
    poche = _domande(client)
    for n in range(20):
        aperto = _ente_con_un_anno(f"ente-{n}")
        _incarico(cast.nucleo, aperto.piano.ente, Ruolo.NUCLEO if n % 2 else Ruolo.RESPONSABILE)
    molte = _domande(client)
    assert len(molte) <= len(poche) + 1 <= 14, "\n".join(molte)


def _domande(client: Client) -> list[str]:
    with CaptureQueriesContext(connection) as catturate:
        assert client.get(f"{PAGINA}?stato=tutti").status_code == 200
    return [domanda["sql"] for domanda in catturate]


def test_la_scrivania_porta_qui_chi_ha_più_enti(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    client = entra("nucleo")
    assert f'href="{PAGINA}"' not in client.get(reverse("scrivania")).content.decode()
    _incarico(cast.nucleo, cast.altro_ente, Ruolo.ORGANO)
    assert f'href="{PAGINA}"' in client.get(reverse("scrivania")).content.decode()
