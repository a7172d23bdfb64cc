"""The pictures that the manual and the README show: who looks at what, and how much of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from PIL import Image

from indicatori.models import Previsione
from rendicontazione.enums import StatoRisultato
from rendicontazione.models import Risultato
from tests.schermate.vetrina_demo import ENTE

CARTELLA = Path(settings.RADICE) / "docs" / "manuale" / "immagini"
DEL_README = Path(settings.RADICE) / "docs" / "immagini"
# pictures of the manual that the README shows as well
NEL_README = ("quadro", "rilevazione")
PIANO, ANNO = "asc-insieme-2023-2025", 2023
COLORI = 64
LARGHEZZA = 1280


@dataclass(frozen=True, slots=True)
class Immagine:
    """`altezza` is how many pixels of the page are kept, from `da` (an element; the top of the page when "").

    `apri` is clicked before: a detail to show open.
    """

    nome: str
    chi: str
    indirizzo: Callable[[], str]
    altezza: int
    da: str = ""
    apri: str = ""


def _ente(nome: str) -> Callable[[], str]:
    return lambda: reverse(nome, kwargs={"ente": ENTE})


def _piano(nome: str, **altro: str) -> Callable[[], str]:
    return lambda: reverse(nome, kwargs={"ente": ENTE, "piano": PIANO, **altro})


def _anno(nome: str, **altro: str) -> Callable[[], str]:
    return lambda: reverse(nome, kwargs={"ente": ENTE, "piano": PIANO, "anno": ANNO, **altro})


def _lettura() -> str:
    """A reading with something to look at: the first with a warning."""
    dubbie = Previsione.objects.filter(indicatore__scheda__piano__codice=PIANO).exclude(avvisi=[]).order_by("pk")
    return reverse("lettura", kwargs={"ente": ENTE, "piano": PIANO, "previsione": dubbie[0].pk})


def _risultato(nome: str, *stati: str) -> Callable[[], str]:
    def indirizzo() -> str:
        dell_anno = Risultato.objects.filter(rendicontazione__piano__codice=PIANO, rendicontazione__anno=ANNO)
        suoi = dell_anno.filter(stato__in=stati)
        tonelli = suoi.filter(previsione__indicatore__responsabilita__persona__cognome="Tonelli").order_by("pk")
        scelto = tonelli.first() or suoi.order_by("pk").first() or dell_anno.order_by("pk")[0]
        return reverse(nome, kwargs={"ente": ENTE, "risultato": scelto.pk})

    return indirizzo


S = StatoRisultato
IMMAGINI = (
    Immagine("accesso", "", lambda: reverse("accedi"), 620),
    Immagine("scrivania", "responsabile", lambda: reverse("scrivania"), 760),
    Immagine("piano", "direttore", _piano("piano"), 820, "main"),
    Immagine("scheda", "direttore", _piano("scheda", scheda="1"), 900, "main"),
    Immagine("lettura", "direttore", _lettura, 760, "main"),
    Immagine("importazioni", "amministratrice", _ente("importazioni"), 620, "main"),
    Immagine("il-mio-anno", "responsabile", _ente("mio_anno"), 820, "main"),
    Immagine("rilevazione", "responsabile", _risultato("rilevazione", S.DA_INSERIRE, S.BOZZA, S.RINVIATO), 1000),
    Immagine("griglia", "direttore", _anno("griglia"), 720, "main"),
    Immagine("completamento", "direttore", _anno("completamento"), 760, "main"),
    Immagine("quadro", "nucleo", _anno("quadro"), 1000),
    Immagine("grado", "nucleo", _anno("quadro_scheda", codice="1"), 900, "main", "main summary"),
    Immagine("esame", "nucleo", _risultato("esame", S.TRASMESSO), 1000, "main"),
    Immagine("documenti", "organo", _ente("documenti"), 760, "main"),
    Immagine(
        "calendario",
        "amministratrice",
        lambda: reverse("calendario_anno", kwargs={"ente": ENTE, "anno": ANNO}),
        820,
        "main",
    ),
    Immagine("aspetto", "amministratrice", _ente("veste"), 760, "main"),
    Immagine("pagina-pubblica", "", lambda: reverse("pubblica_ente", kwargs={"ente": ENTE}), 700),
)


def alleggerisci(file: Path) -> None:
    """The picture with a palette of its own: a fifth of the weight, and text stays sharp."""
    with Image.open(file) as aperta:
        ridotta = aperta.convert("RGB").quantize(COLORI, dither=Image.Dither.NONE)
    ridotta.save(file, optimize=True)
