"""gunicorn's own lines in JSON (`--logger-class`): it quotes what a broken request holds."""

from __future__ import annotations

from gunicorn.config import Config
from gunicorn.glogging import Logger

from pianoperf.diario.forme import InJson


class RegistroDelServer(Logger):
    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for maniglia in self.error_log.handlers:
            maniglia.setFormatter(InJson(json_ensure_ascii=False))
