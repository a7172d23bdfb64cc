"""Everything of a body in one zip: the data that its own export has, and the files that it leaves out."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.utils import timezone

from pianoperf.custodia.enti.righe import eventi_per_tabella, file_di, righe_dell_ente
from pianoperf.organizzazione.models import Ente
from pianoperf.web.rifiuti import Rifiuto
from pianoperf.web.versione import versione_del_prodotto
from rendicontazione.esportazione.archivio_ente import archivio_dell_ente
from rendicontazione.models import Documento, Evidenza
from rendicontazione.registro.esportazione import righe_csv
from rendicontazione.registro.selectors import Registro

BLOCCO = 1 << 18


@dataclass(frozen=True)
class Parte:
    """A file of the zip; `nome_originale` is what people called it."""

    nome: str
    nome_originale: str
    byte: int
    sha256: str


class EsportazioneNonFatta(Rifiuto):
    """The export could not be written; nothing was left behind."""


def esporta_ente(*, ente: Ente, file: Path, adesso: datetime) -> tuple[list[Parte], list[str]]:
    """Write the zip; its parts, and the files that were not there any more. Raises EsportazioneNonFatta.

    dati.zip (plans, results, registries), registro.csv (the whole history), file/ (proofs, PDFs, imported sheets).
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descrittore, nome = tempfile.mkstemp(dir=file.parent, prefix=".in-scrittura-")
        with os.fdopen(descrittore, "wb") as uscita:
            esito = _scrivi(uscita, ente, adesso)
            uscita.flush()
            os.fsync(uscita.fileno())
        Path(nome).replace(file)
    except OSError as errore:
        raise EsportazioneNonFatta(f"L'esportazione non è stata scritta: {errore.strerror or errore}.") from errore
    return esito


def _scrivi(uscita: IO[bytes], ente: Ente, adesso: datetime) -> tuple[list[Parte], list[str]]:
    parti: list[Parte] = []
    mancanti: list[str] = []
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archivio:
        dati = archivio_dell_ente(ente, con_email=True, il=timezone.localdate(adesso))
        parti.append(_parte(archivio, "dati.zip", "", iter([dati])))
        registro = (riga.encode() for riga in righe_csv(Registro(ente)))
        parti.append(_parte(archivio, "registro.csv", "", registro))
        originali = _nomi_originali(ente)
        for nome in sorted(file_di(righe_dell_ente(ente)) | file_di(eventi_per_tabella(ente))):
            if default_storage.exists(nome):
                parti.append(_parte(archivio, f"file/{nome}", originali.get(nome, ""), _letto(nome)))
            elif nome in originali:
                mancanti.append(nome)
        archivio.writestr("manifest.json", _manifesto(ente, parti, mancanti, adesso))
    return parti, mancanti


def _parte(archivio: zipfile.ZipFile, nome: str, originale: str, pezzi: Iterator[bytes]) -> Parte:
    impronta, byte = hashlib.sha256(), 0
    with archivio.open(nome, "w", force_zip64=True) as uscita:
        for pezzo in pezzi:
            uscita.write(pezzo)
            impronta.update(pezzo)
            byte += len(pezzo)
    return Parte(nome, originale, byte, impronta.hexdigest())


def _letto(nome: str) -> Iterator[bytes]:
    with default_storage.open(nome, "rb") as aperto:
        while blocco := aperto.read(BLOCCO):
            yield blocco


def _nomi_originali(ente: Ente) -> dict[str, str]:
    evidenze = Evidenza.objects.filter(risultato__rendicontazione__piano__ente=ente).exclude(file="")
    documenti = Documento.objects.filter(piano__ente=ente).exclude(file="")
    return {
        **dict(documenti.values_list("file", "nome")),
        **dict(evidenze.values_list("file", "nome")),
        **dict(ente.importazioni.values_list("file", "nome_file")),
    }


def _manifesto(ente: Ente, parti: list[Parte], mancanti: list[str], adesso: datetime) -> str:
    dati = {
        "prodotto": "pianoperf",
        "versione": versione_del_prodotto(),
        "ente": ente.codice,
        "nome": ente.nome,
        "fatta_il": adesso.isoformat(timespec="seconds"),
        "file": [asdict(parte) for parte in parti],
        "mancanti": mancanti,
    }
    return json.dumps(dati, ensure_ascii=False, indent=1)
