"""Italian formats and small fragments, available in every template without `{% load %}`.

Filters: percentuale, numero, data, data_ora, si_no, voce, classe_avviso, tono.
Tags: icona, grado, badge, passi, campo, voce_menu, interrogazione.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.messages import constants
from django.forms import BoundField, CheckboxInput
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pianoperf.web.versione import versione_del_prodotto

register = template.Library()

TONI = {
    "bozza": "neutro",
    "da_inserire": "neutro",
    "preparazione": "neutro",
    "non_valutabile": "neutro",
    "ritirata": "neutro",
    "in_coda": "neutro",
    "chiuso": "neutro",
    "adottato": "attivo",
    "aperta": "attivo",
    "trasmessa": "attivo",
    "trasmesso": "attivo",
    "in_validazione": "attivo",
    "in_corso": "attivo",
    "in_esame": "attivo",
    "anteprima": "attivo",
    "proposta": "attesa",
    "rinviato": "attesa",
    "rettificato": "attesa",
    "con_osservazioni": "attesa",
    "in_attesa": "attesa",
    "respinta": "attesa",
    "errori": "attesa",
    "W": "attesa",
    "approvato": "buono",
    "approvata": "buono",
    "vigente": "buono",
    "validata": "buono",
    "accolta": "buono",
    "pubblicata": "buono",
    "confermato": "buono",
    "confermata": "buono",
    "pronto": "buono",
    "riuscito": "buono",
    "fallito": "errore",
    "non_validata": "errore",
    "rifiutata": "errore",
    "E": "errore",
}


def _decimale(valore: Any) -> Decimal | None:
    if valore is None or valore == "":
        return None
    if isinstance(valore, Fraction):
        return Decimal(valore.numerator) / Decimal(valore.denominator)
    return valore if isinstance(valore, Decimal) else Decimal(str(valore))


def _italiano(valore: Decimal, decimali: int) -> str:
    passo = Decimal(1).scaleb(-decimali)
    testo = f"{valore.quantize(passo, ROUND_HALF_UP):,.{decimali}f}"
    return testo.replace(",", " ").replace(".", ",").replace(" ", ".")


@register.filter
def percentuale(valore: Fraction | Decimal | float | None, decimali: int = 2) -> str:
    """A share 0-1 as "83,33 %" (no-break space), rounded half up only here; "" for None."""
    quota = _decimale(valore)
    return "" if quota is None else f"{_italiano(quota * 100, decimali)}\u00a0%"


@register.filter
def numero(valore: Any, decimali: int | None = None) -> str:
    """ "10.000" or "7,5": as many decimals as the number has (at most 6), or exactly `decimali`."""
    quantita = _decimale(valore)
    if quantita is None:
        return ""
    if decimali is not None:
        return _italiano(quantita, decimali)
    testo = _italiano(quantita, 6)
    return testo.rstrip("0").rstrip(",")


@register.filter
def data(valore: date | datetime | None) -> str:
    """ "31/12/2023"; a moment is taken at the local time of the body."""
    if valore is None or valore == "":
        return ""
    giorno = timezone.localtime(valore) if isinstance(valore, datetime) and timezone.is_aware(valore) else valore
    return f"{giorno:%d/%m/%Y}"


@register.filter
def data_ora(valore: datetime | None) -> str:
    """ "31/12/2023, ore 14:05"."""
    if valore is None or valore == "":
        return ""
    momento = timezone.localtime(valore) if timezone.is_aware(valore) else valore
    return f"{momento:%d/%m/%Y}, ore {momento:%H:%M}"


@register.filter
def si_no(valore: object) -> str:
    return "sì" if valore else "no"


@register.filter
def voce(dizionario: Any, chiave: Any) -> Any:
    """The value at a key that is itself a variable; "" when there is none."""
    try:
        return dizionario[chiave]
    except (KeyError, IndexError, TypeError):
        return ""


@register.filter
def tono(stato: str) -> str:
    """The tone of a state: neutro, attivo, attesa, buono, errore. Colour never speaks alone: the text is beside it."""
    return TONI.get(str(stato), "neutro")


@register.filter
def classe_avviso(livello: int) -> str:
    """Bootstrap's alert class for a level of django.contrib.messages."""
    nomi = {constants.ERROR: "danger", constants.WARNING: "warning", constants.SUCCESS: "success"}
    return nomi.get(livello, "info")


@register.simple_tag
def icona(nome: str, classe: str = "") -> SafeString:
    """A decorative icon of the national sprite, for example `{% icona "it-user" %}`."""
    return format_html(
        '<svg class="icon icon-sm {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classe,
        static("svg/sprites.svg"),
        nome,
    )


@register.simple_tag
def grado(valore: Any, nome: str = "", banda: str = "", motivo: str = "") -> SafeString:
    """A grade 0-1 with its bar; None prints `motivo` (non calcolabile, non rendicontato) instead of a zero."""
    return _grado(_decimale(valore), nome, banda, motivo or "non calcolabile")


@register.simple_tag
def badge(stato: str, etichetta: str = "", tono_scelto: str = "") -> SafeString:
    """A state as a badge with its words."""
    return _badge(str(etichetta or stato), tono_scelto or tono(stato))


# A table prints the same few fragments hundreds of times. Typed: a text that is safe equals one that is not.
@lru_cache(maxsize=2048, typed=True)
def _grado(quota: Decimal | None, nome: str, banda: str, motivo: str) -> SafeString:
    larghezza = 0 if quota is None else min(max(quota * 100, Decimal(0)), Decimal(100))
    contesto = {"grado": quota, "larghezza": f"{larghezza:.2f}", "nome": nome, "banda": banda, "motivo": motivo}
    return render_to_string("web/_grado.html", contesto)


@lru_cache(maxsize=512, typed=True)
def _badge(etichetta: str, tono_scelto: str) -> SafeString:
    return render_to_string("web/_badge.html", {"etichetta": etichetta, "tono": tono_scelto})


@register.inclusion_tag("web/_passi.html")
def passi(nomi: Sequence[str], attuale: int, nome: str) -> dict[str, Any]:
    """The stepper: which of the steps is being done, counted from 0 (`len(nomi)` when all are done); `nome` of what."""
    stati = ["fatto" if posto < attuale else "attuale" if posto == attuale else "futuro" for posto in range(len(nomi))]
    return {
        "passi": [{"nome": uno, "stato": stato} for uno, stato in zip(nomi, stati, strict=True)],
        "nome": nome,
        "posto": min(attuale + 1, len(nomi)),
        "quanti": len(nomi),
    }


@register.inclusion_tag("web/_campo.html")
def campo(campo_form: BoundField, aiuto: str = "") -> dict[str, Any]:
    """A form field with label, help and errors, tied together for a screen reader."""
    spunta = isinstance(campo_form.field.widget, CheckboxInput)
    classe = _classe_del_controllo(campo_form, spunta)
    descrizioni = [f"{campo_form.auto_id}_errori"] if campo_form.errors else []
    testo_aiuto = aiuto or campo_form.help_text
    if testo_aiuto:
        descrizioni.append(f"{campo_form.auto_id}_aiuto")
    attributi: dict[str, str | bool] = {"class": classe}
    if descrizioni:
        attributi["aria-describedby"] = " ".join(descrizioni)
    if campo_form.errors:
        attributi["aria-invalid"] = "true"
    return {
        "campo": campo_form,
        "controllo": campo_form.as_widget(attrs=attributi),
        "aiuto": testo_aiuto,
        "spunta": spunta,
        "gruppo": campo_form.field.widget.use_fieldset,
    }


def _classe_del_controllo(campo_form: BoundField, spunta: bool) -> str:
    propria = campo_form.field.widget.attrs.get("class", "")
    base = "form-check-input" if spunta else "" if campo_form.field.widget.use_fieldset else "form-control"
    errore = "is-invalid" if campo_form.errors else ""
    return " ".join(parte for parte in (propria, base, errore) if parte)


@register.inclusion_tag("web/_voce.html", takes_context=True)
def voce_menu(context: Context, nome_url: str, etichetta: str, conto: int = 0, **argomenti: str) -> dict[str, Any]:
    """An entry of the main menu, absent while no page has that URL name; current by path.

    `conto` is how many new things are behind it.
    """
    try:
        indirizzo = reverse(nome_url, kwargs=argomenti or None)
    except NoReverseMatch:
        return {}
    request: HttpRequest | None = context.get("request")
    percorso = request.path if request else ""
    attuale = percorso == indirizzo if indirizzo == "/" else percorso.startswith(indirizzo)
    return {"indirizzo": indirizzo, "etichetta": etichetta, "attuale": attuale, "conto": conto}


@register.simple_tag(takes_context=True)
def interrogazione(context: Context, **cambi: Any) -> str:
    """The current query string with some keys replaced (None removes one); starts with "?"."""
    request: HttpRequest | None = context.get("request")
    parametri = request.GET.copy() if request else None
    if parametri is None:
        return "?"
    for chiave, valore in cambi.items():
        if valore is None:
            parametri.pop(chiave, None)
        else:
            parametri[chiave] = str(valore)
    return "?" + parametri.urlencode()


@register.simple_tag
def versione() -> str:
    """The version of the product, as installed or as written in pyproject.toml; "" when neither says it."""
    return versione_del_prodotto()
