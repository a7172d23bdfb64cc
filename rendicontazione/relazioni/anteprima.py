"""A document as a page of the browser: the same templates and the same stylesheet as the PDF."""

from __future__ import annotations

import base64

from django.template.loader import render_to_string
from django.templatetags.static import static

from rendicontazione.relazioni.caratteri import ALTRI, PESI, SEGNI, carattere
from rendicontazione.relazioni.produci import fogli_di, pagina
from rendicontazione.relazioni.veste_vista import LOGO
from rendicontazione.relazioni.vista import Tipo, Vista

# The fonts of the design system are among the static files of the site.
CARTELLA = "fonts/Titillium_Web"
CARATTERI = "pianoperf:/caratteri/"


def pagina_di_anteprima(vista: Vista, tipo: Tipo, stile: str) -> str:
    """The first page and the sections, each on a sheet; `stile` is the address of its stylesheet."""
    prima = pagina("relazioni/anteprima.html", vista, tipo, {"stile": stile})
    corpi = [foglio.html.partition("<body>")[2].partition("</body>")[0] for foglio in fogli_di(vista, tipo)]
    fogli = "".join(f'<div class="foglio-prova">{corpo}</div>' for corpo in corpi)
    return _con_il_logo(prima, vista).replace("</body>", f"{fogli}</body>")


def stile_di_anteprima(*, verticale: bool) -> str:
    """The stylesheet of the documents for the screen, its fonts from the static files."""
    caratteri = [(stile, peso, file) for (stile, peso), file in PESI.items()]
    contesto = {"caratteri": caratteri, "segni": SEGNI, "altri": ALTRI}
    testo = "".join(
        render_to_string(f"relazioni/{nome}.css", {**contesto, "verticale": verticale})
        for nome in ("_stile", "_stile_capitoli", "_stile_timbri", "_stile_veste", "_stile_anteprima")
    )
    for file in PESI.values():
        testo = testo.replace(f"{CARATTERI}{file}", static(f"{CARTELLA}/{file}"))
    # the large font of the other scripts stays out of a page: a screen has its own
    testo = testo.replace(f'url("{CARATTERI}{ALTRI}")', 'local("DejaVu Sans")')
    return testo.replace(f"{CARATTERI}{SEGNI}", _dentro("font/ttf", carattere(SEGNI)))


def _con_il_logo(testo: str, vista: Vista) -> str:
    if not vista.veste or not vista.veste.logo:
        return testo
    return testo.replace(f"{LOGO}{vista.veste.logo_sha256}", _dentro("image/png", vista.veste.logo))


def _dentro(tipo: str, contenuto: bytes) -> str:
    return f"data:{tipo};base64,{base64.b64encode(contenuto).decode()}"
