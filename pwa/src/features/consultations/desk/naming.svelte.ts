/** Stations by their names, each asked for once; by its id until its name has come. */

export function naming(nameOf: (id: string) => Promise<string>) {
  let names = $state<Record<string, string>>({})
  const asked = new Set<string>()
  return {
    /** Asks for those that nobody has asked for yet. */
    want(ids: readonly string[]) {
      for (const id of ids) {
        if (asked.has(id)) continue
        asked.add(id)
        void nameOf(id).then((name) => {
          names[id] = name
        })
      }
    },
    of: (id: string) => names[id] ?? id,
  }
}
