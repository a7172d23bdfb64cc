"""Attach a proof to a result, and take it off again while the result may be written."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import AzioneNegata, DatiNonValidi
from rendicontazione import permissions
from rendicontazione.evidenze import tipo_dal_contenuto
from rendicontazione.indirizzi import difetto
from rendicontazione.models import Evidenza, Risultato
from rendicontazione.prove.tolte import com_era
from rendicontazione.services.risultati import bloccato


@transaction.atomic
def allega_evidenza(
    *, risultato: Risultato, caricato: UploadedFile, utente: Utente, adesso: datetime, riservata: bool = False
) -> Evidenza:
    """Store a file as proof: type told by its content, name of its own on disk, fingerprint kept.

    The same file twice on a result, as a form sent twice brings it, is one proof.
    Raises AzioneNegata or DatiNonValidi (key "file").
    """
    risultato = bloccato(risultato.pk)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    contenuto = _letto(caricato)
    tipo = tipo_dal_contenuto(contenuto)
    if tipo is None:
        raise DatiNonValidi({"file": ["Formato non ammesso: allega PDF, immagini, documenti o fogli di calcolo."]})
    nome, sha256 = _nome_pulito(caricato.name or "", tipo.estensione), hashlib.sha256(contenuto).hexdigest()
    if gia_allegata := risultato.evidenze.filter(nome=nome, sha256=sha256).first():
        return gia_allegata
    evidenza = Evidenza(
        risultato=risultato,
        nome=nome,
        tipo=tipo.mime,
        dimensione=len(contenuto),
        sha256=sha256,
        riservata=riservata,
        caricata_da=utente,
        caricata_il=adesso,
    )
    evidenza.file.save(f"{uuid.uuid4().hex}{tipo.estensione}", ContentFile(contenuto), save=False)
    evidenza.save()
    return evidenza


def _letto(caricato: UploadedFile) -> bytes:
    massimo = settings.DIMENSIONE_MASSIMA_FILE
    if not caricato.size:
        raise DatiNonValidi({"file": ["Il file è vuoto."]})
    if caricato.size > massimo:
        raise DatiNonValidi({"file": [f"Il file supera il limite di {massimo // 2**20} MB."]})
    return caricato.read()


def _nome_pulito(nome: str, estensione: str) -> str:
    """A name fit for a page and a header: no folders, no control characters, the extension of its content."""
    radice = PurePath(nome.replace("\\", "/")).stem
    pulito = "".join(c for c in radice if c.isprintable() and c not in '<>:"/|?*').strip(" .")
    return (pulito or "evidenza")[:120] + estensione


@transaction.atomic
def allega_indirizzo(
    *, risultato: Risultato, indirizzo: str, utente: Utente, adesso: datetime, riservata: bool = False
) -> Evidenza:
    """Store a link as proof; the same address twice on a result is one proof.

    Raises AzioneNegata or DatiNonValidi (key "indirizzo").
    """
    risultato = bloccato(risultato.pk)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    indirizzo = indirizzo.strip()
    frase = difetto(indirizzo)
    if frase:
        raise DatiNonValidi({"indirizzo": [frase]})
    evidenza, _ = Evidenza.objects.get_or_create(
        risultato=risultato,
        indirizzo=indirizzo,
        defaults={"caricata_da": utente, "caricata_il": adesso, "riservata": riservata},
    )
    return evidenza


@transaction.atomic
def cambia_riservatezza(*, evidenza: Evidenza, riservata: bool, utente: Utente, adesso: datetime) -> Evidenza:
    """Make a proof confidential, or open again, while the result may be written. Raises AzioneNegata."""
    risultato = bloccato(evidenza.risultato_id)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    if evidenza.riservata != riservata:
        evidenza.riservata = riservata
        evidenza.save(update_fields=["riservata"])
    return evidenza


@transaction.atomic
def togli_evidenza(*, evidenza: Evidenza, utente: Utente, adesso: datetime) -> None:
    """Take a proof off; its file goes a day later (prove.tolte). Raises AzioneNegata."""
    risultato = bloccato(evidenza.risultato_id)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    evidenza.delete()


@transaction.atomic
def rimetti_evidenza(*, evidenza_id: int, utente: Utente, adesso: datetime) -> Evidenza:
    """Put back a proof that was taken off, as the history has it. Raises AzioneNegata."""
    prima = com_era(evidenza_id)
    if prima is None:
        raise AzioneNegata("Questa evidenza non c'è nella storia.")
    risultato = bloccato(prima.risultato_id)
    permissions.controlla_puo_compilare(utente, risultato, adesso)
    evidenza = Evidenza(**{campo.attname: getattr(prima, campo.attname) for campo in Evidenza._meta.concrete_fields})
    if _c_e_gia(evidenza):
        raise AzioneNegata(f"«{evidenza}» è già tra le evidenze del risultato.")
    if evidenza.file and not evidenza.file.storage.exists(str(evidenza.file.name)):
        raise AzioneNegata(f"Il file «{evidenza}» non c'è più: allegalo di nuovo.")
    evidenza.save(force_insert=True)
    return evidenza


def _c_e_gia(evidenza: Evidenza) -> bool:
    """The same proof: put back by somebody, or attached again."""
    simili = {"nome": evidenza.nome, "sha256": evidenza.sha256, "indirizzo": evidenza.indirizzo}
    altre = Evidenza.objects.filter(risultato=evidenza.risultato_id)
    return altre.filter(pk=evidenza.pk).exists() or altre.filter(**simili).exists()
