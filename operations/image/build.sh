#!/bin/sh
# Builds the image where no registry of images can be reached: on a base of Debian's packages, with Node.js as npm has it. Wants root,
# debootstrap and buildah. MIRROR names a mirror of Debian; what npm and the machine trust (NODE_EXTRA_CA_CERTS) holds while building too.
set -eu
cd "$(dirname "$0")/../.."
node=24 npm=11 base=localhost/parkwerk-base image=${1:-localhost/parkwerk}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase --include=ca-certificates bookworm "$root/base" ${MIRROR:+"$MIRROR"} >&2
rm -rf "$root"/base/var/cache/apt/* "$root"/base/var/lib/apt/lists/*
npm install --no-audit --no-fund --loglevel=error --no-save --no-package-lock --prefix "$root/base/usr/local/lib/nodejs" "node@$node" "npm@$npm"
for program in node npm npx; do ln -s "../lib/nodejs/node_modules/.bin/$program" "$root/base/usr/local/bin/$program"; done
chroot "$root/base" useradd --create-home --uid 1000 node

export BUILDAH_ISOLATION=chroot
container=$(buildah from scratch)
buildah add --quiet "$container" "$root/base" / >/dev/null
buildah config --env PATH=/usr/local/bin:/usr/bin:/bin "$container"
buildah commit --quiet --rm "$container" "$base" >/dev/null
printf 'cafile=%s\n' "${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" >"$root/npmrc"
buildah build --build-arg BASE="$base" --volume "$root/npmrc:/root/.npmrc:ro" --volume /etc/ssl/certs:/etc/ssl/certs:ro --tag "$image" .
