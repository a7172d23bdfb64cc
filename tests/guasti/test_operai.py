"""Workers that die: at every point of a job, again and again, two at a time. Nothing is lost and nothing doubled."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from pianoperf import guasti
from pianoperf.disco import PROVVISORIO, togli_provvisori
from pianoperf.lavori.models import Lavoro
from rendicontazione.esportazione.services import chiedi_esportazione
from rendicontazione.models import Documento, Esportazione
from tests import scenari
from tests.guasti.impianto import MARGINE, PAZIENZA, concluso, in_corso, nuovo, ricalcola_non_trova_nulla
from tests.guasti.resistenza import tormenta
from tests.processi import attendi
from tests.relazioni.archivio_finto import chiesto

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("operaio")]
ADESSO = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)


def righe(diario: Path) -> list[str]:
    return diario.read_text().splitlines() if diario.exists() else []


def controlla_il_file(file: str, impronta: str, trovati: list[Path]) -> None:
    """One file, whole, the one of the row; what a killed process left half written has no name of a document."""
    interi = [trovato for trovato in trovati if not trovato.name.startswith(PROVVISORIO)]
    assert [str(trovato).endswith(file) for trovato in interi] == [True]
    assert sha256(interi[0].read_bytes()).hexdigest() == impronta


@pytest.mark.parametrize("punto", guasti.PUNTI)
def test_an_archive_whose_worker_is_killed_there_is_made_once(punto, impianto, cast, campanello_muto):
    scenari.anno_aperto(cast)
    impianto.guasta(punto)
    lavoro = chiedi_esportazione(ente=cast.ente, utente=cast.amministratrice, adesso=ADESSO).lavoro
    impianto.suona(lavoro)
    assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 2)
    assert not impianto.segno.exists()
    fatta = Esportazione.objects.get()
    trovati = impianto.file("esportazioni")
    controlla_il_file(str(fatta.file), fatta.sha256, trovati)
    ricalcola_non_trova_nulla()
    # and what was left half written goes after an hour
    orfani = [trovato for trovato in trovati if trovato.name.startswith(PROVVISORIO)]
    assert len(orfani) == (punto == "file-provvisorio")
    ultimo = max(trovato.stat().st_mtime for trovato in trovati)
    assert togli_provvisori(impianto.archivio, prima_di=ultimo + 1) == len(orfani)
    assert len(impianto.file("esportazioni")) == 1


def test_a_pdf_whose_worker_is_killed_half_way_is_the_same_pdf(impianto, cast, campanello_muto):
    impianto.guasta("meta")
    lavoro = chiesto(cast, scenari.piano_approvato(cast)).lavoro
    impianto.suona(lavoro)
    assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 2)
    fatto = Documento.objects.get()
    controlla_il_file(str(fatto.file), fatto.sha256, impianto.file("documenti"))


def test_the_same_job_announced_ten_times_is_carried_out_once(impianto, cast, tmp_path):
    diario = tmp_path / "diario"
    lavoro = nuovo(cast.ente, diario=str(diario), passi=10)
    for _ in range(10):
        impianto.suona(lavoro)
    assert concluso(lavoro).tentativi == 1
    impianto.suona(lavoro)
    dopo = nuovo(cast.ente, "dopo")
    impianto.suona(dopo)
    concluso(dopo)
    assert righe(diario) == ["inizio ", "fine "]


def test_a_poison_job_fails_after_three_attempts_and_holds_up_nobody(impianto, cast, tmp_path):
    diario = tmp_path / "diario"
    veleno = nuovo(cast.ente, "veleno", diario=str(diario), muori=99)
    impianto.suona(veleno)
    altri = [nuovo(cast.ente, f"sano-{n}") for n in range(5)]
    for altro in altri:
        impianto.suona(altro)
    chiesti = timezone.now()
    for altro in altri:
        assert (concluso(altro).stato, altro.tentativi) == ("pronto", 1)
        assert altro.finito_il - chiesti < timedelta(seconds=60 * MARGINE)
    assert (concluso(veleno).stato, veleno.tentativi) == ("fallito", 3)
    assert "interrotto 3 volte" in veleno.errore
    assert righe(diario) == ["inizio "] * 3


def test_two_workers_never_take_the_same_job(impianto, cast, tmp_path):
    diario = tmp_path / "diario"
    with impianto.operaio("-c", "2", con_beat=False):
        lavori = [nuovo(cast.ente, str(n), diario=str(diario), nome=str(n), passi=2) for n in range(30)]
        for lavoro in lavori * 2:
            impianto.suona(lavoro)
        for lavoro in lavori:
            concluso(lavoro)
    assert sorted(righe(diario)) == sorted(f"{che} {n}" for n in range(30) for che in ("inizio", "fine"))


def test_a_worker_told_to_stop_finishes_what_it_does_and_leaves_the_rest(impianto, cast, tmp_path):
    """SIGTERM, as every update does; the worker of the file takes what this one leaves in the queue."""
    diario = tmp_path / "diario"
    with impianto.operaio("-c", "1", "-Q", "addio", con_beat=False) as secondo:
        lavoro = nuovo(cast.ente, diario=str(diario), passi=20)
        impianto.suona(lavoro, coda="addio")
        assert attendi(lambda: in_corso(lavoro), secondi=PAZIENZA)
        secondo.terminate()
        assert secondo.wait(30) is not None
    assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 1)
    assert righe(diario) == ["inizio ", "fine "]


def test_a_worker_told_to_stop_does_not_wait_for_a_job_without_end(impianto, cast):
    """After PIANOPERF_CONGEDO seconds the job goes to another, and the worker ends."""
    with impianto.operaio("-c", "1", "-Q", "addio", con_beat=False, PIANOPERF_CONGEDO="2") as secondo:
        lavoro = nuovo(cast.ente, passi=160)
        impianto.suona(lavoro, coda="addio")
        assert attendi(lambda: in_corso(lavoro), secondi=PAZIENZA)
        secondo.terminate()
        assert secondo.wait(30) is not None
    assert (concluso(lavoro).stato, lavoro.tentativi) == ("pronto", 2)


def test_jobs_survive_workers_killed_at_random_moments(impianto, cast):
    """With GUASTI_LAVORI=200 and GUASTI_UCCISIONI=50 it is the long run of docs/produzione/guasti.md."""
    lavori, uccisioni = int(os.environ.get("GUASTI_LAVORI", "12")), int(os.environ.get("GUASTI_UCCISIONI", "2"))
    esito = tormenta(impianto, cast.ente, lavori=lavori, uccisioni=uccisioni)
    print(esito)
    assert (esito.persi, esito.doppi) == (0, 0)
    assert Lavoro.objects.filter(stato="pronto").count() == lavori
