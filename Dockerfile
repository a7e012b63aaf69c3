# docs/operations.md says how to run it.

FROM node:24-slim AS build
WORKDIR /app
# Packages first: they change more seldom than the code. Their installation fetches the chat window.
COPY package.json package-lock.json .npmrc ./
COPY bot/web/fetch-web-chat.mjs bot/web/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/knowledge/articles knowledge/articles
COPY --from=build /app/dist dist
# The program's own files stay root's: it can read them and not change them.
USER node
VOLUME /data
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3978) + '/health').then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# One process that gets the signals itself: no npm, no shell.
CMD ["node", "--max-semi-space-size=8", "--v8-pool-size=1", "dist/bot/main.js"]
