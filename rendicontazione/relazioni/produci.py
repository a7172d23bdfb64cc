"""From a Vista to the bytes of its PDF: same Vista, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string

from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.relazioni import albero, di_chi, piao, relazione, schede, testo_a_fronte, verbale
from rendicontazione.relazioni.allegati import dati_csv, dati_json
from rendicontazione.relazioni.caratteri import ALTRI, PESI, SEGNI
from rendicontazione.relazioni.celle import Avanzamento, VoceIndice, quadro
from rendicontazione.relazioni.composizione.archivio_pdf import Allegato, Corredo
from rendicontazione.relazioni.composizione.magazzino import pezzi_di
from rendicontazione.relazioni.composizione.pezzi import Foglio, Pezzo
from rendicontazione.relazioni.composizione.unione import unisci
from rendicontazione.relazioni.sezioni import Sezione
from rendicontazione.relazioni.stampabile import stampabile
from rendicontazione.relazioni.veste_vista import LOGO, VERTICALE
from rendicontazione.relazioni.vista import Tipo, Vista, impronta_dei_dati

Stanza = Callable[[Vista], list[Sezione]]
FAMIGLIE: dict[str, Stanza] = {"schede": schede.sezioni, "piao": piao.sezioni, "albero": albero.sezioni}
# The documents with a layout of their own, whatever the family of the plan.
STANZE: dict[str, Stanza] = {
    "relazione": relazione.sezioni,
    "verbale": verbale.sezioni,
    "testo_a_fronte": testo_a_fronte.sezioni,
    "struttura": di_chi.sezioni,
    "responsabile": di_chi.sezioni,
}
SOTTOTITOLI = {
    "piano": "Piano {primo}-{ultimo}",
    "rendicontazione": "Piano {primo}-{ultimo} con i risultati del {anno}",
    "relazione": "Relazione sulla performance – anno {anno}",
    "verbale": "Verbale del Nucleo di valutazione – anno {anno}",
    "testo_a_fronte": "Testo a fronte di due versioni del piano {primo}-{ultimo}",
}
# The stylesheet that a kind of document adds to the common one.
PROPRI = {
    "verbale": "_stile_verbale",
    "relazione": "_stile_relazione",
    "struttura": "_stile_di_chi",
    "responsabile": "_stile_di_chi",
}
# In the index before the pages are counted: as wide as a number.
DA_CONTARE = "000"
PROVE_DELL_INDICE = 3
DIMENSIONE_MASSIMA = 15 * 2**20
TROPPO_GRANDE = "Il documento supera i 15 MB: chiedi le schede di una struttura per volta."


def produci(vista: Vista, tipo: Tipo, avanzamento: Avanzamento | None = None) -> bytes:
    """The PDF of a Vista. `avanzamento` gets (phase, done, total) as the work proceeds.

    Raises Rifiuto when the machine cannot compose PDFs or the document asks for a foreign resource.
    """
    avanza = avanzamento or _silenzio
    comune, stile = _comune(vista, tipo), _stile(vista, tipo)
    sezioni = sezioni_di(vista, tipo)
    voci = [voce for sezione in sezioni for voce in sezione.voci]
    fogli = [_foglio(sezione, comune, stile) for sezione in sezioni]
    prova = _apertura(comune, [(voce, DA_CONTARE) for voce in voci], stile)
    segna = _conta(sezioni, avanza)
    *pezzi, provvisoria, timbri = pezzi_di([*fogli, prova, _timbri(comune, stile)], segna)
    avanza("unione delle pagine", 0, 0)
    apertura = _con_i_numeri(comune, voci, pezzi, provvisoria, stile)
    pdf = unisci([apertura, *pezzi], timbri, _corredo(vista, tipo, comune))
    if len(pdf) > DIMENSIONE_MASSIMA:
        raise Rifiuto(TROPPO_GRANDE)
    return pdf


def fogli_di(vista: Vista, tipo: Tipo) -> list[Foglio]:
    """What is composed of a document, in order, without the first page and the index."""
    comune, stile = _comune(vista, tipo), _stile(vista, tipo)
    return [_foglio(sezione, comune, stile) for sezione in sezioni_di(vista, tipo)]


def pagina(modello: str, vista: Vista, tipo: Tipo, contesto: dict[str, Any]) -> str:
    """A template of this room, with what a document gives to all of them."""
    return _html(modello, _comune(vista, tipo), contesto)


def sezioni_di(vista: Vista, tipo: Tipo) -> list[Sezione]:
    """The sections of a document, in order, without the first page and the index."""
    if tipo in STANZE:
        return STANZE[tipo](vista)
    risultati = quadro(vista)
    voce = VoceIndice("quadro", "Quadro dei risultati")
    prima = [Sezione("quadro", {"quadro": risultati}, (voce,))] if risultati else []
    return [*prima, *FAMIGLIE[vista.piano.famiglia](vista)]


def sottotitolo(vista: Vista, tipo: Tipo) -> str:
    primo, _, ultimo = vista.piano.triennio
    if vista.di_chi:
        quando = f"risultati {vista.anno}" if vista.anno else f"piano {primo}-{ultimo}"
        return f"{vista.di_chi.titolo} – {quando}"
    return SOTTOTITOLI[tipo].format(primo=primo, ultimo=ultimo, anno=vista.anno)


def _comune(vista: Vista, tipo: Tipo) -> dict[str, Any]:
    dati = vista.in_json()
    return {
        "vista": vista,
        "tipo": tipo,
        "sottotitolo": sottotitolo(vista, tipo),
        "con_dati_dimostrativi": _dimostrativi(vista, tipo),
        "atto_testata": vista.atto_anno if vista.anno else vista.atto,
        "senza_atto": _senza_atto(vista),
        "dati": dati,
        "impronta": impronta_dei_dati(vista, tipo, dati),
    }


def _dimostrativi(vista: Vista, tipo: Tipo) -> bool:
    return vista.dimostrativo and tipo != "piano"


def _html(modello: str, comune: dict[str, Any], contesto: dict[str, Any]) -> str:
    return stampabile(render_to_string(modello, {**comune, **contesto}))


def _foglio(sezione: Sezione, comune: dict[str, Any], stile: str) -> Foglio:
    return Foglio(_html(f"relazioni/{sezione.modello}.html", comune, sezione.contesto), stile)


def _stile(vista: Vista, tipo: Tipo) -> str:
    contesto = {
        "caratteri": [(stile, peso, file) for (stile, peso), file in PESI.items()],
        "segni": SEGNI,
        "altri": ALTRI,
        "con_dati_dimostrativi": _dimostrativi(vista, tipo),
    }
    stile = render_to_string("relazioni/_stile.css", contesto)
    if vista.veste:
        verticale = vista.veste.orientamento == VERTICALE and tipo != "verbale"
        stile += render_to_string("relazioni/_stile_veste.css", {"verticale": verticale})
    if vista.piano.capitoli or vista.piano.famiglia == "albero":
        stile += render_to_string("relazioni/_stile_capitoli.css")
    return stile + render_to_string(f"relazioni/{PROPRI[tipo]}.css") if tipo in PROPRI else stile


def _apertura(comune: dict[str, Any], indice: list[tuple[VoceIndice, str]], stile: str) -> Foglio:
    veste = comune["vista"].veste
    risorse = {f"{LOGO}{veste.logo_sha256}": veste.logo} if veste and veste.logo else {}
    return Foglio(_html("relazioni/apertura.html", comune, {"indice": indice}), stile, risorse=risorse)


def _timbri(comune: dict[str, Any], stile: str) -> Foglio:
    aggiunto = stile + render_to_string("relazioni/_stile_timbri.css")
    return Foglio(_html("relazioni/timbri.html", comune, {}), aggiunto, etichette=False)


def _con_i_numeri(
    comune: dict[str, Any], voci: list[VoceIndice], pezzi: Sequence[Pezzo], provvisoria: Pezzo, stile: str
) -> Pezzo:
    """The index with the page of each line; composed again in the odd case that the numbers change its length."""
    lunghezza = provvisoria.pagine
    for _ in range(PROVE_DELL_INDICE):
        pagine = _pagine(pezzi, lunghezza)
        foglio = _apertura(comune, [(voce, str(pagine[voce.ancora])) for voce in voci], stile)
        (apertura,) = pezzi_di([foglio], lambda _: None)
        if apertura.pagine == lunghezza:
            return apertura
        lunghezza = apertura.pagine
    raise RuntimeError("L'indice cambia lunghezza ogni volta che si scrivono i numeri delle sue pagine.")


def _pagine(pezzi: Sequence[Pezzo], prima: int) -> dict[str, int]:
    """The page, from 1, of each anchor, when `prima` pages come before the pieces."""
    pagine = {}
    for pezzo in pezzi:
        pagine.update({ancora: prima + meta.pagina + 1 for ancora, meta in pezzo.mete.items()})
        prima += pezzo.pagine
    return pagine


def _conta(sezioni: Sequence[Sezione], avanza: Avanzamento) -> Callable[[int], None]:
    """Progress in the words of the plan: schede where it has some, parts elsewhere; the first page does not count."""
    schede = sum(1 for sezione in sezioni if sezione.scheda)
    fase, totale = ("scheda", schede) if schede else ("parte", len(sezioni))

    def segna(pronti: int) -> None:
        avanza(fase, min(pronti, totale), totale)

    return segna


def _corredo(vista: Vista, tipo: Tipo, comune: dict[str, Any]) -> Corredo:
    nome = f"{vista.piano.codice}-{vista.anno}" if vista.anno else vista.piano.codice
    atto = comune["atto_testata"]
    return Corredo(
        titolo=f"{vista.ente_breve} - {comune['sottotitolo']}",
        autore=vista.ente,
        oggetto=f"{vista.piano.titolo} - {comune['sottotitolo']}",
        parole=f"pianoperf, dati-sha256:{comune['impronta']}",
        data=_momento(vista),
        proprieta={
            "ente": vista.ente,
            "piano": vista.piano.codice,
            "anno": str(vista.anno or ""),
            "tipo": tipo,
            "atto": atto.testo if atto else "",
            "versione": str(vista.versione or ""),
            "impronta": comune["impronta"],
        },
        allegati=(
            Allegato(f"{nome}.csv", "I dati del documento, una riga per indicatore e anno", dati_csv(vista)),
            Allegato(f"{nome}.json", "I dati del documento", dati_json(comune["dati"])),
        ),
    )


def _senza_atto(vista: Vista) -> str:
    if vista.anno:
        return f"rendicontazione {vista.anno}: {vista.stato_anno.lower()}"
    return "bozza non ancora approvata"


def _momento(vista: Vista) -> datetime:
    """The date of the document and its files: that of the act, else the first day of the plan. Never a clock."""
    giorno = vista.data
    if giorno is None:
        return datetime(vista.piano.triennio[0], 1, 1, tzinfo=UTC)
    return datetime(giorno.year, giorno.month, giorno.day, tzinfo=UTC)


def _silenzio(fase: str, fatti: int, totale: int) -> None:
    """Nobody is watching."""
