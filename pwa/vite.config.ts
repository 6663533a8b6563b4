import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { compressed } from './compress.plugin.ts'
import { firstScreen } from './first-screen.plugin.ts'
import { inlineStyle } from './inline-style.plugin.ts'
import { noHydration } from './no-hydration.plugin.ts'
import { serviceWorker } from './service-worker.plugin.ts'

export default defineConfig({
  // The order counts: the worker lists the app's files, and the last step compresses both.
  plugins: [
    svelte(),
    noHydration(),
    firstScreen(),
    inlineStyle(),
    serviceWorker('src/worker/sw.ts'),
    compressed(),
  ],
  publicDir: '../static/public',
  css: { transformer: 'lightningcss' },
  build: {
    outDir: '../static/app',
    emptyOutDir: true,
    target: 'es2022',
    // The oldest browsers that run es2022 know no oklch: each colour gets a hex value before it.
    cssTarget: ['chrome94', 'safari15', 'firefox93'],
    cssMinify: 'lightningcss',
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: false,
    sourcemap: false,
    reportCompressedSize: false,
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', '*.test.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
})
