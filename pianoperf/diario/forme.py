"""The two forms of a line: JSON without personal data (production), and one that is read on a terminal."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from uuid import UUID

from pythonjsonlogger.json import JsonFormatter

from pianoperf.diario.errori import in_dati, percorso, tipo_di
from pianoperf.diario.richiesta import richiesta

NOSTRI = "pianoperf"
# their sentences without arguments are written in their code, and never made with what people send
FISSI = ("celery.", "django.utils.autoreload")
# what Celery says of a task: its name and number, how long it took
INNOCUI = {"name", "id", "runtime", "description"}
# what a line of ours may carry beside its sentence: codes and numbers
CAMPI = ("metodo", "rotta", "stato", "millisecondi", "utente", "ente")
TACIUTO = "(testo non riportato)"
VALORE = "…"


class ConRichiesta(logging.Filter):
    """Gives every line the identifier of its request, "-" outside one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.richiesta = richiesta.get() or "-"
        return True


class InJson(JsonFormatter):
    """One JSON object a line. Sentences of libraries lose their values; exceptions lose their words (errori.py)."""

    def format(self, record: logging.LogRecord) -> str:
        dati: dict[str, object] = {
            "quando": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "livello": record.levelname,
            "registro": record.name,
            "messaggio": messaggio_di(record),
            "richiesta": richiesta.get() or None,
        }
        if record.name.split(".")[0] == NOSTRI:
            dati |= {nome: getattr(record, nome) for nome in CAMPI if hasattr(record, nome)}
        if record.levelno >= logging.WARNING:
            dati["dove"] = f"{percorso(record.pathname)}:{record.lineno}"
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            dati["errore"] = in_dati(record.exc_info[1], record.exc_info[2])
        return self.serialize_log_record(dati)


def messaggio_di(record: logging.LogRecord) -> str:
    """The sentence that may be kept. Of ours everything but the words of an exception; of the others the template."""
    nostro = record.name.split(".")[0] == NOSTRI
    if not record.args:
        return _frase(record.msg) if nostro or record.name.startswith(FISSI) else TACIUTO
    if isinstance(record.args, dict):
        argomenti: object = {nome: _valore(dato, nostro or nome in INNOCUI) for nome, dato in record.args.items()}
    else:
        argomenti = tuple(_valore(dato, nostro) for dato in record.args)
    try:
        return str(record.msg) % argomenti
    except (TypeError, ValueError):
        return TACIUTO


def _frase(messaggio: object) -> str:
    return tipo_di(messaggio) if isinstance(messaggio, BaseException) else str(messaggio)


def _valore(dato: object, si_puo: bool) -> object:
    if isinstance(dato, BaseException):
        return tipo_di(dato)
    return dato if si_puo or isinstance(dato, (int, float, UUID)) else VALORE
