"""The way in. Of allauth's addresses only those that are wanted, with its names, under ours."""

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib.auth.views import LogoutView
from django.urls import path

from pianoperf.organizzazione.accesso.views import accessi, entrata, esterni, inviti, password, sicurezza

urlpatterns = [
    path("accedi/", entrata.Accesso.as_view(), name="accedi"),
    path("accedi/", entrata.Accesso.as_view(), name="account_login"),
    path("accedi/codice/", entrata.SecondoFattore.as_view(), name="mfa_authenticate"),
    path("accedi/chiave/", login_webauthn, name="mfa_login_webauthn"),
    path("accedi/con/<slug:provider_id>/", esterni.verso, name="openid_connect_login"),
    path("accedi/con/<slug:provider_id>/ritorno/", esterni.ritorno, name="openid_connect_callback"),
    path("esci/", LogoutView.as_view(), name="esci"),
    path("invito/<str:gettone>/", inviti.InvitoView.as_view(), name="invito"),
    path("password/", password.CambiaPassword.as_view(), name="cambia_password"),
    path("password/dimenticata/", password.Dimenticata.as_view(), name="password_reset"),
    path("password/dimenticata/inviata/", password.Inviata.as_view(), name="password_reset_inviata"),
    path("password/nuova/<uidb64>/<token>/", password.NuovaPassword.as_view(), name="password_reset_confirm"),
    path("sicurezza/", sicurezza.Sicurezza.as_view(), name="sicurezza"),
    path("sicurezza/", sicurezza.Sicurezza.as_view(), name="mfa_index"),
    path("sicurezza/", sicurezza.Sicurezza.as_view(), name="mfa_list_webauthn"),
    path("sicurezza/conferma/", sicurezza.ConfermaPassword.as_view(), name="account_reauthenticate"),
    path("sicurezza/conferma/codice/", sicurezza.ConfermaCodice.as_view(), name="mfa_reauthenticate"),
    path("sicurezza/conferma/chiave/", sicurezza.ConfermaChiave.as_view(), name="mfa_reauthenticate_webauthn"),
    path("sicurezza/app/", sicurezza.AttivaApp.as_view(), name="mfa_activate_totp"),
    path("sicurezza/app/togli/", sicurezza.TogliApp.as_view(), name="mfa_deactivate_totp"),
    path("sicurezza/chiavi/aggiungi/", sicurezza.AggiungiChiave.as_view(), name="mfa_add_webauthn"),
    path("sicurezza/chiavi/<int:pk>/togli/", sicurezza.TogliChiave.as_view(), name="mfa_remove_webauthn"),
    path("sicurezza/codici/", sicurezza.Codici.as_view(), name="mfa_view_recovery_codes"),
    path("sicurezza/codici/nuovi/", sicurezza.NuoviCodici.as_view(), name="mfa_generate_recovery_codes"),
    path("sicurezza/sessioni/<int:sessione>/chiudi/", sicurezza.ChiudiSessione.as_view(), name="sessione_chiudi"),
    path("sicurezza/sessioni/chiudi-altre/", sicurezza.ChiudiAltre.as_view(), name="sessioni_chiudi"),
    path("sicurezza/identita/<int:conto>/scollega/", sicurezza.ScollegaIdentita.as_view(), name="identita_scollega"),
    path("<slug:ente>/accessi/", accessi.AccessiView.as_view(), name="accessi"),
    path("<slug:ente>/inviti/", accessi.InvitiView.as_view(), name="inviti"),
    path(
        "<slug:ente>/inviti/<int:invito>/rispedisci/", accessi.RispedisciInvitoView.as_view(), name="invito_rispedisci"
    ),
    path("<slug:ente>/inviti/<int:invito>/revoca/", accessi.RevocaInvitoView.as_view(), name="invito_revoca"),
]
