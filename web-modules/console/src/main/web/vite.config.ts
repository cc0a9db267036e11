import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const outDir = join(import.meta.dirname, '../../../target/web');

/** Writes .br and .gz beside every text asset; the server's WebAppFilter sends them when the browser takes them. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    closeBundle() {
      const assets = join(outDir, 'assets');
      for (const name of readdirSync(assets)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const content = readFileSync(join(assets, name));
        writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(
          join(assets, `${name}.br`),
          brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        );
      }
    },
  };
}

const backend = process.env.AURALINK_BACKEND ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), precompressed()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    // An inlined data: URI would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The media library is one large chunk, loaded only on the way into a call.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': backend, '/auth': backend } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
