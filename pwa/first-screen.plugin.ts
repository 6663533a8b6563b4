/** Puts all that the first screen needs into one script: fewer requests, and smaller than in pieces. */
import type { Plugin } from 'vite'

export function firstScreen(): Plugin {
  /** The modules that the entry imports at once, directly or through others. */
  const first = new Set<string>()
  return {
    name: 'first-screen',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [{ debugName: 'first screen', name: (id) => (first.has(id) ? 'first' : null) }],
            },
          },
        },
      },
    }),
    buildEnd() {
      const visit = (id: string) => {
        if (first.has(id)) return
        first.add(id)
        this.getModuleInfo(id)?.importedIds.forEach(visit)
      }
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) visit(id)
    },
  }
}
