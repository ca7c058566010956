# The images of the product, a stage each; infra/app/images/definitions.ts says what is in them.
#
#   docker build --target server --tag todo-chatbot/server .
#
# No stage after the first runs anything, so that a machine of either architecture builds for both without emulation.

# Where the build runs: linux/arm64 on such a machine.
ARG BUILD_PLATFORM=linux/amd64
ARG NODE_IMAGE=node:24-bookworm-slim

# hadolint ignore=DL3029
FROM --platform=${BUILD_PLATFORM} ${NODE_IMAGE} AS build
WORKDIR /build
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
# Nothing here needs what a package would run when it is installed.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run generate && node scripts/images/collect.ts /images

FROM ${NODE_IMAGE} AS base
ARG VERSION=0.0.0
LABEL org.opencontainers.image.vendor="todo-chatbot" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
# Nothing is written but below /tmp, which a cluster mounts: types once stripped, what libraries take a home for.
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/tmp/compile-cache \
    HOME=/tmp
WORKDIR /app
USER 10001:10001
HEALTHCHECK NONE

FROM base AS web
LABEL org.opencontainers.image.title="todo-chatbot: web"
ENV NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=1 HOSTNAME=0.0.0.0
COPY --from=build /images/web ./
ENTRYPOINT ["node", "--import", "./src/web/forwarded-for.mjs", "--import", "./src/web/drain.mjs", "src/web/server.js"]

FROM base AS server
LABEL org.opencontainers.image.title="todo-chatbot: server"
COPY --from=build /images/server ./
ENTRYPOINT ["node", "src/server/main.ts"]

FROM base AS notifications
LABEL org.opencontainers.image.title="todo-chatbot: notifications"
COPY --from=build /images/notifications ./
ENTRYPOINT ["node", "src/workers/notifications/main.ts"]

FROM base AS recurring
LABEL org.opencontainers.image.title="todo-chatbot: recurring"
COPY --from=build /images/recurring ./
ENTRYPOINT ["node", "src/workers/recurring/main.ts"]

# Takes what to prepare as its argument: migrate or topics.
FROM base AS migrate
LABEL org.opencontainers.image.title="todo-chatbot: migrate"
ENV CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1
COPY --from=build /images/migrate ./
ENTRYPOINT ["node", "scripts/prepare.ts"]
