"""All the proofs of a year as one zip, written while it is being sent: nothing is kept in memory but a block."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.utils import timezone

from rendicontazione.models import Evidenza
from rendicontazione.prove.nomi import Nomi

BLOCCO = 256 * 1024
COLONNE = (
    "scheda", "indicatore", "periodo", "file", "nome", "collegamento", "riservata", "sha256", "byte", "caricata_da",
    "caricata_il", "esito",
)  # fmt: skip
FORMULE = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Voce:
    """One line of the manifest; `file` is its path in the archive, "" for a link or a file that is gone.

    `esito`: "presente" (the bytes have the fingerprint kept at upload), "alterato", "mancante", "collegamento".
    """

    scheda: str
    indicatore: str
    periodo: str
    file: str
    nome: str
    collegamento: str
    riservata: bool
    sha256: str
    byte: int
    caricata_da: str
    caricata_il: str
    esito: str


class _Flusso:
    """Where the zip is written: `preso` gives what came since the last time."""

    def __init__(self) -> None:
        self._pezzi: list[bytes] = []

    def write(self, dati: bytes, /) -> int:
        self._pezzi.append(bytes(dati))
        return len(dati)

    def flush(self) -> None:
        """Nothing waits: what is written is there."""

    def close(self) -> None:
        """The zip is over; what is left is taken by `preso`."""

    def preso(self) -> bytes:
        insieme = b"".join(self._pezzi)
        self._pezzi.clear()
        return insieme


def zip_delle_evidenze(evidenze: Iterable[Evidenza]) -> Iterator[bytes]:
    """The archive block by block, its manifest last: each file is compared with its fingerprint as it goes by."""
    flusso, nomi, voci = _Flusso(), Nomi(), []
    with zipfile.ZipFile(flusso, "w", zipfile.ZIP_DEFLATED) as archivio:
        for evidenza in evidenze:
            scritto = _Scritto()
            yield from _file(archivio, flusso, evidenza, nomi, scritto)
            voci.append(_voce(evidenza, scritto))
        archivio.writestr("manifest.csv", _csv(voci))
        archivio.writestr("manifest.json", _json(voci))
    yield flusso.preso()


@dataclass
class _Scritto:
    percorso: str = ""
    esito: str = "collegamento"


def _file(
    archivio: zipfile.ZipFile, flusso: _Flusso, evidenza: Evidenza, nomi: Nomi, scritto: _Scritto
) -> Iterator[bytes]:
    if not evidenza.file:
        return
    indicatore = evidenza.risultato.previsione.indicatore
    try:
        aperto = evidenza.file.open("rb")
    except FileNotFoundError:
        scritto.esito = "mancante"
        return
    scritto.percorso = nomi.nuovo(indicatore.scheda.codice, indicatore.codice, evidenza.nome)
    impronta = hashlib.sha256()
    with aperto, archivio.open(_intestazione(evidenza, scritto.percorso), "w") as uscita:
        while blocco := aperto.read(BLOCCO):
            impronta.update(blocco)
            uscita.write(blocco)
            yield flusso.preso()
    scritto.esito = "presente" if impronta.hexdigest() == evidenza.sha256 else "alterato"
    yield flusso.preso()


def _intestazione(evidenza: Evidenza, percorso: str) -> zipfile.ZipInfo:
    locale = timezone.localtime(evidenza.caricata_il)
    voce = zipfile.ZipInfo(percorso, locale.timetuple()[:6])
    voce.compress_type = zipfile.ZIP_DEFLATED
    voce.external_attr = 0o640 << 16
    voce.file_size = evidenza.dimensione
    return voce


def _voce(evidenza: Evidenza, scritto: _Scritto) -> Voce:
    indicatore = evidenza.risultato.previsione.indicatore
    return Voce(
        scheda=indicatore.scheda.codice,
        indicatore=indicatore.codice,
        periodo=evidenza.risultato.get_periodo_display(),
        file=scritto.percorso,
        nome=evidenza.nome,
        collegamento=evidenza.indirizzo,
        riservata=evidenza.riservata,
        sha256=evidenza.sha256,
        byte=evidenza.dimensione,
        caricata_da=str(evidenza.caricata_da),
        caricata_il=timezone.localtime(evidenza.caricata_il).isoformat(timespec="seconds"),
        esito=scritto.esito,
    )


def _csv(voci: list[Voce]) -> str:
    """Semicolons, as an Italian spreadsheet opens it; a text that looks like a formula gets an apostrophe."""
    testo = io.StringIO(newline="")
    righe = csv.DictWriter(testo, COLONNE, delimiter=";", lineterminator="\r\n")
    righe.writeheader()
    for voce in voci:
        righe.writerow({nome: _cella(valore) for nome, valore in asdict(voce).items()})
    return "\ufeff" + testo.getvalue()


def _cella(valore: object) -> object:
    if isinstance(valore, bool):
        return "SI" if valore else "NO"
    return f"'{valore}" if isinstance(valore, str) and valore.startswith(FORMULE) else valore


def _json(voci: list[Voce]) -> str:
    return json.dumps([asdict(voce) for voce in voci], ensure_ascii=False, indent=1)
