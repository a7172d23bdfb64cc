"""The login form, in the words of the product."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm


class AccessoForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "Nome utente o password non corretti. Controlla maiuscole e minuscole e riprova.",
        "inactive": "Questo utente non è attivo. Rivolgiti all'amministratore del tuo ente.",
    }
