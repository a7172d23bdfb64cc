# One image for web, worker, beat and migrations: the first argument says which (docs/produzione/comando.sh).
FROM python:3.12-slim AS base

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    HOME=/tmp \
    PIANOPERF_VAR=/var/lib/pianoperf

RUN apt-get update \
    && apt-get install -y --no-install-recommends fontconfig libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin pianoperf \
    && install -d -o pianoperf -g pianoperf -m 750 /var/lib/pianoperf

WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt
COPY . .

USER pianoperf
VOLUME /var/lib/pianoperf
EXPOSE 8000
ENTRYPOINT ["sh", "/app/docs/produzione/comando.sh"]
CMD ["web"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["sh", "/app/docs/produzione/comando.sh", "sano"]
