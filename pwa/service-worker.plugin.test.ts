import type { Rolldown } from 'vite'
import { expect, it } from 'vitest'
import { LAZY_BYTES, neededOffline } from './service-worker.plugin.ts'

interface Piece {
  bytes: number
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}

function bundle(chunks: Record<string, Piece>, assets: Record<string, number>): Rolldown.OutputBundle {
  const made = Object.entries(chunks).map(
    ([fileName, { bytes, isEntry = false, imports = [], css = [] }]) => {
      const viteMetadata = { importedCss: new Set(css), importedAssets: new Set() }
      return [fileName, { type: 'chunk', fileName, code: 'x'.repeat(bytes), isEntry, imports, viteMetadata }]
    },
  )
  const files = Object.entries(assets).map(([fileName, bytes]) => [
    fileName,
    { type: 'asset', fileName, source: 'x'.repeat(bytes) },
  ])
  return Object.fromEntries([...made, ...files]) as unknown as Rolldown.OutputBundle
}

it('keeps the entry whatever it weighs, light lazy pieces, and no heavy ones', () => {
  const made = bundle(
    {
      'main.js': { bytes: 2 * LAZY_BYTES, isEntry: true, imports: ['shared.js'], css: ['main.css'] },
      'shared.js': { bytes: LAZY_BYTES + 1 },
      'me.js': { bytes: 5_000, imports: ['shared.js'], css: ['me.css'] },
      'map.js': { bytes: 2_000, imports: ['leaflet.js'] },
      'leaflet.js': { bytes: LAZY_BYTES + 1, css: ['leaflet.css'] },
    },
    { 'index.html': 900, 'main.css': LAZY_BYTES + 1, 'me.css': 100, 'leaflet.css': 100, 'marker.png': 100 },
  )
  expect([...neededOffline(made)].sort()).toEqual([
    'index.html',
    'main.css',
    'main.js',
    'me.css',
    'me.js',
    'shared.js',
  ])
})

it('weighs what several pages share once, not with each', () => {
  const part = 0.8 * LAZY_BYTES
  const made = bundle(
    {
      'main.js': { bytes: 10, isEntry: true },
      'page.js': { bytes: part, imports: ['words.js'] },
      'words.js': { bytes: part },
    },
    {},
  )
  expect([...neededOffline(made)].sort()).toEqual(['main.js', 'page.js', 'words.js'])
})
