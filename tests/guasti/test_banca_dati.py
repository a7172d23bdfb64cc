"""PostgreSQL restarts under load, the disk fills up, the web server is killed: all or nothing, and a plain page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psutil
import psycopg2
import pytest
import requests
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from indicatori.models import Importazione, Indicatore
from indicatori.motore.documento import IndicatoreDati, PianoDati
from pianoperf.disco import PROVVISORIO
from rendicontazione.api.services import crea_chiave
from rendicontazione.enums import AmbitoChiave
from rendicontazione.esportazione.services import chiedi_esportazione
from rendicontazione.models import Evidenza
from tests import scenari
from tests.guasti.impianto import PAZIENZA, concluso, entro, nuovo, ricalcola_non_trova_nulla
from tests.guasti.persona import Persona, marchi_in
from tests.importazione.fogli_di_prova import foglio, piano_piccolo
from tests.processi import attendi
from tests.scenari import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("operaio")]
ENTE = {"ente": "ente-prova"}
VERSIONE = re.compile(r'name="versione" value="(\d+)"')


@pytest.fixture
def anna(sito: str, cast: Cast) -> Persona:
    scenari.anno_aperto(cast, timezone.now())
    return Persona(sito, cast.amministratrice)


def pagina_del_risultato(codice: str = "1.1") -> str:
    return reverse("rilevazione", kwargs={**ENTE, "risultato": scenari.risultato_di(codice).pk})


def bozza(versione: int, testo: str) -> dict[str, object]:
    return {"versione": versione, "parte_0": testo, "nota": "", "causa": "", "fonte": "", "salva": "1"}


class Carico(threading.Thread):
    """Somebody who saves the same result again and again; `detti` are the answers (code, page of an error)."""

    def __init__(self, persona: Persona, pagina: str) -> None:
        super().__init__(daemon=True)
        self.persona, self.pagina = persona, pagina
        self.detti: list[tuple[int, str]] = []
        self.salvati = 0
        self.fine = threading.Event()

    def run(self) -> None:
        while not self.fine.is_set():
            aperta = self.persona.apri(self.pagina)
            self._annota(aperta)
            versione = VERSIONE.search(aperta.text)
            if versione:
                dati = bozza(int(versione[1]), "NO" if int(versione[1]) % 2 else "SI")
                self.salvati += self._annota(self.persona.invia(self.pagina, {**marchi_in(aperta.text), **dati})) == 302

    def _annota(self, risposta: requests.Response) -> int:
        self.detti.append((risposta.status_code, risposta.text if risposta.status_code >= 500 else ""))
        return risposta.status_code

    def finisci(self) -> None:
        self.fine.set()
        self.join(PAZIENZA)
        assert not self.is_alive()


def risponde_503(persona: Persona) -> bool:
    return persona.apri("/ente-prova/piani/").status_code == 503


def risponde_200(persona: Persona) -> bool:
    return persona.apri("/ente-prova/piani/").status_code == 200


def test_postgresql_stops_under_load_and_comes_back(impianto, cast, anna, tmp_path):
    diario = tmp_path / "diario"
    pagina = pagina_del_risultato()
    carico = Carico(anna, pagina)
    lungo = nuovo(cast.ente, diario=str(diario), passi=60)
    impianto.suona(lungo)
    carico.start()
    assert attendi(lambda: carico.salvati >= 2, secondi=PAZIENZA), carico.detti[-3:]
    connection.close()
    impianto.postgres.ferma()
    with entro(4):
        assert risponde_503(anna)
    assert anna.risponde()
    stato, parti = anna.salute()
    assert (stato, parti["banca_dati"], parti["migrazioni"]) == (503, "guasto", "ignoto")
    impianto.postgres.assicura()
    with entro(5):
        assert attendi(lambda: risponde_200(anna), secondi=PAZIENZA)
    prima = carico.salvati
    assert attendi(lambda: carico.salvati >= prima + 2, secondi=PAZIENZA), carico.detti[-3:]
    carico.finisci()
    assert {codice for codice, _ in carico.detti} <= {200, 302, 409, 503}
    assert all("Traceback" not in testo and "fermo per un momento" in testo for _, testo in carico.detti if testo)
    # what was acknowledged is there; what was told not to be may have been committed just before the end
    interrotti = sum(codice == 503 for codice, _ in carico.detti)
    assert carico.salvati <= scenari.risultato_di("1.1").versione <= carico.salvati + interrotti
    assert concluso(lungo).stato == "pronto"
    assert diario.read_text().splitlines().count("fine ") == 1
    assert attendi(lambda: anna.salute()[0] == 200, secondi=PAZIENZA), anna.salute()
    ricalcola_non_trova_nulla()


def test_what_was_typed_is_in_the_page_that_says_that_nothing_was_saved(impianto, cast, anna):
    pagina = pagina_del_risultato()
    marchi = anna.modulo(pagina)
    scritto = {**marchi, **bozza(0, "SI"), "nota": "Aperto <subito>\r\nil 3 marzo"}
    connection.close()
    impianto.postgres.ferma()
    try:
        risposta = anna.invia(pagina, scritto)
    finally:
        impianto.postgres.assicura()
    assert (risposta.status_code, risposta.headers["Retry-After"]) == (503, "10")
    assert "non è stato salvato" in risposta.text
    assert "Aperto &lt;subito&gt;" in risposta.text
    assert f'action="{pagina}"' in risposta.text
    assert marchi["csrfmiddlewaretoken"] in risposta.text
    assert attendi(lambda: risponde_200(anna), secondi=PAZIENZA)
    assert anna.invia(pagina, scritto).status_code == 302
    assert scenari.risultato_di("1.1").nota.split() == scritto["nota"].split()


def test_the_api_says_it_as_a_problem(impianto, sito, cast):
    dati = {"nome": "Sito", "ambito": AmbitoChiave.PUBBLICO, "scade_il": timezone.localdate() + timedelta(days=9)}
    chiave = crea_chiave(ente=cast.ente, utente=cast.amministratrice, adesso=timezone.now(), **dati)[1]
    chi = {"Authorization": f"Bearer {chiave}"}
    assert Persona(sito).apri("/api/v1/piani", headers=chi).status_code == 200
    connection.close()
    impianto.postgres.ferma()
    try:
        risposta = Persona(sito).apri("/api/v1/piani", headers=chi)
    finally:
        impianto.postgres.assicura()
    assert risposta.status_code == 503
    assert risposta.headers["Content-Type"] == "application/problem+json"
    assert "Retry-After" in risposta.headers


@pytest.fixture
def disco_piccolo(impianto) -> Iterator[Path]:
    """The archive on a disk of two megabytes."""
    if os.geteuid() != 0:
        pytest.skip("Solo root può montare un disco piccolo: la prova dello spazio esaurito si salta.")
    impianto.archivio.mkdir(parents=True, exist_ok=True)
    monta = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(impianto.archivio)]
    if subprocess.run(monta, capture_output=True).returncode:
        pytest.skip("Qui non si può montare un tmpfs: la prova dello spazio esaurito si salta.")
    yield impianto.archivio
    subprocess.run(["umount", "-l", str(impianto.archivio)], check=True)


def riempi(disco: Path) -> Path:
    """Leave no room at all."""
    zavorra = disco / "zavorra"
    with zavorra.open("wb", buffering=0) as aperto:
        try:
            while True:
                aperto.write(b"\0" * 4096)
        except OSError:
            pass
    return zavorra


def test_a_full_disk_keeps_no_part_of_a_file_and_says_why(impianto, cast, anna, disco_piccolo, campanello_muto):
    zavorra = riempi(disco_piccolo)
    pagina = pagina_del_risultato()
    contenuto = foglio(scenari.dati_di_prova())
    pdf = b"%PDF-1.4 " + b"x" * 200_000
    caricata = anna.invia(pagina, bozza(0, "SI"), da=pagina, files={"file": ("p.pdf", pdf, "application/pdf")})
    assert (caricata.status_code, "spazio" in caricata.text) == (507, True)
    importazioni = reverse("importazioni", kwargs=ENTE)
    caricato = anna.invia(importazioni, {}, da=importazioni, files={"foglio": ("p.xlsx", contenuto)})
    assert (caricato.status_code, "spazio" in caricato.text) == (507, True)
    lavoro = chiedi_esportazione(ente=cast.ente, utente=cast.amministratrice, adesso=timezone.now()).lavoro
    impianto.suona(lavoro)
    assert concluso(lavoro).stato == "fallito"
    assert "spazio" in lavoro.errore.lower()
    assert impianto.file() == [zavorra]
    assert scenari.risultato_di("1.1").versione == 0
    assert (Evidenza.objects.count(), Importazione.objects.count()) == (0, 0)
    zavorra.unlink()
    assert anna.invia(reverse("riprova_lavoro", args=[lavoro.pk]), {}, da="/ente-prova/piani/").status_code == 302
    assert concluso(lavoro).stato == "pronto"
    assert anna.invia(importazioni, {}, da=importazioni, files={"foglio": ("p.xlsx", contenuto)}).status_code == 302
    assert concluso(Importazione.objects.get().lavoro).stato == "pronto"
    assert not [nome for nome in impianto.file() if nome.name.startswith(PROVVISORIO)]
    ricalcola_non_trova_nulla()


def piano_grande(quanti: int) -> PianoDati:
    dati = piano_piccolo("ente-prova", "ente-prova-grande")
    for n in range(3, quanti + 1):
        nuovo_indicatore = IndicatoreDati(f"1.{n}", f"Misura {n}", "1", "Peri", previsioni={2023: f"Almeno {n}"})
        dati.schede[0].indicatori.append(nuovo_indicatore)
    return dati


def test_the_web_server_killed_in_the_middle_of_an_import_leaves_all_or_nothing(impianto, cast, sito, anna):
    quanti = 5_000
    importazioni = reverse("importazioni", kwargs=ENTE)
    contenuto = foglio(piano_grande(quanti))
    assert anna.invia(importazioni, {}, da=importazioni, files={"foglio": ("p.xlsx", contenuto)}).status_code == 302
    importazione = Importazione.objects.get()
    concluso(importazione.lavoro)
    importazione.refresh_from_db()
    assert importazione.stato == "anteprima", importazione.anteprima.get("rilievi")
    conferma = reverse("importazione_conferma", kwargs={**ENTE, "importazione": importazione.pk})
    anteprima = reverse("importazione_anteprima", kwargs={**ENTE, "importazione": importazione.pk})
    marchi = anna.modulo(anteprima)
    filo = threading.Thread(target=_conferma, args=[anna, conferma, marchi], daemon=True)
    # the schede are written already, the targets are not
    with bloccata("indicatori_previsione", "EXCLUSIVE"):
        filo.start()
        assert attendi(lambda: in_attesa_di_un_lucchetto() == 1, secondi=PAZIENZA)
        for figlio in impianto.capi[sito].children():
            figlio.send_signal(signal.SIGKILL)
        filo.join(PAZIENZA)
    assert attendi(lambda: Indicatore.objects.filter(scheda__piano__codice="ente-prova-grande").count() == 0)
    assert attendi(anna.risponde, secondi=PAZIENZA)
    # the same page, sent again
    assert anna.invia(conferma, marchi).status_code == 302
    assert Indicatore.objects.filter(scheda__piano__codice="ente-prova-grande").count() == quanti
    importazione.refresh_from_db()
    assert importazione.stato == "confermata"
    ricalcola_non_trova_nulla()


def _conferma(anna: Persona, conferma: str, marchi: dict[str, str]) -> None:
    try:
        anna.invia(conferma, marchi)
    except requests.RequestException:  # the answer dies with its process
        return


def test_the_web_server_told_to_stop_answers_whom_it_was_serving(impianto, cast, anna):
    """SIGTERM, with requests in flight: each gets its answer, and the processes end."""
    with impianto.web() as altro:
        capo = impianto.capi[altro]
        esiti: list[int] = []
        # they log in before: it would wait for the lock too
        persone = [Persona(altro, cast.amministratrice) for _ in range(4)]

        def guarda(chi: Persona) -> None:
            esiti.append(chi.apri("/ente-prova/piani/").status_code)

        with bloccata("organizzazione_ente", "ACCESS EXCLUSIVE"):
            fili = [threading.Thread(target=guarda, args=[chi]) for chi in persone]
            for filo in fili:
                filo.start()
            assert attendi(lambda: in_attesa_di_un_lucchetto() == 4, secondi=PAZIENZA)
            capo.send_signal(signal.SIGTERM)
        for filo in fili:
            filo.join(PAZIENZA)
        assert attendi(lambda: not capo.is_running() or capo.status() == "zombie", secondi=PAZIENZA)
    assert esiti == [200] * 4


def pid_dei_figli(capo: psutil.Process) -> set[int]:
    return {figlio.pid for figlio in capo.children()}


def test_the_web_server_reloaded_under_load_fails_nobody(impianto, cast, anna):
    """SIGHUP, as `systemctl reload` does: new processes answer before the old ones end, at 20 requests a second."""
    with impianto.web() as altro:
        capo, fine = impianto.capi[altro], threading.Event()
        esiti: list[int] = []

        def naviga(chi: Persona) -> None:
            while not fine.wait(0.2):
                esiti.append(chi.apri("/ente-prova/piani/").status_code)

        persone = [Persona(altro, cast.amministratrice) for _ in range(4)]
        with ThreadPoolExecutor(len(persone)) as insieme:
            fili = [insieme.submit(naviga, chi) for chi in persone]
            try:
                for _ in range(2):
                    prima = pid_dei_figli(capo)
                    capo.send_signal(signal.SIGHUP)
                    cambiati = attendi(lambda vecchi=prima: vecchi.isdisjoint(pid_dei_figli(capo)), secondi=PAZIENZA)
                    arrivati = len(esiti)
                    altri = attendi(lambda quanti=arrivati: len(esiti) >= quanti + 20 or any(f.done() for f in fili))
                    assert (cambiati, altri) == (True, True)
            finally:
                fine.set()
        for filo in fili:
            filo.result()
    assert set(esiti) == {200}


@contextmanager
def bloccata(tabella: str, modo: str) -> Iterator[None]:
    """Who needs that table waits until we are done: its request is surely in the middle."""
    with psycopg2.connect(indirizzo_attuale()) as altra, altra.cursor() as cursore:
        cursore.execute(f"LOCK TABLE {tabella} IN {modo} MODE")
        yield
        altra.rollback()


def indirizzo_attuale() -> str:
    dati = connection.settings_dict
    return f"dbname={dati['NAME']} user={dati['USER']} host={dati['HOST']}"


def in_attesa_di_un_lucchetto() -> int:
    with connection.cursor() as cursore:
        cursore.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return int(cursore.fetchone()[0])
