"""Tables of the import: the imports of a body, the findings and the readings of a preview."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from indicatori.importazione.letture import Letture, in_parole
from indicatori.importazione.nomi import NomeScritto
from indicatori.importazione.rilievi import Rilievo
from indicatori.models import Importazione
from pianoperf.web.templatetags.formati import data_ora, tono

TONI_ESITO = {"nuovo": "buono", "modificato": "attesa"}
GRAVITA = {"E": "Errore", "W": "Avviso", "I": "Informazione"}


class ImportazioneTable(tables.Table):
    nome_file = tables.Column("File")
    stato = tables.Column("Stato")
    piano = tables.Column("Piano", default="-", orderable=False)
    caricata_il = tables.Column("Caricato il")
    caricata_da = tables.Column("Da", orderable=False)

    class Meta:
        model = Importazione
        fields = ("nome_file", "stato", "piano", "caricata_il", "caricata_da")
        order_by = ("-caricata_il",)
        attrs = {"class": "schede-su-telefono", "caption": "Importazioni dell'ente"}
        empty_text = "Nessun foglio è ancora stato caricato."

    def render_nome_file(self, record: Importazione, value: str) -> SafeString:
        indirizzo = reverse("importazione_anteprima", args=[record.ente.codice, record.pk])
        return format_html('<a class="forte" href="{}">{}</a>', indirizzo, value)

    def render_stato(self, record: Importazione) -> SafeString:
        return format_html('<span class="stato stato-{}">{}</span>', tono(record.stato), record.get_stato_display())

    def render_caricata_il(self, record: Importazione) -> str:
        return data_ora(record.caricata_il)


class RilievoTable(tables.Table):
    gravita = tables.Column("Gravità")
    foglio = tables.Column("Foglio")
    cella = tables.Column("Cella", attrs={"td": {"class": "intero"}})
    messaggio = tables.Column("Che cosa non va e che cosa fare", orderable=False)
    codice = tables.Column("Codice", attrs={"td": {"class": "intero"}})

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Rilievi sul foglio"}
        prefix = "r-"
        empty_text = "Nessun rilievo."

    def render_gravita(self, value: str) -> SafeString:
        return _gravita(value)

    def render_messaggio(self, record: Rilievo, value: str) -> SafeString:
        return format_html("{} <strong>{}</strong>", value, record.rimedio)


class RilievoPianoTable(tables.Table):
    """What the engine's checks say of the plan as it would be."""

    gravita = tables.Column("Gravità")
    messaggio = tables.Column("Rilievo", orderable=False)
    codice = tables.Column("Codice", attrs={"td": {"class": "intero"}})

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Rilievi sul piano"}
        prefix = "p-"

    def render_gravita(self, value: str) -> SafeString:
        return _gravita(value)


class LetturaTable(tables.Table):
    """The readings of a carta: only those of the page shown are put into words."""

    scheda = tables.Column("Scheda")
    indicatore = tables.Column("Indicatore")
    anno = tables.Column("Anno")
    testo = tables.Column("Previsione nel foglio", accessor="letta", orderable=False)
    condizioni = tables.Column("Come viene letta", accessor="letta", orderable=False)
    avvisi = tables.Column("Da controllare", accessor="letta", orderable=False)

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Come vengono lette le previsioni nuove o cambiate"}
        prefix = "l-"
        empty_text = "Nessuna previsione nuova o cambiata."

    def __init__(self, letture: Letture, **kwargs: Any) -> None:
        super().__init__(letture.righe(), **kwargs)
        self.letture = letture

    def render_testo(self, value: int) -> str:
        return self.letture.distinte[value].testo

    def render_condizioni(self, value: int) -> SafeString | str:
        condizioni = in_parole(self.letture.distinte[value])["condizioni"]
        return _elenco(condizioni) if condizioni else "Nessuna misura riconosciuta"

    def render_avvisi(self, value: int) -> SafeString | str:
        avvisi = in_parole(self.letture.distinte[value])["avvisi"]
        return _elenco(avvisi) if avvisi else ""


class NomeTable(tables.Table):
    """Who answers, as the plan writes it, and the person of the body that it is taken for."""

    nome = tables.Column("Nel foglio")
    persona = tables.Column("Persona dell'ente", empty_values=())
    indicatori = tables.Column("Indicatori", attrs={"td": {"class": "intero"}})

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Chi risponde, come è scritto nel foglio"}
        prefix = "n-"
        empty_text = "Il foglio non nomina nessuno."

    def render_persona(self, record: NomeScritto, value: str) -> SafeString | str:
        if value:
            return value
        simili = f"Forse {' o '.join(f'«{simile}»' for simile in record.simili)}." if record.simili else ""
        return format_html('<span class="stato stato-attesa">non riconosciuta</span> {}', simili)


class RisultatoTable(tables.Table):
    """What would happen to the results that the workbook changes."""

    scheda = tables.Column("Scheda")
    codice = tables.Column("Indicatore", attrs={"td": {"class": "intero"}})
    anno = tables.Column("Anno")
    esito = tables.Column("Che cosa succede")
    prima = tables.Column("Prima", orderable=False, empty_values=())
    dopo = tables.Column("Dopo", orderable=False, empty_values=())

    class Meta:
        attrs = {"class": "schede-su-telefono", "caption": "Risultati nuovi o cambiati"}
        prefix = "v-"

    def render_esito(self, value: str) -> SafeString:
        return format_html('<span class="stato stato-{}">{}</span>', TONI_ESITO[value], value)

    def render_prima(self, value: str) -> SafeString:
        return format_html('<del class="a-capo">{}</del>', value) if value else format_html("{}", "(vuoto)")

    def render_dopo(self, value: str) -> SafeString:
        return format_html('<ins class="a-capo">{}</ins>', value) if value else format_html("{}", "(vuoto)")


def _gravita(lettera: str) -> SafeString:
    return format_html('<span class="stato stato-{}">{}</span>', tono(lettera), GRAVITA[lettera])


def _elenco(voci: list[str]) -> SafeString:
    righe = format_html_join("", "<li>{}</li>", ((voce,) for voce in voci))
    return format_html('<ul class="elenco-compatto">{}</ul>', righe)
