"""How long the file of a document is kept, what stays of it, and how it comes back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from obiettivi.models import Piano
from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import esegui
from rendicontazione.documenti.conservazione import con_la_regola, in_parole, scade_il, togli_scaduti
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Documento, Rendicontazione
from tests import scenari
from tests.relazioni.archivio_finto import chiesto, in_una_cartella, pronto, senza_comporre
from tests.relazioni.test_documenti import entra, indirizzo
from tests.rimodulazione import proposte

pytestmark = pytest.mark.django_db
GIORNO = timedelta(days=1)


@pytest.fixture(autouse=True)
def _finto(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_una_cartella(settings, tmp_path)
    senza_comporre(monkeypatch)


@pytest.fixture
def cast() -> scenari.Cast:
    return scenari.crea_cast()


@pytest.fixture
def bozza(cast: scenari.Cast) -> Piano:
    scenari.importa_piano(dati=scenari.dati_di_prova(), utente=cast.amministratrice, adesso=scenari.ADESSO)
    return Piano.objects.select_related("ente").get()


def fra(giorni: int, documento: Documento) -> Documento:
    """The document as the sweep of that day leaves it."""
    togli_scaduti(adesso=documento.pronto_il + giorni * GIORNO)
    return Documento.objects.get(pk=documento.pk)


def c_e(documento: Documento) -> bool:
    return default_storage.exists(f"documenti/{documento.sha256[:2]}/{documento.sha256}.pdf")


def test_a_draft_expires_after_ninety_days_and_its_fingerprint_stays(cast: scenari.Cast, bozza: Piano) -> None:
    documento = pronto(cast, bozza)
    assert (documento.versione, c_e(fra(90, documento))) == (None, True)
    scaduto = fra(91, documento)
    assert (scaduto.file.name, scaduto.sha256, c_e(scaduto)) == ("", documento.sha256, False)
    assert entra(cast, "organo").get(indirizzo("documento_scarica", documento=documento.pk)).status_code == 404


def test_a_download_starts_the_days_again(cast: scenari.Cast, bozza: Piano) -> None:
    documento = pronto(cast, bozza)
    assert entra(cast, "organo").get(indirizzo("documento_scarica", documento=documento.pk)).status_code == 200
    Documento.objects.update(scaricato_il=documento.pronto_il + 10 * GIORNO)
    assert c_e(fra(91, documento))
    assert not c_e(fra(101, documento))


def test_what_an_act_approved_is_kept_for_ever(cast: scenari.Cast) -> None:
    documento = pronto(cast, scenari.piano_approvato(cast))
    assert documento.versione == 1
    assert c_e(fra(10_000, documento))


@pytest.mark.parametrize(
    ("quando", "resta"),
    [(StatoRendicontazione.APERTA, False), (StatoRendicontazione.APPROVATA, True)],
)
def test_a_year_counts_by_its_state_now_or_when_it_was_printed(cast: scenari.Cast, quando: str, resta: bool) -> None:
    anno = scenari.anno_aperto(cast)
    documento = pronto(cast, anno.piano, "relazione")
    documento.lavoro.parametri["stato"] = quando
    documento.lavoro.save()
    assert bool(fra(91, documento).file) == resta


def test_a_year_approved_later_keeps_what_was_made_before(cast: scenari.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    documento = pronto(cast, scenari.anno_aperto(cast).piano, "relazione")
    ora_approvati = [StatoRendicontazione.APERTA]
    monkeypatch.setattr("rendicontazione.documenti.conservazione.ANNI_APPROVATI", ora_approvati)
    assert Rendicontazione.objects.get().stato in ora_approvati
    assert fra(91, documento).file


def test_a_file_that_another_row_needs_stays(cast: scenari.Cast, bozza: Piano) -> None:
    primo = pronto(cast, bozza)
    # An equal request after a failed one is a row of its own, of the same file.
    primo.lavoro.stato = StatoLavoro.FALLITO
    primo.lavoro.save()
    secondo = pronto(cast, bozza)
    Documento.objects.filter(pk=secondo.pk).update(scaricato_il=secondo.pronto_il + 50 * GIORNO)
    assert (secondo.pk != primo.pk, secondo.sha256) == (True, primo.sha256)
    assert not fra(91, primo).file
    assert c_e(secondo)
    assert not c_e(fra(141, secondo))


def test_the_list_says_how_long(cast: scenari.Cast, bozza: Piano) -> None:
    documento = pronto(cast, bozza)
    letto = con_la_regola(Documento.objects.all()).get()
    fino = timezone.localdate(documento.pronto_il + 90 * GIORNO)
    assert in_parole(scade_il(letto)) == f"conservato fino al {fino:%d/%m/%Y}"
    pagina = entra(cast, "organo").get(indirizzo("documenti")).content.decode()
    assert f"conservato fino al {fino:%d/%m/%Y}" in pagina
    fra(91, documento)
    pagina = entra(cast, "organo").get(indirizzo("documenti")).content.decode()
    assert "Scaduto" in pagina
    assert "Chiedi di nuovo" in pagina


def test_asked_for_again_an_expired_document_gets_its_file_back(cast: scenari.Cast, bozza: Piano) -> None:
    scaduto = fra(91, pronto(cast, bozza))
    entra(cast, "nucleo").post(indirizzo("documento_chiedi"), {"documento": f"{bozza.pk}-piano-0"})
    assert Documento.objects.get().lavoro.stato == StatoLavoro.IN_CODA
    esegui(scaduto.lavoro_id)
    rifatto = Documento.objects.get()
    assert (rifatto.sha256, rifatto.rimosso_il, c_e(rifatto)) == (scaduto.sha256, None, True)


def test_made_again_with_other_bytes_both_are_recognised(
    cast: scenari.Cast, bozza: Piano, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    primo = pronto(cast, bozza)
    copia = tmp_path / "copia.pdf"
    copia.write_bytes(primo.file.open("rb").read())
    fra(91, primo)
    chiesto(cast, bozza)
    monkeypatch.setattr("rendicontazione.documenti.tasks.produci", lambda *_: b"%PDF-1.7 un'altra impaginazione")
    esegui(primo.lavoro_id)
    assert Documento.objects.get().sha256 != primo.sha256
    call_command("verifica", str(copia))


def test_an_expired_document_is_still_recognised(
    cast: scenari.Cast, bozza: Piano, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documento = pronto(cast, bozza)
    contenuto = documento.file.open("rb").read()
    fra(91, documento)
    caricato = SimpleUploadedFile("x.pdf", contenuto)
    pagina = entra(cast, "organo").post(indirizzo("documento_verifica"), {"file": caricato}).content.decode()
    assert "identico a quello prodotto" in pagina
    assert "bozza del piano" in pagina
    assert "è scaduta ed è stata tolta" in pagina
    assert reverse("documento_scarica", kwargs={"ente": "ente-prova", "documento": documento.pk}) not in pagina
    (tmp_path / "x.pdf").write_bytes(contenuto + b"\n")
    with pytest.raises(SystemExit):
        call_command("verifica", str(tmp_path / "x.pdf"))
    detto = capsys.readouterr().out
    assert "modificato dopo la produzione" in detto
    assert "Quando è stato prodotto: piano bozza." in detto


def test_the_version_of_a_document_is_told_beside_the_one_in_force(cast: scenari.Cast, tmp_path: Path) -> None:
    piano = scenari.piano_approvato(cast)
    prima = pronto(cast, piano).file.open("rb").read()
    proposte.approvata(cast, proposte.motivata(cast, proposte.con_target(cast, proposte.proposta(cast), 2023, "95%")))
    dopo = pronto(cast, proposte.piano())
    assert dopo.versione == 2
    pagina = entra(cast, "organo").post(indirizzo("documento_verifica"), {"file": SimpleUploadedFile("x.pdf", prima)})
    assert "versione 1; quella in vigore è la 2" in pagina.content.decode()


def test_a_sweep_that_stopped_half_way_is_finished_by_the_next(
    cast: scenari.Cast, bozza: Piano, monkeypatch: pytest.MonkeyPatch
) -> None:
    documento = pronto(cast, bozza)
    with monkeypatch.context() as guasto:
        guasto.setattr(default_storage, "delete", lambda nome: (_ for _ in ()).throw(OSError("disco")))
        with pytest.raises(OSError, match="disco"):
            fra(91, documento)
    assert c_e(documento)
    assert not c_e(fra(92, documento))
