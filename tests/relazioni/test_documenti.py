"""Asking for a document, its job, its file: same request same document, nothing for strangers, nothing altered."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from pianoperf.lavori.enums import StatoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.documenti import archivio
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento, Rendicontazione
from tests import scenari
from tests.relazioni.lettura_pdf import scritto_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _archivio_di_prova(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "archivio", "file_permissions_mode": 0o640},
        },
    }


@pytest.fixture
def cast() -> scenari.Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: scenari.Cast) -> Rendicontazione:
    aperta = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.1", "SI", nota="Sportello aperto a marzo.")
    scenari.bozza(cast, "1.2", "30/06/2023", nota="Ancora da rivedere.")
    return aperta


def chiedi(cast: scenari.Cast, anno: Rendicontazione, tipo: str = "rendicontazione", chi: str = "organo") -> Documento:
    return chiedi_documento(
        piano=anno.piano,
        tipo=TipoDocumento(tipo),
        anno=None if tipo == "piano" else anno.anno,
        utente=cast.per_nome(chi),
        adesso=scenari.ADESSO,
    )


def preparato(cast: scenari.Cast, anno: Rendicontazione, tipo: str = "rendicontazione") -> Documento:
    documento = chiedi(cast, anno, tipo)
    esegui(documento.lavoro_id)
    documento.refresh_from_db()
    return documento


def entra(cast: scenari.Cast, chi: str) -> Client:
    client = Client()
    client.force_login(cast.per_nome(chi), backend="django.contrib.auth.backends.ModelBackend")
    return client


def indirizzo(nome: str, **altro: object) -> str:
    return reverse(nome, kwargs={"ente": "ente-prova", **altro})


def test_the_job_makes_the_file_and_its_fingerprint(cast: scenari.Cast, anno: Rendicontazione) -> None:
    documento = preparato(cast, anno)
    assert documento.lavoro.stato == StatoLavoro.PRONTO, documento.lavoro.errore
    with documento.file.open("rb") as aperto:
        pdf = aperto.read()
    assert archivio.impronta(pdf) == documento.sha256
    assert len(pdf) == documento.dimensione
    assert not list(Path(default_storage.path("documenti")).rglob(".in-scrittura-*"))


def test_a_draft_result_stays_out_of_the_document(cast: scenari.Cast, anno: Rendicontazione) -> None:
    testo = scritto_in(preparato(cast, anno).file.open("rb").read())
    assert "Sportelloapertoamarzo." in testo
    assert "Ancoradarivedere" not in testo
    assert "nonrendicontato" in testo


def test_the_same_request_joins_the_same_document(cast: scenari.Cast, anno: Rendicontazione) -> None:
    primo = chiedi(cast, anno, chi="organo")
    assert chiedi(cast, anno, chi="responsabile") == primo
    esegui(primo.lavoro_id)
    assert chiedi(cast, anno, chi="nucleo") == primo
    assert Lavoro.objects.count() == 1


def test_new_results_make_a_new_document(cast: scenari.Cast, anno: Rendicontazione) -> None:
    primo = preparato(cast, anno)
    scenari.inviato(cast, "1.3", "85")
    secondo = preparato(cast, anno)
    assert secondo != primo
    assert secondo.sha256 != primo.sha256


def test_data_that_change_before_the_job_runs_stop_it(cast: scenari.Cast, anno: Rendicontazione) -> None:
    documento = chiedi(cast, anno)
    scenari.inviato(cast, "1.3", "85")
    esegui(documento.lavoro_id)
    documento.lavoro.refresh_from_db()
    assert documento.lavoro.stato == StatoLavoro.FALLITO
    assert "chiedi di nuovo" in documento.lavoro.errore


def test_a_stranger_may_not_ask(cast: scenari.Cast, anno: Rendicontazione) -> None:
    with pytest.raises(AzioneNegata):
        chiedi(cast, anno, chi="estraneo")


def test_a_year_that_nobody_measures_is_refused(cast: scenari.Cast, anno: Rendicontazione) -> None:
    with pytest.raises(Rifiuto, match="2025"):
        chiedi_documento(
            piano=anno.piano,
            tipo=TipoDocumento.RELAZIONE,
            anno=2025,
            utente=cast.organo,
            adesso=scenari.ADESSO,
        )


@pytest.mark.parametrize("chi", ["amministratrice", "direttore", "responsabile", "nucleo", "organo"])
def test_every_role_asks_and_downloads(chi: str, cast: scenari.Cast, anno: Rendicontazione) -> None:
    client = entra(cast, chi)
    risposta = client.post(indirizzo("documento_chiedi"), {"documento": f"{anno.piano_id}-relazione-2023"})
    assert risposta.status_code == 302
    documento = Documento.objects.get()
    esegui(documento.lavoro_id)
    pagina = client.get(indirizzo("documenti"))
    documento.refresh_from_db()
    assert documento.sha256 in pagina.content.decode().replace("<wbr>", "")
    scaricato = client.get(indirizzo("documento_scarica", documento=documento.pk))
    assert archivio.impronta(b"".join(scaricato.streaming_content)) == documento.sha256
    assert scaricato["X-Content-Type-Options"] == "nosniff"
    assert scaricato["Content-Disposition"].startswith("attachment")
    assert "Ente di prova - Relazione sulla performance 2023.pdf" in scaricato["Content-Disposition"]


def test_nothing_exists_for_a_stranger(cast: scenari.Cast, anno: Rendicontazione) -> None:
    documento = preparato(cast, anno)
    client = entra(cast, "estraneo")
    for url in (
        indirizzo("documenti"),
        indirizzo("documento_verifica"),
        indirizzo("documento_scarica", documento=documento.pk),
        reverse("documento_scarica", kwargs={"ente": "altro-ente", "documento": documento.pk}),
    ):
        assert client.get(url).status_code == 404, url
    dati = {"documento": f"{anno.piano_id}-piano-0"}
    assert client.post(indirizzo("documento_chiedi"), dati).status_code == 404
    altrove = reverse("documento_chiedi", kwargs={"ente": "altro-ente"})
    assert "non si può chiedere" in client.post(altrove, dati).content.decode()
    assert Documento.objects.count() == 1


def test_a_document_in_the_making_shows_its_progress(cast: scenari.Cast, anno: Rendicontazione) -> None:
    documento = chiedi(cast, anno)
    pagina = entra(cast, "organo").get(indirizzo("documenti")).content.decode()
    assert reverse("lavoro", kwargs={"lavoro_id": documento.lavoro_id}) in pagina
    assert entra(cast, "organo").get(indirizzo("documento_scarica", documento=documento.pk)).status_code == 404


def test_a_file_is_recognised_and_an_altered_one_too(cast: scenari.Cast, anno: Rendicontazione) -> None:
    pdf = preparato(cast, anno).file.open("rb").read()
    client = entra(cast, "organo")
    for contenuto, frase in (
        (pdf, "identico a quello prodotto"),
        (pdf.replace(b"%%EOF", b"% %EOF"), "modificato dopo la produzione"),
        (b"%PDF-1.4 altro", "Nessun documento registrato"),
    ):
        caricato = SimpleUploadedFile("documento.pdf", contenuto, "application/pdf")
        risposta = client.post(indirizzo("documento_verifica"), {"file": caricato})
        assert frase in risposta.content.decode()
    assert client.post(indirizzo("documento_verifica"), {}).status_code == 422


def test_a_spoiled_file_is_not_handed_out(cast: scenari.Cast, anno: Rendicontazione) -> None:
    documento = preparato(cast, anno)
    percorso = Path(default_storage.path(documento.file.name))
    percorso.write_bytes(percorso.read_bytes()[:-10])
    risposta = entra(cast, "organo").get(indirizzo("documento_scarica", documento=documento.pk))
    assert risposta.status_code == 403
    assert "impronta" in risposta.content.decode()


def test_the_command_gives_the_bytes_of_the_job(cast: scenari.Cast, anno: Rendicontazione, tmp_path: Path) -> None:
    documento = preparato(cast, anno, "relazione")
    uscita = tmp_path / "relazione.pdf"
    call_command("relazione", anno.piano.codice, "--tipo", "relazione", "--anno", "2023", "-o", str(uscita))
    assert archivio.impronta(uscita.read_bytes()) == documento.sha256
    call_command("verifica", str(uscita))
    uscita.write_bytes(uscita.read_bytes() + b"\n")
    with pytest.raises(SystemExit) as fine:
        call_command("verifica", str(uscita))
    assert fine.value.code == 1


def test_the_command_explains_what_it_cannot_do(cast: scenari.Cast, anno: Rendicontazione, tmp_path: Path) -> None:
    uscita = str(tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="Nessun piano"):
        call_command("relazione", "manca", "-o", uscita)
    with pytest.raises(CommandError, match="rendicontazione del 2025"):
        call_command("relazione", anno.piano.codice, "--tipo", "relazione", "--anno", "2025", "-o", uscita)


def test_no_room_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def pieno(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archivio, "scrivi_intero", pieno)
    with pytest.raises(Rifiuto, match="spazio"):
        archivio.conserva(b"%PDF-")
