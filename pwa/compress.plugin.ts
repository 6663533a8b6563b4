/** Writes .br and .gz beside the files of a build, so that a server sends them without any work. */
import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below this a file fits into one packet either way. */
const SMALLEST = 500
/** What is compressed already, as a picture is, gains less than this and stays alone. */
const WORTH_IT = 0.9

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

export function compressed(): Plugin {
  let outDir = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((file) =>
          file.isFile(),
        )
        await Promise.all(files.map((file) => compress(join(file.parentPath, file.name))))
      },
    },
  }
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length <= SMALLEST) return
  const best = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  const [br, gz] = await Promise.all([brotli(bytes, { params: best }), zip(bytes, { level: 9 })])
  if (br.length < bytes.length * WORTH_IT) await writeFile(`${file}.br`, br)
  if (gz.length < bytes.length * WORTH_IT) await writeFile(`${file}.gz`, gz)
}
