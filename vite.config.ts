import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { thirdPartyLicences } from './licences/third-party.ts'

const node = {
  consumer: 'server' as const,
  resolve: { external: true as const, conditions: ['node'] },
}

/** Everything that Node or Electron starts by its path. */
const nodeEntries = [
  'electron/main',
  'engine/host-utility',
  'engine/host-cli',
  'engine/processes/media-process',
  'engine/processes/media-worker',
  'engine/processes/inference-process',
  'engine/processes/training-process',
  'engine/similar/similar-worker',
  'engine/backup/backup-worker',
  'engine/embeddings/table-worker',
  'engine/teach/pack-worker',
]

/** One config, three outputs: the page, the Node side (Electron's main process and the engine), the preload script. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), thirdPartyLicences()],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: '../out/renderer',
        emptyOutDir: true,
        target: 'es2024',
        // The content security policy allows no data: address.
        assetsInlineLimit: 0,
        // One sheet: the order of the rules is that of the imports, whichever part of the page is shown first.
        cssCodeSplit: false,
        // One file for what the page begins with: fifty small ones wait in line for an engine that has just started.
        rolldownOptions: {
          output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } },
        },
      },
    },
    node: {
      ...node,
      build: {
        outDir: '../out',
        emptyOutDir: false,
        ssr: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          external: ['electron'],
          input: Object.fromEntries(nodeEntries.map((entry) => [entry, `${entry}.ts`])),
          output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
        },
      },
    },
    preload: {
      ...node,
      build: {
        outDir: '../out/electron',
        emptyOutDir: false,
        ssr: true,
        target: 'node24',
        rolldownOptions: {
          external: ['electron'],
          input: 'electron/preload.ts',
          output: { format: 'cjs', entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
})
