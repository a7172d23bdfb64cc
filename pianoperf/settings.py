"""One settings file for every place pianoperf runs: what differs comes from the environment.

`manage.py`, the tests and `make run` set DATABASE_URL and REDIS_URL to the embedded services
when they are not set (pianoperf/incorporati).
"""

import secrets
from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from kombu.entity import Queue

from pianoperf import ambiente, identita, posta, serrature
from pianoperf.archiviazione import archivio
from pianoperf.diario.registri import registri

RADICE: Path = ambiente.RADICE
CARTELLA_DATI = ambiente.cartella_dati()

INCORPORATO = ambiente.vero("PIANOPERF_INCORPORATO")
DEBUG = ambiente.vero("PIANOPERF_DEBUG")
SVILUPPO = INCORPORATO or DEBUG

SECRET_KEY = ambiente.testo("PIANOPERF_SECRET_KEY")
ALLOWED_HOSTS = ambiente.elenco("PIANOPERF_HOSTS")
CSRF_TRUSTED_ORIGINS = ambiente.elenco("PIANOPERF_ORIGINI")
if SVILUPPO:
    serrature.controlla_prova(chi="PIANOPERF_DEBUG" if DEBUG else "PIANOPERF_INCORPORATO", hosts=ALLOWED_HOSTS)
    # without one of its own (tools that only read these settings), a key that lasts as long as the process
    SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]
else:
    serrature.controlla_produzione(chiave=SECRET_KEY, hosts=ALLOWED_HOSTS, origini=CSRF_TRUSTED_ORIGINS)

INSTALLED_APPS = [
    "pianoperf.web",
    "pianoperf.organizzazione",
    "pianoperf.lavori",
    "obiettivi",
    "indicatori",
    "rendicontazione",
    "rendicontazione.sigillo",
    "pianoperf.custodia",
    "bootstrap_italia_template",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "import_export",
    "pghistory",
    "pgtrigger",
    "axes",
    "pianoperf.organizzazione.anagrafiche.AnagraficheConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    # outside of all the others, so that no answer leaves without them
    "pianoperf.diario.middleware.DiarioMiddleware",
    "pianoperf.web.testate.TestateMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pianoperf.organizzazione.recinto.middleware.RecintoMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pianoperf.web.sessione_finita.SessioneFinitaMiddleware",
    "pianoperf.web.chi_scrive.ChiScriveMiddleware",
    "pianoperf.lavori.invii.InvioUnicoMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pianoperf.organizzazione.accesso.middleware.SecondoFattoreMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pianoperf.urls"
WSGI_APPLICATION = "pianoperf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [RADICE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pianoperf.organizzazione.contesto.ente_e_ruoli",
            ],
            "builtins": ["pianoperf.web.templatetags.formati", "pianoperf.web.templatetags.moduli"],
        },
    }
]

DATABASES = {"default": ambiente.banca_dati(ambiente.testo("DATABASE_URL", "postgresql:///pianoperf"))}
# A standby that answers the public pages; without it nothing changes (pianoperf/replica.py).
if _replica := ambiente.testo("PIANOPERF_REPLICA"):
    DATABASES["replica"] = ambiente.banca_dati(_replica, sola_lettura=True)
    DATABASE_ROUTERS = ["pianoperf.replica.Smistatore"]
# Seconds by which it may be late and still be read.
RITARDO_DELLA_REPLICA = float(ambiente.testo("PIANOPERF_RITARDO_REPLICA", "30"))
# Row-level security behind the filters of the code (docs/produzione/isolamento.md).
RECINTO = ambiente.vero("PIANOPERF_RECINTO", predefinito=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = ambiente.testo("REDIS_URL", "redis://localhost:6379/0")

AUTH_USER_MODEL = "organizzazione.Utente"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accedi"
LOGIN_REDIRECT_URL = "scrivania"
LOGOUT_REDIRECT_URL = "accedi"
# Seconds for which the link of a forgotten password works.
PASSWORD_RESET_TIMEOUT = 3600
CSRF_FAILURE_VIEW = "pianoperf.organizzazione.ripresa.modulo_scaduto"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/bloccato.html"
# How many proxies stand before this process: the address of a visitor is the one that the outermost of them saw.
PROXY_DAVANTI = int(ambiente.testo("PIANOPERF_PROXY", "0"))
AXES_CLIENT_IP_CALLABLE = "pianoperf.organizzazione.accesso.provenienza.indirizzo_di"

# Who holds one of these roles must have a second factor, in the bodies that did not choose for themselves.
RUOLI_SECONDO_FATTORE = identita.ruoli_obbligati(incorporato=INCORPORATO)
# Days for which the link of an invitation works.
GIORNI_INVITO = 7
FORNITORI = {fornitore.nome: fornitore for fornitore in identita.leggi(sviluppo=SVILUPPO)}
# allauth makes the flows; nobody signs up, and the only throttle is django-axes above (reliability.md 4.2).
ACCOUNT_ADAPTER = "pianoperf.organizzazione.accesso.adapters.AdattatoreAccount"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "pianoperf.organizzazione.accesso.adapters.AdattatoreSecondoFattore"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "pianoperf.organizzazione.accesso.forms.CodiceForm",
    "reauthenticate": "pianoperf.organizzazione.accesso.forms.ConfermaCodiceForm",
    "activate_totp": "pianoperf.organizzazione.accesso.forms.AttivaAppForm",
    "add_webauthn": "pianoperf.organizzazione.accesso.forms.AggiungiChiaveForm",
}
ACCOUNT_FORMS = {"reauthenticate": "pianoperf.organizzazione.accesso.forms.ConfermaPasswordForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_ISSUER = "pianoperf"
# A telephone may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "pianoperf.organizzazione.accesso.esterni.AdattatoreEsterno"
SOCIALACCOUNT_PROVIDERS = identita.per_allauth(list(FORNITORI.values()))

LANGUAGE_CODE = "it"
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = CARTELLA_DATI / "static"
STATICFILES_DIRS = [RADICE / "static", ("manuale", RADICE / "docs" / "manuale" / "immagini")]
WHITENOISE_USE_FINDERS = SVILUPPO
MEDIA_ROOT = CARTELLA_DATI / "archivio"
CARTELLA_COPIE = Path(ambiente.testo("PIANOPERF_COPIE") or CARTELLA_DATI / "copie")
STORAGES = {
    "default": archivio(ambiente.testo("PIANOPERF_ARCHIVIO"), MEDIA_ROOT),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if SVILUPPO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# The composed sections of documents: lost, they are composed again. The default one counts the
# verifications asked for by the public, in each process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "sezioni": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CARTELLA_DATI / "sezioni",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
    # Requests of the API in this minute, by key, for all the processes. Never to be cleared: the queue is in there too.
    "richieste": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "pianoperf",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    },
}
# Days for which the file of a document is kept after its last download; None is for ever. "approvato": of an approved
# plan, or of a year approved or published; "bozza": of the others; "raccolta": the zip of all of them, once made.
CONSERVAZIONE_DOCUMENTI_GIORNI = {"approvato": None, "bozza": 90, "raccolta": 30}
# Under what the open data of the public page are given; every published file and description carries it.
LICENZA_DATI_APERTI = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribuzione 4.0 Internazionale",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.it",
}
# Verifications of a PDF on the public page that one network address may ask for in a minute.
VERIFICHE_AL_MINUTO = 20
# Requests that one key of the API may make in a minute.
RICHIESTE_API_AL_MINUTO = 300
DIMENSIONE_MASSIMA_FILE = 10 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if not SVILUPPO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = ambiente.vero("PIANOPERF_SOLO_HTTPS", predefinito=True)
    SECURE_REDIRECT_EXEMPT = [r"^salute/"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # a browser takes these names only over HTTPS, from this very host and for all of it
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    MESSAGE_STORAGE = "pianoperf.web.avvisi.AvvisiDelSito"

POSTA = posta.leggi()
EMAIL_BACKEND = POSTA.backend
EMAIL_FILE_PATH = CARTELLA_DATI / "posta"
EMAIL_HOST, EMAIL_PORT = POSTA.host or "localhost", POSTA.porta
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = POSTA.utente, POSTA.password
EMAIL_USE_TLS, EMAIL_USE_SSL = POSTA.cifratura == "starttls", POSTA.cifratura == "ssl"
EMAIL_TIMEOUT = POSTA.attesa
DEFAULT_FROM_EMAIL = SERVER_EMAIL = POSTA.mittente
EMAIL_RISPOSTE = POSTA.risposte
INDIRIZZO_DEL_SITO = POSTA.indirizzo
# Days before the end of a window on which who has something to do is reminded.
PREAVVISI = POSTA.preavvisi

# Queue: the job table is the truth and Redis only a doorbell (reliability.md 1.3 has the measurements).
CELERY_BROKER_URL = ambiente.indirizzo_broker(REDIS_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
# Seconds for which a worker holds a job without a sign of life; the sweep and the renewals are fractions of it.
PRESA_DEI_LAVORI = float(ambiente.testo("PIANOPERF_PRESA", "60"))
# Seconds that a worker told to stop leaves to the jobs it is doing.
CONGEDO_DEI_LAVORI = float(ambiente.testo("PIANOPERF_CONGEDO", "25"))
# Megabytes of memory that one process of a worker may ask for, its libraries and fonts not counted.
MEMORIA_DEI_LAVORI = int(ambiente.testo("PIANOPERF_MEMORIA_LAVORI", "2048"))
# A queue for each kind of work, so that documents never hold up an import; what is not named goes to the first.
CODE_DEI_LAVORI = {"documento": "documenti", "raccolta": "documenti", "importazione": "importazioni"}
# (soft, hard) limits in seconds of the kinds that may take longer than the two below.
TEMPI_DEI_LAVORI = {"raccolta": (1800, 1860)}
CELERY_TASK_DEFAULT_QUEUE = "celery"
# A worker that is not told which queues to hear hears all of these.
CELERY_TASK_QUEUES = [Queue(nome, routing_key=nome) for nome in ("celery", "documenti", "importazioni")]
# A job is warned after this many seconds and killed a tenth later: the second limit only counts with the first.
CELERY_TASK_SOFT_TIME_LIMIT = int(ambiente.testo("PIANOPERF_TEMPO_LAVORI", "300"))
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + max(1, CELERY_TASK_SOFT_TIME_LIMIT // 10)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 20
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 800_000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "pianoperf.lavori.battiti.Orologio"
CELERY_BEAT_SCHEDULE = {
    "sigilla-la-storia": {"task": "rendicontazione.sigillo.tasks.sigilla_la_storia", "schedule": 60.0},
    "riprendi-lavori": {"task": "pianoperf.lavori.tasks.riprendi_lavori", "schedule": PRESA_DEI_LAVORI / 6},
    # At seven in Rome; the sweep makes up for a beat that was off at that hour, and tries again what did not leave.
    "promemoria-del-giorno": {
        "task": "rendicontazione.promemoria.tasks.promemoria_del_giorno",
        "schedule": crontab(hour=7, minute=0),
    },
    "riprendi-promemoria": {"task": "rendicontazione.promemoria.tasks.riprendi_promemoria", "schedule": 600.0},
    "documenti-scaduti": {
        "task": "rendicontazione.documenti.tasks.togli_documenti_scaduti",
        "schedule": crontab(hour=3, minute=40),
    },
    "pulizia": {"task": "pianoperf.lavori.tasks.pulisci", "schedule": crontab(minute=17)},
    "file-delle-evidenze-tolte": {
        "task": "rendicontazione.prove.tasks.togli_file_delle_evidenze",
        "schedule": crontab(hour=3, minute=50),
    },
}

# The library lets anybody who reaches an admin page import, and keeps half a file (reliability.md 3.3).
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"
IMPORT_EXPORT_USE_TRANSACTIONS = True

DJANGO_TABLES2_TEMPLATE = "web/tabella.html"
PGHISTORY_APPEND_ONLY = True

LOGGING = registri(sviluppo=SVILUPPO)
