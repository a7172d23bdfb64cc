"""Django's LOGGING: which lines are written, and in which form."""

from __future__ import annotations

import logging

RIGA = "%(asctime)s %(levelname)s %(name)s [%(richiesta)s] %(message)s"


def registri(*, sviluppo: bool) -> dict[str, object]:
    """JSON on standard error in production, readable lines otherwise. A broken line never prints its arguments."""
    logging.raiseExceptions = sviluppo
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"richiesta": {"()": "pianoperf.diario.forme.ConRichiesta"}},
        "formatters": {
            "riga": {"format": RIGA},
            "json": {"()": "pianoperf.diario.forme.InJson", "json_ensure_ascii": False},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["richiesta"],
                "formatter": "riga" if sviluppo else "json",
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "pianoperf": _uno("INFO"),
            # one line a request is what the access log of a server says, without addresses
            "pianoperf.richieste": _uno("WARNING" if sviluppo else "INFO"),
            "axes": _uno("ERROR"),
            # a 404 is in the line of its request; a 500 is told here, with its steps
            "django.request": _uno("WARNING" if sviluppo else "ERROR"),
            "celery": _uno("INFO"),
            **({} if sviluppo else {"django": _uno("WARNING"), "gunicorn.error": _uno("INFO")}),
        },
    }


def _uno(livello: str) -> dict[str, object]:
    return {"handlers": ["console"], "level": livello, "propagate": False}
