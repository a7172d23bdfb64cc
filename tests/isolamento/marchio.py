"""A second body in which every text carries a mark: what is its own can be seen wherever it gets to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.http.response import HttpResponseBase
from django.utils import timezone
from pypdf import PdfReader

from obiettivi.models import ObiettivoStrategico, Piano
from pianoperf.organizzazione.models import Ente, Struttura, Utente
from pianoperf.organizzazione.recinto.operazioni import COLONNA
from pianoperf.organizzazione.recinto.stato import Vista, recinto
from rendicontazione.banco.ripetizione import ripeti
from rendicontazione.models import Rendicontazione, Veste
from tests.permessi.scena import Scena
from tests.scenari import Cast

MARCHIO = "zaffiro"
NOSTRE = {"organizzazione", "obiettivi", "indicatori", "rendicontazione", "lavori"}
# Texts that are no words of people: fingerprints, names of files in the archive, codes of the program.
TECNICI = {"sha256", "impronta", "file", "logo", "chiave", "attivita", "pgh_label"}
# A word of the texts of the scene, as it stands in what is kept as JSON (snapshots, versions, parameters).
PAROLA = "Sportello"


def gemello(cast: Cast, anno: Rendicontazione) -> Scena:
    """A body like the first, made by copy, with one thing behind every address and the mark in every text."""
    # the workbook of the draft names the first body: it is made there, copied, and taken away
    bozza = Scena(cast, anno).bozza
    ripeti(1)
    Piano.objects.get(codice=bozza).delete()
    suoi = {nome: Utente.objects.get(username=f"{getattr(cast, nome).username}-1") for nome in _persone()}
    enti = {nome: Ente.objects.get(codice=f"{getattr(cast, nome).codice}-1") for nome in ("ente", "altro_ente")}
    scena = Scena(Cast(**enti, **suoi), _anno(enti["ente"], anno.anno))
    # inside its fence, the scene finds its own things by the codes that both bodies have
    with recinto(vista=Vista(enti=(enti["ente"].pk,))):
        riempi(scena)
    marca(enti["ente"])
    enti["ente"].refresh_from_db()
    scena.anno = _anno(enti["ente"], anno.anno)
    return scena


def _anno(ente: Ente, anno: int) -> Rendicontazione:
    return Rendicontazione.objects.select_related("piano__ente", "profilo").get(piano__ente=ente, anno=anno)


def _persone() -> list[str]:
    return [nome for nome in Cast.__dataclass_fields__ if nome not in ("ente", "altro_ente")]


def riempi(scena: Scena) -> None:
    """Everything that the matrix of the addresses may need."""
    for nome in ("lavoro", "importazione", "documento", "raccolta", "delega", "invito"):
        getattr(scena, nome)
    for nome in ("proposta", "scadenza", "proroga", "componente", "seduta", "messaggio", "chiave"):
        getattr(scena, nome)
    for nome in ("risultato", "evidenza", "richiesta", "esportazione"):
        getattr(scena, nome)()
    scena.invia()
    ente, piano = scena.cast.ente, scena.anno.piano
    Struttura.objects.create(ente=ente, nome="Ufficio dello sportello")
    ObiettivoStrategico.objects.create(piano=piano, codice="A", titolo="Sportelli aperti", ordine=1)
    Veste.objects.create(ente=ente, intestazione="Sportello sociale", modificata_il=timezone.now())


def marca(ente: Ente) -> None:
    """Nothing of the history is written, and nothing that is closed resists: the triggers rest."""
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute("SET LOCAL session_replication_role = replica")
        for modello in da_marcare():
            # tables and columns are those of our models
            for campo in scritti_in(modello):
                cursore.execute(_istruzione(modello, campo), [ente.pk])
        cursore.execute("SET LOCAL session_replication_role = origin")


def da_marcare() -> Iterator[type[models.Model]]:
    for modello in apps.get_models(include_auto_created=True):
        meta = modello._meta
        nostro = meta.app_label in NOSTRE and meta.managed and not meta.proxy and scritti_in(modello)
        if nostro and (modello in (Ente, Utente) or dell_ente(modello)):
            yield modello


def scritti_in(modello: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields in which people write, and the JSON that keeps what they wrote."""
    return [
        campo
        for campo in modello._meta.concrete_fields
        if campo.name not in TECNICI
        and not campo.choices
        and (isinstance(campo, models.JSONField) or _di_testo(campo))
        and not isinstance(campo, models.GeneratedField)
    ]


def _di_testo(campo: models.Field[Any, Any]) -> bool:
    return isinstance(campo, (models.CharField, models.TextField)) and not campo.is_relation


def dell_ente(modello: type[models.Model]) -> str:
    """The column that says whose row it is, "" where there is none."""
    with connection.cursor() as cursore:
        colonne = {
            voce.name for voce in connection.introspection.get_table_description(cursore, modello._meta.db_table)
        }
    return next((nome for nome in (COLONNA, "ente_id") if nome in colonne), "")


def _istruzione(modello: type[models.Model], campo: models.Field[Any, Any]) -> str:
    colonna, tabella = campo.column, modello._meta.db_table
    if isinstance(campo, models.JSONField):
        nuovo = f"replace({colonna}::text, '{PAROLA}', '{PAROLA}{MARCHIO}')::jsonb"
    else:
        lungo = campo.max_length or 100_000
        nuovo = f"left({colonna}, {lungo - len(MARCHIO) - 1}) || '-{MARCHIO}'"
    return f"UPDATE {tabella} SET {colonna} = {nuovo} WHERE {dove(modello)} AND {colonna}::text <> ''"


def dove(modello: type[models.Model]) -> str:
    """The rows of one body, whose key is the only parameter."""
    if modello is Ente:
        return "id = %s"
    if modello is Utente:
        return "id IN (SELECT utente_id FROM organizzazione_incarico WHERE ente_id = %s)"
    return f"{dell_ente(modello)} = %s"


def impronte(ente: Ente) -> dict[str, str]:
    """Of each table the rows of that body, as they are now: another version of a row has another place."""
    trovate = {}
    with connection.cursor() as cursore:
        for modello in da_marcare():
            tabella = modello._meta.db_table
            cursore.execute(
                f"SELECT count(*) || '-' || coalesce(sum(hashtext(ctid::text || xmin::text)), 0) FROM {tabella} "
                f"WHERE {dove(modello)}",
                [ente.pk],
            )
            trovate[tabella] = str(cursore.fetchone()[0])
    return trovate


def legami_tra_enti() -> list[str]:
    """The foreign keys by which a row of one body points at a row of another: there must be none."""
    tra_enti = []
    with connection.cursor() as cursore:
        for modello, campo, verso in _chiavi():
            cursore.execute(
                f"SELECT count(*) FROM {modello._meta.db_table} qui JOIN {verso._meta.db_table} la "
                f"ON la.{verso._meta.pk.column} = qui.{campo} WHERE la.{dell_ente(verso)} <> qui.{dell_ente(modello)}"
            )
            if cursore.fetchone()[0]:
                tra_enti.append(f"{modello._meta.db_table}.{campo}")
    return tra_enti


@cache
def _chiavi() -> list[tuple[type[models.Model], str, type[models.Model]]]:
    """Table, column and the table it points at, where both are of a body."""
    dell = {modello for modello in apps.get_models(include_auto_created=True) if _nostro(modello)}
    return [
        (modello, campo.column, campo.related_model)
        for modello in dell
        for campo in modello._meta.concrete_fields
        if isinstance(campo, models.ForeignKey) and campo.db_constraint and campo.related_model in dell
    ]


def _nostro(modello: type[models.Model]) -> bool:
    meta = modello._meta
    return meta.app_label in NOSTRE and meta.managed and not meta.proxy and bool(dell_ente(modello))


def letto(risposta: HttpResponseBase) -> str:
    """Everything that an answer says, headers too; files are opened."""
    contenuto = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
    return " ".join([*(f"{nome}: {valore}" for nome, valore in risposta.headers.items()), *_aperto(contenuto)])


def _aperto(contenuto: bytes) -> Iterator[str]:
    if contenuto.startswith(b"%PDF") and b"%%EOF" in contenuto:
        yield "".join(pagina.extract_text() for pagina in PdfReader(io.BytesIO(contenuto)).pages)
    elif contenuto.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(contenuto)) as aperto:
            for nome in aperto.namelist():
                yield nome
                yield from _aperto(aperto.read(nome))
    else:
        yield contenuto.decode(errors="replace")


def marchiato(testo: str) -> str:
    """Where the mark is, with what stands around it; "" where it is not."""
    dove_sta = testo.lower().find(MARCHIO)
    return testo[max(0, dove_sta - 80) : dove_sta + 40] if dove_sta >= 0 else ""
