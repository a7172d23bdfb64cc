"""Annotations, actions, destinations and bookmarks: links that can be read, that lead somewhere and run nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.relazioni.verificatore.albero import Albero, Elemento, nomi

AMMESSE = {"/GoTo", "/URI", "/Named"}
STAMPABILE, NASCOSTA = 4, 1 | 2 | 32 | 256
# An address, or the name of a place: nothing that one would read aloud.
ILLEGGIBILE = re.compile(r"\s*|\w+:/\S*|\S*#\S+|[a-z0-9-]*\d[a-z0-9-]*-[a-z0-9-]+")


def difetti_delle_annotazioni(pdf: pikepdf.Pdf, albero: Albero) -> list[str]:
    """PDF/UA-1 7.18: each annotation printed, described, and in the tree at the element that the parent tree says."""
    portate = {numero: elemento for elemento in albero.tutti() for numero in elemento.annotazioni}
    trovati = []
    for pagina, di in enumerate(pdf.pages, 1):
        annotazioni = list(di.get("/Annots", []))
        trovati += _sovrapposte(pagina, annotazioni, portate)
        if annotazioni and str(di.get("/Tabs", "")) != "/S":
            trovati.append(f"Pagina {pagina}: ha annotazioni e non dice Tabs S.")
        for annotazione in annotazioni:
            dove = f"Pagina {pagina}, annotazione {annotazione.objgen[0]}"
            trovati += [f"{dove}: {che}." for che in _dell_annotazione(annotazione)]
            elemento = portate.get(annotazione.objgen[0])
            padre = albero.padri.get(int(annotazione.get("/StructParent", -1)))
            if elemento is None or (str(annotazione.Subtype) == "/Link" and elemento.tipo != "Link"):
                trovati.append(f"{dove}: non sta in un elemento Link.")
            elif not isinstance(padre, Dictionary) or padre.objgen != elemento.oggetto.objgen:
                trovati.append(f"{dove}: StructParent non porta al suo elemento.")
    return trovati


def _sovrapposte(pagina: int, annotazioni: list[Any], portate: dict[int, Elemento]) -> Iterator[str]:
    """Two annotations of one link on one place: who moves by keyboard meets the link twice."""
    for posto, una in enumerate(annotazioni):
        for altra in annotazioni[posto + 1 :]:
            stesso = portate.get(una.objgen[0]) is portate.get(altra.objgen[0]) is not None
            if stesso and _si_coprono(_riquadro(una), _riquadro(altra)):
                yield f"Pagina {pagina}: le annotazioni {una.objgen[0]} e {altra.objgen[0]} dicono due volte un link."


def _riquadro(annotazione: Any) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (float(numero) for numero in annotazione.Rect)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _si_coprono(una: tuple[float, float, float, float], altra: tuple[float, float, float, float]) -> bool:
    """Whether they share more than half of the smaller one's height, and some width: lines may touch."""
    alto = min(una[3], altra[3]) - max(una[1], altra[1])
    largo = min(una[2], altra[2]) - max(una[0], altra[0])
    return largo > 1 and alto > min(una[3] - una[1], altra[3] - altra[1]) / 2


def _dell_annotazione(annotazione: Any) -> Iterator[str]:
    if "/StructParent" not in annotazione:
        yield "non ha StructParent"
    segni = int(annotazione.get("/F", 0))
    if not segni & STAMPABILE or segni & NASCOSTA:
        yield "non si stampa, o è nascosta"
    descrizione = str(annotazione.get("/Contents", ""))
    if ILLEGGIBILE.fullmatch(descrizione):
        yield f"la descrizione «{descrizione}» non si può leggere a una persona"


def difetti_delle_azioni(pdf: pikepdf.Pdf) -> list[str]:
    """No action but jumps and addresses; each jump and each bookmark leads to a page of the file."""
    pagine = {pagina.obj.objgen for pagina in pdf.pages}
    mete = dict(nomi(pdf.Root.get("/Names", {}).get("/Dests")))
    trovati = list(_proibite(pdf))
    for numero, pagina in enumerate(pdf.pages, 1):
        for annotazione in pagina.get("/Annots", []):
            meta = _meta(annotazione)
            if meta is not None and not _porta(meta, mete, pagine):
                trovati.append(f"Pagina {numero}: il collegamento verso {_nome(meta)} non porta da nessuna parte.")
    trovati += [f"La meta {nome!r} è fuori dal file." for nome, meta in mete.items() if not _porta(meta, mete, pagine)]
    return trovati + _dei_segnalibri(pdf, mete, pagine)


def _proibite(pdf: pikepdf.Pdf) -> Iterator[str]:
    for oggetto in pdf.objects:
        if not isinstance(oggetto, Dictionary):
            continue
        azioni = [oggetto.get("/A"), oggetto.get("/OpenAction"), oggetto]
        for azione in azioni:
            if not isinstance(azione, Dictionary) or "/S" not in azione or _non_e_azione(azione):
                continue
            tipo = str(azione.S)
            if tipo not in AMMESSE:
                yield f"Oggetto {oggetto.objgen[0]}: azione {tipo}, che un archivio non ammette."
        if "/AA" in oggetto:
            yield f"Oggetto {oggetto.objgen[0]}: azioni automatiche (AA)."
        if str(oggetto.get("/Type", "")) == "/Filespec" and "/EF" not in oggetto:
            yield f"Oggetto {oggetto.objgen[0]}: rimanda a un file esterno."
    if "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "Il documento ha degli script."


def _non_e_azione(voce: Any) -> bool:
    """Elements, output intents, page groups and transitions have an S of their own."""
    return str(voce.get("/Type", "")) not in ("", "/Action") or "/CS" in voce or "/P" in voce


def _meta(annotazione: Any) -> Any:
    azione = annotazione.get("/A")
    if azione is not None and str(azione.get("/S")) == "/GoTo":
        return azione.get("/D")
    return annotazione.get("/Dest")


def _porta(meta: Any, mete: dict[bytes, Any], pagine: set[tuple[int, int]]) -> bool:
    if isinstance(meta, String):
        return bytes(meta) in mete and _porta(mete[bytes(meta)], {}, pagine)
    if isinstance(meta, Dictionary):
        return _porta(meta.get("/D"), mete, pagine)
    return isinstance(meta, Array) and isinstance(meta[0], Dictionary) and meta[0].objgen in pagine


def _nome(meta: Any) -> str:
    return f"«{meta}»" if isinstance(meta, String | Name) else "una pagina"


def _dei_segnalibri(pdf: pikepdf.Pdf, mete: dict[bytes, Any], pagine: set[tuple[int, int]]) -> list[str]:
    primo = pdf.Root.get("/Outlines", {}).get("/First")
    if primo is None:
        return ["Il documento non ha segnalibri."]
    trovati, da_vedere, visti = [], [primo], set()
    while da_vedere:
        voce = da_vedere.pop()
        if voce.objgen in visti:
            trovati.append("I segnalibri girano in tondo.")
            break
        visti.add(voce.objgen)
        meta = _meta(voce)
        if meta is None or not _porta(meta, mete, pagine):
            trovati.append(f"Il segnalibro «{voce.get('/Title', '')}» non porta da nessuna parte.")
        if not str(voce.get("/Title", "")).strip():
            trovati.append("Un segnalibro non ha titolo.")
        da_vedere += [voce[chiave] for chiave in ("/First", "/Next") if chiave in voce]
    return trovati
