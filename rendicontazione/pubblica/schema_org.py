"""What search engines of data read in a page: schema.org Dataset (https://developers.google.com/search/docs).

A script of this type holds data and is never run, so the policy of the pages (no inline script) does not touch it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from rendicontazione.pubblica.dcat import uri_del_dataset
from rendicontazione.pubblica.file_aperti import TIPI, FileAperto
from rendicontazione.pubblica.vetrina import EntePubblico, PianoPubblico

# No end of the script, no comment and no entity can come from a title.
INNOCUI = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def dataset(ente: EntePubblico, piano: PianoPubblico, anno: int | None, assoluto: Callable[[str], str]) -> SafeString:
    """The JSON of the targets of the plan, or of the results of a year; `assoluto` makes a whole address of a path."""
    uri = str(uri_del_dataset(assoluto, ente.codice, piano.codice, anno))
    file = [FileAperto(piano, anno, formato) for formato in TIPI]
    dati: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": uri,
        "name": f"{piano.titolo}: risultati {anno}" if anno else f"{piano.titolo}: target",
        "description": f"{file[0].tabella.descrizione} {ente.nome}, {piano.titolo}.",
        "url": uri.partition("#")[0],
        "inLanguage": "it",
        "isAccessibleForFree": True,
        "license": settings.LICENZA_DATI_APERTI["path"],
        "temporalCoverage": str(anno) if anno else f"{piano.primo_anno}/{piano.ultimo_anno}",
        "creator": {"@type": "GovernmentOrganization", "name": ente.nome},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": TIPI[voce.formato].partition(";")[0],
                "contentUrl": assoluto(voce.percorso(ente.codice)),
            }
            for voce in file
        ],
    }
    return SafeString(json.dumps(dati, ensure_ascii=False).translate(INNOCUI))
