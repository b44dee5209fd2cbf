# Build: every dependency, then the service and the pages. The same commands as on any machine.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev
# What the image is made of, and with (CycloneDX): packages of the pages are compiled into them, so none is left out.
RUN npm sbom --package-lock-only --sbom-format=cyclonedx > sbom.cdx.json

# Run: the build, its run-time dependencies, and a user who may write to /data only.
FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
RUN groupadd --system --gid 10001 vestibule \
 && useradd --system --uid 10001 --gid vestibule --home-dir /data --shell /usr/sbin/nologin vestibule \
 && install -d -o vestibule -g vestibule -m 0700 /data
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/sbom.cdx.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
USER vestibule
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Stops in order at SIGTERM; see STOP_TIMEOUT_SECONDS.
CMD ["node", "dist/apps/auth/src/main.js"]
