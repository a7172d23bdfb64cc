"""Everything of a body in one archive: what is in it, who gets it, and that the job makes it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicatori.importazione.anteprima import esamina_fogli
from indicatori.importazione.lettura import leggi_contenuto
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.organizzazione.models import Ente, Persona, Struttura
from pianoperf.web.rifiuti import AzioneNegata
from rendicontazione.documenti.archivio import letto
from rendicontazione.esportazione import services
from rendicontazione.esportazione.archivio_ente import LEGGIMI, MANIFESTO, archivio_dell_ente
from rendicontazione.models import Esportazione, Rendicontazione
from tests import scenari
from tests.processi import attendi
from tests.scenari import ADESSO, Cast

Entra = Callable[[str], Client]
GIORNO = date(2024, 3, 1)
PIANO = "ente-prova-2023-2025"
ATTESI = [
    MANIFESTO,
    f"piani/{PIANO}.json",
    f"piani/{PIANO}.xlsx",
    f"piani/{PIANO}.ods",
    f"piani/{PIANO}.csv.zip",
    f"risultati/{PIANO}-risultati-2023.json",
    f"risultati/{PIANO}-risultati-2023.xlsx",
    f"risultati/{PIANO}-risultati-2023.ods",
    f"risultati/{PIANO}-risultati-2023.csv",
    "anagrafiche/Strutture.csv",
    "anagrafiche/strutture.xlsx",
    "anagrafiche/Persone.csv",
    "anagrafiche/persone.xlsx",
    "anagrafiche/Documenti.csv",
    "anagrafiche/documenti.xlsx",
    LEGGIMI,
]


@pytest.fixture
def pieno(cast: Cast, anno: Rendicontazione) -> Ente:
    """A body with a result, a struttura named like a formula and a person with an address."""
    scenari.inviato(cast, "1.3", "60")
    Struttura.objects.create(ente=cast.ente, nome="=Area anziani")
    Persona.objects.filter(cognome="Bianchi").update(email="bruno@esempio.it")
    return cast.ente


def aperto(contenuto: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
        assert archivio.testzip() is None
        return {nome: archivio.read(nome) for nome in archivio.namelist()}


def test_l_archivio_contiene_tutto_e_il_manifesto_lo_dice(pieno: Ente) -> None:
    parti = aperto(archivio_dell_ente(pieno, con_email=False, il=GIORNO))
    assert list(parti) == ATTESI
    manifesto = json.loads(parti[MANIFESTO])
    assert (manifesto["ente"], manifesto["data"], manifesto["mancanti"]) == ("ente-prova", "2024-03-01", [])
    assert manifesto["versione"]
    for voce in manifesto["file"]:
        contenuto = parti[voce["nome"]]
        assert (len(contenuto), hashlib.sha256(contenuto).hexdigest()) == (voce["byte"], voce["sha256"])
        assert voce["che_cosa"]
    assert [voce["nome"] for voce in manifesto["file"]] == ATTESI[1:]
    assert "01/03/2024" in parti[LEGGIMI].decode()


def test_gli_stessi_dati_danno_gli_stessi_byte(pieno: Ente) -> None:
    primo = archivio_dell_ente(pieno, con_email=False, il=GIORNO)
    assert archivio_dell_ente(pieno, con_email=False, il=GIORNO) == primo
    assert archivio_dell_ente(pieno, con_email=False, il=GIORNO + timedelta(days=1)) != primo


def test_gli_indirizzi_ci_sono_solo_se_chiesti(pieno: Ente) -> None:
    con = aperto(archivio_dell_ente(pieno, con_email=True, il=GIORNO))
    senza = aperto(archivio_dell_ente(pieno, con_email=False, il=GIORNO))
    assert b"bruno@esempio.it" in con["anagrafiche/Persone.csv"]
    assert not any(b"bruno@esempio.it" in parte for parte in senza.values())
    assert b"E-mail" not in senza["anagrafiche/Persone.csv"]
    assert b"'=Area anziani" in senza["anagrafiche/Strutture.csv"]


def test_niente_di_un_altro_ente(pieno: Ente, cast: Cast) -> None:
    Persona.objects.create(ente=cast.altro_ente, nome="Zoe", cognome="Zeta")
    parti = aperto(archivio_dell_ente(pieno, con_email=True, il=GIORNO))
    assert not any(b"Zeta" in parte or b"altro-ente" in parte for parte in parti.values())
    assert list(aperto(archivio_dell_ente(cast.altro_ente, con_email=False, il=GIORNO))) == [
        MANIFESTO,
        *ATTESI[9:],
    ]


@pytest.mark.parametrize("estensione", ["json", "xlsx", "ods", "csv.zip"])
def test_un_piano_dell_archivio_si_reimporta_senza_cambiamenti(pieno: Ente, estensione: str) -> None:
    nome = f"piani/{PIANO}.{estensione}"
    fogli = leggi_contenuto(aperto(archivio_dell_ente(pieno, con_email=False, il=GIORNO))[nome], nome)
    esame = esamina_fogli(fogli, pieno, codice=PIANO)
    assert not esame.bloccato
    assert (esame.in_json()["cambiamenti"], esame.risultati.conteggi["uguale"]) == (0, 1)
    assert esame.risultati.diversi == []


def test_un_testo_che_non_sta_in_una_cella_non_costa_il_resto(pieno: Ente) -> None:
    piano = pieno.piani.get()
    piano.schede.update(titolo="a" * 40_000)
    manifesto = json.loads(aperto(archivio_dell_ente(pieno, con_email=False, il=GIORNO))[MANIFESTO])
    nomi = [voce["nome"] for voce in manifesto["file"]]
    assert {voce["nome"] for voce in manifesto["mancanti"]} == {ATTESI[2], ATTESI[6]}
    assert "32767" in manifesto["mancanti"][0]["motivo"]
    assert nomi == [nome for nome in ATTESI[1:] if nome not in (ATTESI[2], ATTESI[6])]


def esegui_il_lavoro(esportazione: Esportazione) -> Esportazione:
    esegui(esportazione.lavoro_id)
    esportazione.refresh_from_db()
    return esportazione


def chiedi(cast: Cast, persona: str = "amministratrice", *, giorni: int = 0, secondi: int = 0) -> Esportazione:
    adesso = ADESSO + timedelta(days=giorni, seconds=secondi)
    return services.chiedi_esportazione(ente=cast.ente, utente=cast.per_nome(persona), adesso=adesso)


def test_il_lavoro_prepara_l_archivio_e_la_pagina_lo_consegna(entra: Entra, pieno: Ente, cast: Cast) -> None:
    client = entra("amministratrice")
    pagina = reverse("esportazioni", kwargs={"ente": pieno.codice})
    assert client.post(pagina).status_code == 302
    esportazione = Esportazione.objects.get()
    assert "in coda" in client.get(pagina).content.decode()
    assert esegui_il_lavoro(esportazione).lavoro.stato == StatoLavoro.PRONTO
    indirizzo = reverse("esportazione_scarica", kwargs={"ente": pieno.codice, "esportazione": esportazione.pk})
    assert indirizzo in client.get(pagina).content.decode()
    contenuto = b"".join(client.get(indirizzo).streaming_content)
    assert hashlib.sha256(contenuto).hexdigest() == esportazione.sha256
    assert b"bruno@esempio.it" in aperto(contenuto)["anagrafiche/Persone.csv"]
    stato = client.get(reverse("lavoro", kwargs={"lavoro_id": esportazione.lavoro_id})).content.decode()
    assert f'<a href="{indirizzo}">Scarica {esportazione.nome}</a>' in stato


def test_chi_chiede_due_volte_ha_lo_stesso_archivio_in_preparazione(pieno: Ente, cast: Cast) -> None:
    assert chiedi(cast) == chiedi(cast, giorni=1)
    assert chiedi(cast, "direttore") != chiedi(cast)
    assert Lavoro.objects.filter(tipo=TipoLavoro.ESPORTAZIONE).count() == 2


def test_il_direttore_non_ha_gli_indirizzi(entra: Entra, pieno: Ente, cast: Cast) -> None:
    con, senza = esegui_il_lavoro(chiedi(cast)), esegui_il_lavoro(chiedi(cast, "direttore"))
    client = entra("direttore")
    indirizzi = {voce.pk: reverse("esportazione_scarica", args=[pieno.codice, voce.pk]) for voce in (con, senza)}
    assert client.get(indirizzi[con.pk]).status_code == 403
    assert indirizzi[con.pk] not in client.get(reverse("esportazioni", args=[pieno.codice])).content.decode()
    contenuto = b"".join(client.get(indirizzi[senza.pk]).streaming_content)
    assert b"bruno@esempio.it" not in aperto(contenuto)["anagrafiche/Persone.csv"]


@pytest.mark.parametrize(
    ("persona", "atteso"), [("responsabile", 403), ("nucleo", 403), ("organo", 403), ("estraneo", 404)]
)
def test_gli_altri_non_esportano(entra: Entra, pieno: Ente, cast: Cast, persona: str, atteso: int) -> None:
    esportazione = esegui_il_lavoro(chiedi(cast, "direttore"))
    pagina = reverse("esportazioni", args=[pieno.codice])
    client = entra(persona)
    assert client.get(pagina).status_code == atteso
    assert client.post(pagina).status_code == atteso
    assert client.get(reverse("esportazione_scarica", args=[pieno.codice, esportazione.pk])).status_code == atteso
    with pytest.raises(AzioneNegata):
        chiedi(cast, persona)


def test_l_archivio_di_un_altro_ente_non_si_scarica_dal_proprio(entra: Entra, pieno: Ente, cast: Cast) -> None:
    esportazione = esegui_il_lavoro(chiedi(cast))
    indirizzo = reverse("esportazione_scarica", args=[cast.altro_ente.codice, esportazione.pk])
    assert entra("estraneo").get(indirizzo).status_code == 404


def test_un_archivio_rovinato_non_si_consegna(entra: Entra, pieno: Ente, cast: Cast) -> None:
    esportazione = esegui_il_lavoro(chiedi(cast))
    with open(default_storage.path(esportazione.file.name), "ab") as aperto_per_rovinarlo:
        aperto_per_rovinarlo.write(b"!")
    risposta = entra("amministratrice").get(reverse("esportazione_scarica", args=[pieno.codice, esportazione.pk]))
    assert risposta.status_code == 403
    assert "non corrisponde più" in risposta.content.decode()


@pytest.mark.django_db(transaction=True)
def test_restano_gli_ultimi_tre_archivi(cast: Cast, anno: Rendicontazione, entra: Entra) -> None:
    fatti = [esegui_il_lavoro(chiedi(cast, giorni=giorni)) for giorni in range(5)]
    nomi = [voce.file.name for voce in fatti]
    for voce in fatti:
        voce.refresh_from_db()
    assert [bool(voce.file) for voce in fatti] == [False, False, True, True, True]
    assert [letto(nome) is not None for nome in nomi] == [False, False, True, True, True]
    vecchio = entra("amministratrice").get(reverse("esportazione_scarica", args=[cast.ente.codice, fatti[0].pk]))
    assert (vecchio.status_code, "chiedine uno nuovo" in vecchio.content.decode()) == (403, True)


@pytest.mark.django_db(transaction=True)
def test_un_file_uguale_resta_finche_serve(cast: Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "CONSERVATE", 1)
    primo = esegui_il_lavoro(chiedi(cast))
    secondo = esegui_il_lavoro(chiedi(cast, secondi=1))
    assert primo != secondo
    assert primo.sha256 == secondo.sha256
    assert letto(secondo.file.name) is not None


def test_il_comando_scrive_lo_stesso_archivio(pieno: Ente, tmp_path) -> None:
    file = tmp_path / "tutto.zip"
    call_command("esporta", "--ente", pieno.codice, "-o", str(file))
    assert file.read_bytes() == archivio_dell_ente(pieno, con_email=False, il=timezone.localdate())
    call_command("esporta", "--ente", pieno.codice, "--con-email", "-o", str(file))
    assert file.read_bytes() == archivio_dell_ente(pieno, con_email=True, il=timezone.localdate())
    with pytest.raises(CommandError, match="non esiste"):
        call_command("esporta", "--ente", "assente", "-o", str(file))


@pytest.mark.django_db(transaction=True)
def test_un_worker_vero_prepara_l_archivio(cast: Cast, anno: Rendicontazione, celery_vero: None) -> None:
    esportazione = services.chiedi_esportazione(ente=cast.ente, utente=cast.direttore, adesso=timezone.now())
    finiti = Lavoro.objects.filter(pk=esportazione.lavoro_id, finito_il__isnull=False)
    assert attendi(lambda: finiti.first(), secondi=180)
    lavoro = finiti.get()
    assert (lavoro.stato, lavoro.errore, lavoro.fatti, lavoro.totale) == (StatoLavoro.PRONTO, "", 2, 2)
    esportazione.refresh_from_db()
    assert esportazione.pronta_il is not None
