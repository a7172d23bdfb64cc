"""The cells that hold more than a text, as markup."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pianoperf.web.templatetags.formati import percentuale
from rendicontazione.relazioni.celle import Cella
from rendicontazione.relazioni.vista import EsitoVista

NON_RENDICONTATO = "non rendicontato"


def risultato(cella: Cella, *, nota: bool = False) -> str:
    """What stands in a result column; `nota`: with the note of the result, where it has no column of its own."""
    if not cella.annotazione and cella.esito is None:
        return ""
    return render_to_string("relazioni/_esito.html", {"cella": cella, "nota": nota})


def in_colonna(testi: Iterable[str]) -> SafeString:
    """Each text on a line of its own."""
    return format_html_join(SafeString("<br>"), "{}", ((testo,) for testo in testi))


def esito_del_passo(esito: EsitoVista | None) -> str:
    """Result and note of a PIAO step."""
    if esito is None:
        return ""
    testo = esito.testo or ("" if esito.rendicontato else NON_RENDICONTATO)
    return format_html('{}<span class="minuto">{}</span>', testo, esito.nota) if esito.nota else testo


def grado_del_passo(esito: EsitoVista | None) -> str:
    if esito is None:
        return ""
    if esito.grado is not None:
        return percentuale(esito.grado)
    return format_html('<span class="minuto">{}</span>', esito.motivo) if esito.rendicontato else ""
