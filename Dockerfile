# All services in one image, and what prepares a site for them: `docker run IMAGE ingestion`. `./landbridge images` builds it, with or without an image registry.
ARG BASE=debian:bookworm-slim@sha256:7c7b2c966bc9ee8cedfeef67e0e279108992c77681fa595db4a9d65c06ccc587

# What the dependencies follow from. Only when it changes are they installed anew.
FROM ${BASE} AS manifests
WORKDIR /all
COPY . .
RUN mkdir /manifests && find . -name 'package*.json' -exec cp --parents --target-directory=/manifests {} +

FROM ${BASE} AS build
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
COPY deployment/ca/ /usr/local/share/ca-certificates/
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates nodejs npm \
 && update-ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY --from=manifests /manifests .
# The Node that the services run on comes with the dependencies; npm of Debian does not link it.
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && ln -s "$(echo node_modules/node-linux-*/bin/node)" /source/node24
COPY . .
RUN for project in apps/*/ tools/deployment/; do \
      (cd "$project" && /source/node24 --conditions=@landbridge/source ../../tools/runner/src/build.ts) || exit 1; \
    done \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
RUN mkdir -p /out/landbridge /out/var/lib/landbridge \
 && cp --dereference node24 /out/landbridge/node \
 && cp deployment/images/start.js deployment/images/package.json LICENSE /out/landbridge/ \
 && for project in apps/*/ tools/deployment/; do cp -R --parents "${project}dist/js/main.js" /out/landbridge/; done \
 && rm -rf node_modules/node-linux-* node_modules/@landbridge node_modules/.bin node_modules/.cache \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.md' \) -delete \
 && cp -R node_modules /out/landbridge/

FROM ${BASE}
ARG VERSION=unknown
LABEL org.opencontainers.image.title="Landbridge" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build --chown=10001:10001 /out/var/lib/landbridge /var/lib/landbridge
COPY --from=build /out/landbridge /landbridge
USER 10001:10001
WORKDIR /landbridge
ENV NODE_ENV=production NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt HOST=0.0.0.0 PORT=3000
EXPOSE 3000
# Live, not ready: a service without Kafka still takes reports, and must not be taken away for it.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 CMD ["/landbridge/node", "/landbridge/start.js", "health"]
ENTRYPOINT ["/landbridge/node", "--disable-warning=TimeoutNegativeWarning", "/landbridge/start.js"]
