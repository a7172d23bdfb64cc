"""What is wrong with a PDF, read back with pikepdf and none of the product's code.

Rules: ISO 14289-1 (PDF/UA-1, as the Matterhorn protocol lists its failures), ISO 19005-3 (PDF/A-3a), and what an
allegato of ours promises beside: fixed dates, no foreign resource, one table for each table.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import pikepdf

from tests.relazioni.verificatore.albero import Albero
from tests.relazioni.verificatore.archivio import difetti_d_archivio
from tests.relazioni.verificatore.azioni import difetti_delle_annotazioni, difetti_delle_azioni
from tests.relazioni.verificatore.caratteri import difetti_dei_caratteri
from tests.relazioni.verificatore.contenuto import Pagina
from tests.relazioni.verificatore.elementi import difetti_degli_elementi
from tests.relazioni.verificatore.metadati import difetti_dei_metadati
from tests.relazioni.verificatore.risorse import difetti_delle_risorse


def difetti(pdf: bytes, *, sezione: bool = False) -> list[str]:
    """A sentence for each defect, with its page or element; none for a good file.

    `sezione`: a section before it is joined, which has no metadata, fonts, outline, destinations or attachments.
    """
    with pikepdf.open(BytesIO(pdf)) as aperto:
        if "/StructTreeRoot" not in aperto.Root:
            return ["Manca StructTreeRoot: il documento non ha etichette."]
        albero = Albero(aperto)
        pagine = [Pagina(numero, pagina) for numero, pagina in enumerate(aperto.pages, 1)]
        trovati = [
            *_del_catalogo(aperto),
            *albero.difetti,
            *difetti_degli_elementi(albero, inizia_da_uno=not sezione),
            *(difetto for pagina in pagine for difetto in pagina.difetti),
            *albero.difetti_dei_contenuti(pagine),
            *difetti_delle_annotazioni(aperto, albero),
            *difetti_delle_risorse(aperto),
        ]
        if not sezione:
            trovati += difetti_dei_metadati(aperto)
            trovati += difetti_d_archivio(aperto)
            trovati += difetti_delle_azioni(aperto)
            trovati += difetti_dei_caratteri(pagine)
            trovati += sorted(mancante for pagina in pagine for mancante in pagina.mancanti)
    return trovati + _di_qpdf(pdf)


def _del_catalogo(pdf: pikepdf.Pdf) -> list[str]:
    radice, trovati = pdf.Root, []
    if not bool(radice.get("/MarkInfo", {}).get("/Marked", False)):
        trovati.append("MarkInfo non dice Marked.")
    if not str(radice.get("/Lang", "")).lower().startswith("it"):
        trovati.append(f"La lingua del documento è «{radice.get('/Lang', '')}», non l'italiano.")
    if pdf.is_encrypted:
        trovati.append("Il documento è cifrato.")
    return trovati


def _di_qpdf(pdf: bytes) -> list[str]:
    """What the reference parser says, where it is installed."""
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        return []
    with tempfile.TemporaryDirectory() as cartella:
        file = Path(cartella) / "documento.pdf"
        file.write_bytes(pdf)
        esito = subprocess.run([qpdf, "--check", str(file)], capture_output=True, text=True, check=False)
    return [] if esito.returncode == 0 else [f"qpdf: {riga}" for riga in esito.stderr.splitlines() or ["errore"]]
