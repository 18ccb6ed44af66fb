#!/bin/sh
# Runs API and worker of the image as production does, an ordinary user on a file system that cannot be written, beside the database, the
# engine and the parties outside of a copy that `npm start` runs (PARKWERK_DATA). Waits until the API says that all is well; prints how long
# that took and how large the image is. Wants root, podman and runc.
set -eu
data=${PARKWERK_DATA:-.parkwerk} image=${1:-localhost/parkwerk}
work=$(mktemp -d)
podman() { command podman --runtime runc "$@"; }
end() { podman rm --force --time 10 parkwerk-api parkwerk-worker >/dev/null 2>&1; rm -rf "$work"; }
trap end EXIT

# Production refuses addresses without TLS for what people reach; nobody is sent there.
node - "$data" >"$work/env" <<'JS'
const { readFileSync } = require('node:fs');
const read = (name) => readFileSync(`${process.argv[2]}/${name}`, 'utf8');
const { databaseUrl, temporalAddress, sandboxUrl } = JSON.parse(read('running.json'));
const secrets = JSON.parse(read('secrets.json'));
const settings = {
  PARKWERK_PUBLIC_URL: 'https://parkeren.example', OIDC_ISSUER: 'https://parkeren.example/broker/realms/parkwerk',
  PARKWERK_MASTER_KEY: read('master.key').trim(), DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress,
  OIDC_CLIENT_SECRET: secrets.oidcClientSecret, MOLLIE_API_KEY: secrets.mollieApiKey, RDW_API_KEY: secrets.rdwApiKey,
  RDW_KEEPER_URL: `${sandboxUrl}/sandbox/rdw/keeper`, BRP_URL: `${sandboxUrl}/sandbox/brp/`, BRP_API_KEY: secrets.brpApiKey,
  KVK_URL: `${sandboxUrl}/sandbox/kvk/api/v1/`, KVK_API_KEY: secrets.kvkApiKey, NPR_URL: `${sandboxUrl}/sandbox/npr/registration.svc`,
  NPR_PIN: secrets.nprPin, SMTP_URL: 'smtp://127.0.0.1:1025', MAIL_FROM: 'Parkwerk <no-reply@parkwerk.example>',
  MAIL_WEBHOOK_SECRET: secrets.mailWebhookSecret, TWILIO_AUTH_TOKEN: secrets.twilioAuthToken, VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
  BIND_ADDRESS: '127.0.0.1', PORT: process.env.PORT ?? '3100', LOG_LEVEL: 'warn',
};
for (const setting of Object.entries(settings)) console.log(setting.join('='));
JS

started=$(date +%s)
for program in api worker; do
  case $program in api) metrics=19464 ;; worker) metrics=19465 ;; esac
  podman run --detach --name "parkwerk-$program" --network host --user node --read-only --read-only-tmpfs=false --tmpfs /tmp \
    --cap-drop all --security-opt no-new-privileges --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 --no-healthcheck \
    --env-file "$work/env" --env METRICS_PORT=$metrics "$image" node "dist/$program/main.js" >/dev/null
done
ask() { curl --silent --max-time 5 "$@"; }
# Of mail it says that it is down: a copy does not tell where its own goes.
until ask --fail "http://127.0.0.1:${PORT:-3100}/v1/health" >"$work/health" && ask --fail http://127.0.0.1:19465/alive; do
  [ $(($(date +%s) - started)) -lt 180 ] || { podman logs parkwerk-api >&2; podman logs parkwerk-worker >&2; exit 1; }
  sleep 1
done
cat "$work/health"
echo
echo "well after $(($(date +%s) - started)) s; as $(podman exec parkwerk-api id -un); $(podman images --format '{{.Size}}' "$image")"
podman exec parkwerk-api node -e "require('node:fs').writeFileSync('/app/x', '')" 2>&1 | grep -o 'EROFS' | head -1
