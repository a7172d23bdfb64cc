"""All the allegati in one zip: what it holds, that it is the same twice, and that one bad document does not cost it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.web.rifiuti import AzioneNegata, Rifiuto
from rendicontazione.documenti import raccolta as modulo
from rendicontazione.documenti.conservazione import togli_scaduti
from rendicontazione.documenti.raccolta import chiedi_raccolta
from rendicontazione.models import Documento, Raccolta, Rendicontazione
from tests import scenari
from tests.relazioni.archivio_finto import in_una_cartella, pronto, senza_comporre
from tests.relazioni.test_documenti import entra, indirizzo

pytestmark = pytest.mark.django_db
PIANO = "ente-prova-2023-2025/Ente di prova - Piano 2023-2025.pdf"


@pytest.fixture(autouse=True)
def _finto(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_una_cartella(settings, tmp_path)
    senza_comporre(monkeypatch)


@pytest.fixture
def cast() -> scenari.Cast:
    return scenari.crea_cast()


@pytest.fixture
def anno(cast: scenari.Cast) -> Rendicontazione:
    return scenari.anno_aperto(cast)


def chiedi(cast: scenari.Cast, minuti: int = 0) -> Raccolta:
    quando = scenari.ADESSO + timedelta(minutes=minuti)
    return chiedi_raccolta(ente=cast.ente, utente=cast.organo, adesso=quando)


def fatta(cast: scenari.Cast, minuti: int = 0) -> Raccolta:
    chiesta = chiedi(cast, minuti)
    esegui(chiesta.lavoro_id)
    return Raccolta.objects.select_related("lavoro").get(pk=chiesta.pk)


def aperto(raccolta: Raccolta) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(raccolta.file.open("rb").read()))


def test_it_holds_the_plan_in_force_and_the_documents_of_the_year(cast: scenari.Cast, anno: Rendicontazione) -> None:
    esistente = pronto(cast, anno.piano, "relazione")
    raccolta = fatta(cast)
    with aperto(raccolta) as archivio:
        nomi = archivio.namelist()
        leggimi = archivio.read("LEGGIMI.txt").decode()
        assert {voce.date_time for voce in archivio.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    cartella = "ente-prova-2023-2025/Ente di prova -"
    assert nomi == [
        "LEGGIMI.txt",
        f"{cartella} Piano 2023-2025 con i risultati del 2023.pdf",
        PIANO,
        f"{cartella} Relazione sulla performance 2023.pdf",
    ]
    assert esistente.sha256 in leggimi
    assert "versione del piano: 1" in leggimi
    assert (raccolta.lavoro.fase, raccolta.lavoro.fatti, raccolta.lavoro.totale) == ("documento", 3, 3)
    assert Documento.objects.filter(tipo="relazione").count() == 1


def test_twice_it_is_the_same_file(cast: scenari.Cast, anno: Rendicontazione) -> None:
    prima, seconda = fatta(cast), fatta(cast, minuti=5)
    assert prima.pk != seconda.pk
    assert prima.sha256 == seconda.sha256
    assert Documento.objects.count() == 3


def test_one_that_is_being_made_is_joined(cast: scenari.Cast, anno: Rendicontazione) -> None:
    prima = chiedi(cast)
    assert chiedi_raccolta(ente=cast.ente, utente=cast.nucleo, adesso=scenari.ADESSO) == prima
    assert prima.lavoro.attese.count() == 2
    assert Lavoro.objects.filter(tipo=TipoLavoro.RACCOLTA).count() == 1


def test_nobody_is_told_of_each_document(cast: scenari.Cast, anno: Rendicontazione) -> None:
    raccolta = fatta(cast)
    assert [attesa.lavoro_id for attesa in cast.organo.attese.all()] == [raccolta.lavoro_id]


def test_a_document_that_fails_is_named_and_the_others_are_there(
    cast: scenari.Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rendicontazione.documenti import tasks

    buono = tasks.produci

    def rotto(vista: Any, tipo: str, avanza: Any) -> bytes:
        if tipo == "relazione":
            raise Rifiuto("Il documento supera i 15 MB.")
        return buono(vista, tipo, avanza)

    monkeypatch.setattr(tasks, "produci", rotto)
    with aperto(fatta(cast)) as archivio:
        assert len(archivio.namelist()) == 3
        assert (
            "Relazione sulla performance 2023.pdf: Il documento supera i 15 MB."
            in archivio.read("LEGGIMI.txt").decode()
        )


def test_cancelled_between_two_documents_it_stops(
    cast: scenari.Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pianoperf.lavori.services import annulla

    chiesta = chiedi(cast)
    fatti = []

    def voce(richiesta: Any, utente: Any, segna: Any) -> modulo.Voce:
        fatti.append(richiesta)
        annulla(lavoro=chiesta.lavoro, utente=cast.organo, adesso=scenari.ADESSO)
        return modulo.Voce(richiesta, motivo="non serve")

    monkeypatch.setattr(modulo, "_voce", voce)
    esegui(chiesta.lavoro_id)
    assert Lavoro.objects.get(pk=chiesta.lavoro_id).stato == StatoLavoro.ANNULLATO
    assert len(fatti) == 1


def test_without_an_approved_plan_there_is_nothing_and_the_button_says_so(cast: scenari.Cast) -> None:
    scenari.importa_piano(dati=scenari.dati_di_prova(), utente=cast.amministratrice, adesso=scenari.ADESSO)
    with pytest.raises(Rifiuto, match="Nessun piano approvato"):
        chiedi(cast)
    pagina = entra(cast, "organo").get(indirizzo("documenti")).content.decode()
    assert "Nessun piano approvato" in pagina
    risposta = entra(cast, "organo").post(indirizzo("raccolta_chiedi"), follow=True)
    assert "Nessun piano approvato" in risposta.content.decode()


def test_a_stranger_may_not_ask(cast: scenari.Cast, anno: Rendicontazione) -> None:
    with pytest.raises(AzioneNegata):
        chiedi_raccolta(ente=cast.ente, utente=cast.estraneo, adesso=scenari.ADESSO)


def test_the_page_says_what_it_will_hold_and_gives_the_file_for_thirty_days(
    cast: scenari.Cast, anno: Rendicontazione
) -> None:
    client = entra(cast, "organo")
    pagina = client.get(indirizzo("documenti")).content.decode()
    assert "3 documenti: 1 piano nella versione in vigore e gli allegati di 1 anno" in pagina
    risposta = client.post(indirizzo("raccolta_chiedi"), headers={"HX-Request": "true"})
    assert risposta.status_code == 202
    assert "in coda: comincia appena possibile" in risposta.content.decode()
    raccolta = Raccolta.objects.get()
    esegui(raccolta.lavoro_id)
    raccolta.refresh_from_db()
    scarica = indirizzo("raccolta_scarica", raccolta=raccolta.pk)
    assert b"".join(client.get(scarica).streaming_content)[:2] == b"PK"
    assert scarica in client.get(indirizzo("documenti")).content.decode()
    togli_scaduti(adesso=raccolta.pronta_il + timedelta(days=31))
    assert client.get(scarica).status_code == 404
    assert "non è più conservato" in client.get(indirizzo("documenti")).content.decode()
