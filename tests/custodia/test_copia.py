"""What `manage.py copia` says and keeps, and what makes it stop."""

from __future__ import annotations

import json
import os
import tarfile
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from pianoperf.custodia.copie.scrittura import IN_SCRITTURA
from pianoperf.custodia.models import Copia
from rendicontazione.models import Evidenza

pytestmark = pytest.mark.django_db(transaction=True)


def copia(cartella: Path, **opzioni: object) -> dict[str, object]:
    uscita = StringIO()
    call_command("copia", cartella=cartella, json=True, stdout=uscita, **opzioni)
    return json.loads(uscita.getvalue())


def test_una_copia_si_apre_con_tar_e_si_ricorda(lavoro_svolto, tmp_path: Path) -> None:
    esito = copia(tmp_path / "copie")
    with tarfile.open(esito["file"]) as tar:
        nomi = tar.getnames()
        intestazione = json.load(tar.extractfile("intestazione.json"))
    assert nomi[:2] == ["intestazione.json", "banca-dati.dump.000000"]
    assert f"archivio/{Evidenza.objects.get().file.name}" in nomi
    assert "rendicontazione.0001_initial" in intestazione["migrazioni"]
    ricordata = Copia.objects.get()
    assert (ricordata.sha256, ricordata.file, ricordata.mancanti) == (esito["sha256"], 1, 0)
    assert os.stat(esito["file"]).st_mode & 0o777 == 0o600


def test_un_file_sparito_e_uno_alterato_si_dicono(lavoro_svolto, tmp_path: Path) -> None:
    prova = Evidenza.objects.get()
    percorso = Path(default_storage.path(prova.file.name))
    percorso.write_bytes(b"altro")
    with pytest.raises(CommandError, match="non tutti i file") as errore:
        copia(tmp_path)
    assert errore.value.returncode == 3
    percorso.unlink()
    uscita = StringIO()
    with pytest.raises(CommandError):
        call_command("copia", cartella=tmp_path, stdout=uscita)
    assert f"manca: {prova.file.name}" in uscita.getvalue()
    assert list(Copia.objects.values_list("mancanti", flat=True)) == [1, 1]


@pytest.mark.parametrize("quanto", [0.1, 0.9])
def test_una_copia_interrotta_non_si_legge(lavoro_svolto, tmp_path: Path, quanto: float) -> None:
    file = Path(copia(tmp_path)["file"])
    dati = file.read_bytes()
    file.write_bytes(dati[: int(len(dati) * quanto)])
    with pytest.raises(CommandError, match="interrotto o alterato"):
        call_command("copia", verifica=file)


def test_una_copia_alterata_non_si_legge(lavoro_svolto, tmp_path: Path) -> None:
    file = Path(copia(tmp_path)["file"])
    call_command("copia", verifica=file, stdout=StringIO())
    dati = bytearray(file.read_bytes())
    dati[dati.index(b"PGDMP") + 2000] ^= 1
    file.write_bytes(dati)
    with pytest.raises(CommandError, match=r"alterata: «banca-dati.dump.000000»"):
        call_command("copia", verifica=file)


def test_se_il_disco_si_riempie_non_resta_nulla(lavoro_svolto, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("pianoperf.custodia.copie.scrittura.os.fsync", _disco_pieno)
    with pytest.raises(CommandError, match="No space left"):
        copia(tmp_path / "copie")
    assert list((tmp_path / "copie").iterdir()) == []
    assert not Copia.objects.exists()


def _disco_pieno(descrittore: int) -> None:
    raise OSError(28, "No space left on device")


def test_senza_spazio_non_si_comincia(lavoro_svolto, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda cartella: type("Spazio", (), {"free": 1 << 20})())
    with pytest.raises(CommandError, match="1 MB liberi"):
        copia(tmp_path)
    assert not list(tmp_path.glob("*.copia"))


def test_se_ne_tengono_quante_si_chiede(lavoro_svolto, tmp_path: Path) -> None:
    for giorno in (1, 2, 3):
        (tmp_path / f"pianoperf-2026-01-0{giorno}-030000.copia").write_bytes(b"")
    (tmp_path / "appunti.txt").write_bytes(b"")
    orfano = tmp_path / f"{IN_SCRITTURA}abc"
    orfano.write_bytes(b"mezza copia")
    vecchio = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(orfano, (vecchio, vecchio))
    esito = copia(tmp_path, tieni=2)
    assert sorted(voce.name for voce in tmp_path.iterdir() if voce.is_file()) == [
        "appunti.txt", "pianoperf-2026-01-03-030000.copia", Path(esito["file"]).name,
    ]  # fmt: skip
    assert esito["tolte"] == ["pianoperf-2026-01-02-030000.copia", "pianoperf-2026-01-01-030000.copia"]


def test_cifra_senza_chiave_e_rifiutata(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Manca la chiave"):
        copia(tmp_path, cifra=True)


def test_una_chiave_corta_e_rifiutata(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PIANOPERF_COPIA_FRASE", "corta")
    with pytest.raises(CommandError, match="troppo corta"):
        copia(tmp_path)


def test_una_copia_cifrata_senza_chiave_dice_che_cosa_manca(lavoro_svolto, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PIANOPERF_COPIA_FRASE", "una frase lunga abbastanza")
    file = copia(tmp_path)["file"]
    monkeypatch.delenv("PIANOPERF_COPIA_FRASE")
    with pytest.raises(CommandError, match="La copia è cifrata"):
        call_command("copia", verifica=Path(file))
