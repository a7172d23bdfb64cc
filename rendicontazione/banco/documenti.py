"""What `make bench` says of the allegati: small and large plans beside Chromium printing the same pages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from indicatori.cronometro import Misura
from rendicontazione.relazioni.banco import Esito, misura_da_sola
from rendicontazione.relazioni.vista import Vista

# schede -> at most so many times Chromium's time
OBIETTIVI = {5: "0,7", 50: "1,0", 200: "1,0"}
DOPO_UN_CAMBIO = "0,25"
MEMORIA = 400


def misure_dei_documenti(vista: Vista) -> Iterator[Misura]:
    """Three rows for each size: Chromium, the whole document, the document after one result has changed.

    `vista` is a plan with results of few schede, which are repeated.
    """
    for schede, obiettivo in OBIETTIVI.items():
        esito = _misura(vista, schede)
        chromium, memoria = esito.chromium, max(esito.memoria, esito.memoria_compositori)
        quanto = f"{schede} schede, {esito.pagine} pagine"
        if chromium:
            yield Misura("Chromium stampa le stesse pagine", quanto, chromium)
        yield Misura(
            f"comporre il PDF da capo{_volte(esito.tutto, chromium)}",
            f"{quanto}, {esito.byte / 2**20:.1f} MB, {memoria} MB a processo",
            esito.tutto,
            f"{obiettivo} volte Chromium, {MEMORIA} MB",
        )
        yield Misura(
            f"ricomporlo dopo un risultato cambiato{_volte(esito.una_cambiata, chromium)}",
            quanto,
            esito.una_cambiata,
            f"{DOPO_UN_CAMBIO} volte Chromium" if schede == max(OBIETTIVI) else "",
        )


def _volte(secondi: float, chromium: float | None) -> str:
    return f": {secondi / chromium:.2f} volte Chromium".replace(".", ",") if chromium else ""


def _misura(vista: Vista, schede: int) -> Esito:
    with (
        tempfile.TemporaryDirectory() as cartella,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processo,
    ):
        return processo.submit(misura_da_sola, vista, schede, cartella).result()
