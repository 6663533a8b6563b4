/** Builds the service worker as the classic script /sw.js, after the app whose files it keeps. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

/** What loads lazily and weighs more than this waits for its first use. */
export const LAZY_BYTES = 130_000

const OWN = /(?:^|\/)(?:sw\.js|.*\.(?:br|gz|map))$/

export function serviceWorker(entry: string): Plugin {
  let target: string | string[] | false
  let outDir = ''
  let published = new Set<string>()
  let eager = new Set<string>()
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      target = config.build.target
      outDir = resolve(config.root, config.build.outDir)
    },
    writeBundle(_options, bundle) {
      published = new Set(Object.keys(bundle))
      eager = neededOffline(bundle)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = filesIn(outDir)
        // What is not of the bundle was copied from the public folder: icons, the manifest.
        const shell = files.filter((file) =>
          published.has(file) ? eager.has(file) : statSync(join(outDir, file)).size <= LAZY_BYTES,
        )
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          define: {
            __PRECACHE__: JSON.stringify(shell.map((file) => (file === 'index.html' ? '/' : `/${file}`))),
            __VERSION__: JSON.stringify(fingerprint(outDir, files)),
          },
          build: {
            outDir,
            target,
            emptyOutDir: false,
            reportCompressedSize: false,
            lib: { entry, formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
          },
        })
      },
    },
  }
}

/** The files without which a page would not open: the entry's, and those of light lazy chunks. */
export function neededOffline(bundle: Rolldown.OutputBundle): Set<string> {
  const needed = new Set<string>()
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  for (const chunk of chunks) {
    if (chunk.isEntry) for (const file of withImports(chunk, bundle)) needed.add(file)
  }
  for (const output of Object.values(bundle))
    if (output.fileName.endsWith('.html')) needed.add(output.fileName)
  const weigh = (files: string[]) => files.reduce((sum, file) => sum + sizeOf(bundle[file]), 0)
  // The lightest first: what several pages share, such as their words, is not weighed with each.
  const lazy = chunks
    .map((chunk) => withImports(chunk, bundle))
    .map((files) => ({ files, bytes: weigh(files) }))
    .sort((one, other) => one.bytes - other.bytes)
  for (const { files } of lazy) {
    const more = files.filter((file) => !needed.has(file))
    if (weigh(more) <= LAZY_BYTES) for (const file of more) needed.add(file)
  }
  return needed
}

/** A chunk, what it imports at once, and their styles and pictures. */
function withImports(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): string[] {
  const seen = new Set<string>()
  const visit = (file: string) => {
    const output = bundle[file]
    if (!output || seen.has(file)) return
    seen.add(file)
    if (output.type !== 'chunk') return
    output.imports.forEach(visit)
    output.viteMetadata?.importedCss.forEach(visit)
    output.viteMetadata?.importedAssets.forEach(visit)
  }
  visit(chunk.fileName)
  return [...seen]
}

function sizeOf(output: Rolldown.OutputBundle[string] | undefined): number {
  if (output === undefined) return 0
  return Buffer.byteLength(output.type === 'chunk' ? output.code : output.source)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)).replaceAll(sep, '/'))
    .filter((file) => !OWN.test(file))
    .sort()
}

function fingerprint(folder: string, files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)))
  return hash.digest('hex').slice(0, 12)
}
