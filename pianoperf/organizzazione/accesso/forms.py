"""The forms of the way in: Italian labels, and what allauth leaves to one process made true for all of them."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.db import transaction
from django.db.models.functions import Lower

from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Persona

CODICE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
# Seconds for which a code of the telephone is not taken twice: its own half minute, and those before and after.
GIA_USATO = 120


def _campo_codice(etichetta: str, aiuto: str) -> forms.CharField:
    return forms.CharField(
        label=etichetta,
        help_text=aiuto,
        max_length=20,
        widget=forms.TextInput(attrs=CODICE),
        error_messages={"required": "Scrivi il codice."},
    )


class _UnaVoltaSola:
    """A code opens once, whichever process it is sent to; allauth remembers it in the memory of one."""

    def clean_code(self) -> str:
        codice: str = super().clean_code()  # type: ignore[misc]
        fattore: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if fattore.type == Authenticator.Type.TOTP:
            self._consuma(fattore, codice)
        return codice

    def _consuma(self, fattore: Authenticator, codice: str) -> None:
        with transaction.atomic():
            riga = Authenticator.objects.select_for_update().get(pk=fattore.pk)
            ultimo = riga.data.get("ultimo", {})
            if ultimo.get("codice") == codice and time.time() - ultimo["il"] < GIA_USATO:
                raise get_adapter().validation_error("incorrect_code")
            riga.data = {**riga.data, "ultimo": {"codice": codice, "il": time.time()}}
            riga.save(update_fields=["data"])


class CodiceForm(_UnaVoltaSola, AuthenticateForm):
    code = _campo_codice("Codice", "Le sei cifre che mostra adesso l'app, oppure uno dei tuoi codici di riserva.")


class ConfermaCodiceForm(_UnaVoltaSola, ReauthenticateCodeForm):
    code = _campo_codice("Codice", "Le sei cifre che mostra adesso l'app, oppure uno dei tuoi codici di riserva.")


class AttivaAppForm(ActivateTOTPForm):
    code = _campo_codice("Codice", "Le sei cifre che l'app mostra dopo aver letto il disegno.")


class ConfermaPasswordForm(ReauthenticateForm):
    password = forms.CharField(
        label="Password",
        help_text="Quella con cui entri.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Scrivi la tua password."},
    )


class AggiungiChiaveForm(AddWebAuthnForm):
    name = forms.CharField(
        label="Nome",
        required=False,
        max_length=60,
        help_text="Per riconoscerla fra le altre, per esempio «Telefono» o «Chiave USB».",
    )
    passwordless = forms.BooleanField(
        label="Usala anche per entrare senza password",
        required=False,
        help_text="Chiede l'impronta, il volto o il PIN del dispositivo.",
    )


class InvitoForm(forms.Form):
    nome = forms.CharField(
        label="Nome", max_length=80, help_text="Di chi inviti.", error_messages={"required": "Scrivi il nome."}
    )
    cognome = forms.CharField(
        label="Cognome", max_length=80, help_text="Di chi inviti.", error_messages={"required": "Scrivi il cognome."}
    )
    email = forms.EmailField(
        label="E-mail",
        help_text="Dove arriva l'invito. Per chi non ha ancora un accesso diventa il nome utente.",
        error_messages={"required": "Scrivi l'indirizzo.", "invalid": "Scrivi un indirizzo e-mail: nome@ente.it."},
    )
    ruolo = forms.ChoiceField(
        label="Ruolo",
        choices=[("", "Scegli"), *Ruolo.choices],
        help_text="Che cosa potrà fare: chi giudica (Nucleo) non compila.",
        error_messages={"required": "Scegli il ruolo.", "invalid_choice": "Scegli uno dei ruoli proposti."},
    )
    persona = forms.ModelChoiceField(
        label="Nei piani è (facoltativo)",
        queryset=Persona.objects.none(),
        required=False,
        empty_label="Nessuna persona dei piani",
        help_text="La persona che i piani nominano: i suoi indicatori saranno i suoi.",
        error_messages={"invalid_choice": "Scegli una delle persone proposte."},
    )

    def __init__(self, ente: Ente, data: Any = None) -> None:
        super().__init__(data)
        persone = Persona.objects.filter(ente=ente, utente__isnull=True)
        campo: Any = self.fields["persona"]
        campo.queryset = persone.order_by(Lower("cognome"), "nome")


class PoliticaForm(forms.Form):
    """`scelta` "predefinita" follows the installation; "propria" the roles that are ticked."""

    scelta = forms.ChoiceField(
        label="Chi deve avere il secondo fattore",
        choices=[("predefinita", "Come stabilito per tutta l'installazione"), ("propria", "I ruoli che scegli qui")],
        widget=forms.RadioSelect,
        help_text="Il secondo fattore protegge anche chi si fa scoprire la password.",
    )
    ruoli = forms.MultipleChoiceField(
        label="Ruoli",
        choices=Ruolo.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Valgono solo con «I ruoli che scegli qui».",
    )
