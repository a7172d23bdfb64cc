"""The register: every change with who, when, from where, before and after; nobody can write it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Previsione
from indicatori.motore.grammatica import interpreta
from obiettivi.models import Piano, Scheda
from pianoperf.organizzazione.models import Incarico, Utente
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.registro.ambito import eventi_dell_ente, modelli_tracciati
from rendicontazione.registro.parole import valore_in_parole
from rendicontazione.registro.selectors import Registro, Ricerca, VoceRegistro, chi_ha_scritto
from tests import scenari
from tests.scenari import Cast
from tests.schermo.conftest import entra


@pytest.fixture
def cast(db: None) -> Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    return scenari.anno_aperto(cast)


def _dei_risultati(cast: Cast) -> list[VoceRegistro]:
    return list(Registro(cast.ente, Ricerca(gruppo="risultati")))


def test_ogni_modello_tracciato_porta_al_suo_ente(cast: Cast, anno: Rendicontazione) -> None:
    assert len(modelli_tracciati()) >= 30
    for tabella in modelli_tracciati().values():
        assert not eventi_dell_ente(tabella, cast.altro_ente).filter(pgh_created_at__year=1999).exists()


def test_una_modifica_dice_prima_e_dopo(cast: Cast, anno: Rendicontazione) -> None:
    scenari.inviato(cast, "1.3", "60", nota="Fatto in parte")
    voce = _dei_risultati(cast)[0]
    assert (voce.operazione, voce.tipo) == ("Modifica", "Risultato")
    assert ("stato", "Bozza", "Trasmesso") in {(c.campo, c.prima, c.dopo) for c in voce.cambi}
    bozza = _dei_risultati(cast)[1]
    cambi = {c.campo: (c.prima, c.dopo) for c in bozza.cambi}
    assert cambi["nota"] == ("–", "Fatto in parte")
    assert cambi["causa dello scostamento"] == ("–", "Esterna all'ente (esogena)")
    assert cambi["aggiornato da"] == ("–", "Dario Dirigente")


def test_il_totale_e_quello_delle_tabelle_e_le_pagine_non_si_sovrappongono(cast: Cast, anno: Rendicontazione) -> None:
    registro = Registro(cast.ente)
    attesi = sum(eventi_dell_ente(tabella, cast.ente).count() for tabella in modelli_tracciati().values())
    assert len(registro) == attesi > 40
    prima, seconda = registro[0:20], registro[20:40]
    assert len(prima) == len(seconda) == 20
    riletti = list(registro)
    assert riletti[:40] == [*prima, *seconda]
    assert [v.quando for v in riletti] == sorted((v.quando for v in riletti), reverse=True)


def test_niente_di_un_altro_ente(cast: Cast, anno: Rendicontazione) -> None:
    altrui = list(Registro(cast.altro_ente))
    assert {voce.tipo for voce in altrui} == {"Ente", "Utente", "Incarico"}
    assert not any("prova" in voce.oggetto.lower() for voce in altrui)


def test_quello_che_e_eliminato_resta_nel_registro(cast: Cast) -> None:
    scenari.piano_approvato(cast)
    scheda = Scheda.objects.get(codice="2")
    scheda.indicatori.all().delete()
    scheda.azioni.all().delete()
    scheda.delete()
    voce = next(v for v in Registro(cast.ente) if v.operazione == "Eliminazione" and v.tipo == "Scheda")
    assert "Sostenibilità" in voce.oggetto
    eliminati = {v.oggetto for v in Registro(cast.ente, Ricerca(operazione="delete"))}
    assert any("Progetti presentati" in nome for nome in eliminati)


def test_i_filtri_restringono(cast: Cast, anno: Rendicontazione) -> None:
    risultato = scenari.bozza(cast, "1.3", "60")
    solo = list(Registro(cast.ente, Ricerca(oggetto=f"rendicontazione.risultato-{risultato.pk}")))
    assert [v.operazione for v in solo] == ["Modifica", "Creazione"]
    oggi = timezone.localdate()
    assert len(Registro(cast.ente, Ricerca(dal=oggi))) == len(Registro(cast.ente))
    assert len(Registro(cast.ente, Ricerca(dal=oggi + timedelta(days=1)))) == 0
    assert len(Registro(cast.ente, Ricerca(al=oggi - timedelta(days=1)))) == 0
    assert {v.tipo for v in Registro(cast.ente, Ricerca(gruppo="permessi"))} >= {"Incarico", "Utente"}


def test_dalla_pagina_si_vede_chi_e_da_dove(client: Client, cast: Cast, anno: Rendicontazione) -> None:
    Rendicontazione.objects.update(finestra_al=timezone.now() + timedelta(days=5))
    entra(client, cast.direttore)
    risultato = scenari.risultato_di("1.1")
    dati = {"versione": risultato.versione, "parte_0": "si", "nota": "Aperto", "azione": "salva"}
    client.post(reverse("rilevazione", kwargs={"ente": cast.ente.codice, "risultato": risultato.pk}), dati)
    voce = _dei_risultati(cast)[0]
    assert (voce.chi, voce.dove) == ("Dario Dirigente", "Pagina del risultato")
    assert (cast.direttore.pk, "Dario Dirigente") in chi_ha_scritto(cast.ente)
    assert len(Registro(cast.ente, Ricerca(chi=cast.direttore.pk))) >= 1
    assert len(Registro(cast.ente, Ricerca(chi=cast.organo.pk))) == 0


def test_un_comando_lascia_il_suo_nome(cast: Cast, tmp_path: Path) -> None:
    scenari.piano_approvato(cast)
    file = tmp_path / "piano.xlsx"
    call_command("esporta", "ente-prova-2023-2025", formato="xlsx", output=file)
    Scheda.objects.update(titolo="Altro")
    Piano.objects.update(stato="bozza")
    call_command("importa", file, ente="ente-prova", conferma=True)
    voce = next(
        v for v in Registro(cast.ente) if v.tipo == "Scheda" and v.operazione == "Modifica" and v.dove != "Dal sistema"
    )
    assert voce.dove == "Comando importa"


def test_ne_password_ne_accessi_finiscono_nel_registro(cast: Cast) -> None:
    quanti = len(Registro(cast.ente))
    cast.nucleo.set_password("un'altra parola di prova")
    cast.nucleo.last_login = timezone.now()
    cast.nucleo.save()
    assert len(Registro(cast.ente)) == quanti
    Utente.objects.filter(pk=cast.nucleo.pk).update(is_superuser=True)
    voce = Registro(cast.ente, Ricerca(oggetto=f"organizzazione.utente-{cast.nucleo.pk}"))[0]
    assert [(c.prima, c.dopo) for c in voce.cambi] == [("no", "sì")]


@pytest.mark.parametrize("comando", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_nessuno_scrive_nel_registro(cast: Cast, comando: str) -> None:
    for tabella in modelli_tracciati().values():
        if not tabella.objects.exists():
            continue
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursore:
            cursore.execute(comando.format(tabella._meta.db_table))


def test_l_anagrafica_non_modifica_la_storia(client: Client, cast: Cast) -> None:
    cast.amministratrice.is_staff = cast.amministratrice.is_superuser = True
    cast.amministratrice.save()
    entra(client, cast.amministratrice)
    pagina = client.get("/amministrazione/").content.decode()
    assert "event" not in pagina.lower().replace("prevent", "")


def test_chi_apre_il_registro(client: Client, cast: Cast, anno: Rendicontazione) -> None:
    for nome in ("registro", "registro_csv"):
        indirizzo = reverse(nome, kwargs={"ente": cast.ente.codice})
        attesi = {"amministratrice": 200, "direttore": 200, "nucleo": 200, "organo": 403, "responsabile": 403}
        for persona, atteso in attesi.items():
            entra(client, cast.per_nome(persona))
            assert client.get(indirizzo).status_code == atteso, (nome, persona)
        entra(client, cast.estraneo)
        assert client.get(indirizzo).status_code == 404


def test_la_pagina_filtra_e_scarica_lo_stesso(client: Client, cast: Cast, anno: Rendicontazione) -> None:
    scenari.bozza(cast, "1.3", "60", nota="=1+1")
    entra(client, cast.nucleo)
    filtri = {"gruppo": "risultati", "operazione": "update"}
    pagina = client.get(reverse("registro", kwargs={"ente": cast.ente.codice}), filtri).content.decode()
    assert "=1+1" in pagina
    assert "Creazione</span> · Risultato" not in pagina
    risposta = client.get(reverse("registro_csv", kwargs={"ente": cast.ente.codice}), filtri)
    testo = b"".join(risposta.streaming_content).decode("utf-8-sig")
    righe = list(csv.DictReader(io.StringIO(testo), delimiter=";"))
    assert {riga["Campo"]: riga["Dopo"] for riga in righe}["nota"] == "'=1+1"
    assert Risultato.objects.get(previsione__indicatore__codice="1.3").nota == "=1+1"


def test_un_filtro_scritto_male_non_rompe_la_pagina(client: Client, cast: Cast, anno: Rendicontazione) -> None:
    entra(client, cast.nucleo)
    indirizzo = reverse("registro", kwargs={"ente": cast.ente.codice})
    for filtri in (
        {"dal": "ieri"},
        {"chi": "999999"},
        {"oggetto": "a'b"},
        {"oggetto": "niente.niente-1"},
        {"page": "99"},
    ):
        assert client.get(indirizzo, filtri).status_code == 200


def test_le_interrogazioni_non_crescono_con_le_righe(client: Client, cast: Cast, anno: Rendicontazione) -> None:
    entra(client, cast.nucleo)
    indirizzo = reverse("registro", kwargs={"ente": cast.ente.codice}) + "?gruppo=permessi&operazione=update"
    quante = []
    for _ in range(2):
        for _ in range(30):
            Incarico.objects.filter(utente=cast.nucleo).update(dal="2020-01-02")
            Incarico.objects.filter(utente=cast.nucleo).update(dal="2020-01-03")
        client.get(indirizzo)
        with CaptureQueriesContext(connection) as domande:
            client.get(indirizzo)
        quante.append(len(domande))
    assert quante[1] <= quante[0] <= 25


@pytest.mark.parametrize(
    ("modello", "campo", "valore", "parole"),
    [
        (Risultato, "valori", [{"data": "2023-06-20"}, {"numero": "87.5"}], "20/06/2023; 87,5"),
        (Risultato, "valori", [{"fatto": True}, None], "sì; –"),
        (Risultato, "valori", [{"numeratore": "12", "denominatore": "15"}], "12 su 15"),
        (Previsione, "avvisi", [{"codice": "T-SEGNAPOSTO", "messaggio": "È da definire."}], "È da definire."),
    ],
    ids=["data-numero", "fatto", "rapporto", "avviso"],
)
def test_what_the_engine_keeps_is_said_in_words(modello: type, campo: str, valore: object, parole: str) -> None:
    assert valore_in_parole(modello._meta.get_field(campo), valore, {}) == parole


def test_a_reading_is_said_as_on_the_page_of_the_readings() -> None:
    condizioni = [condizione.in_json() for condizione in interpreta("almeno 80%", 2023).condizioni]
    assert valore_in_parole(Previsione._meta.get_field("condizioni"), condizioni, {}) == "almeno 80 %"
