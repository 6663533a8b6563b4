/** Puts the first screen's styles into the page: one way to the server less before anything is painted. */
import type { Plugin } from 'vite'

export function inlineStyle(): Plugin {
  let style = ''
  return {
    name: 'inline-style',
    apply: 'build',
    generateBundle: {
      // Before Vite writes which styles a lazy piece has to wait for: these it has already.
      order: 'pre',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !chunk.isEntry) continue
          for (const file of chunk.viteMetadata?.importedCss ?? []) {
            const sheet = bundle[file]
            if (sheet?.type !== 'asset') this.error(`${file} was not built`)
            style += String(sheet.source).trim()
            delete bundle[file]
          }
          chunk.viteMetadata?.importedCss.clear()
        }
      },
    },
    transformIndexHtml: {
      order: 'post',
      // The server allows by its hash what stands between these very tags.
      handler: (html) => html.replace('</head>', () => `  <style>${style}</style>\n  </head>`),
    },
  }
}
