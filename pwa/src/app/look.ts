/** Puts the chosen look on the page; the script in index.html does the same before the first paint. */
import type { Settings } from '../store/settings.ts'
import { shell } from '../ui/shell.svelte.ts'

const PAPER = { light: '#f6f4ee', dark: '#0b0f0d', sun: '#ffffff' }

export function applyLook({ theme, size }: Settings): void {
  const { dataset } = document.documentElement
  if (theme === 'auto') delete dataset.theme
  else dataset.theme = theme
  if (size === 'elder') dataset.size = size
  else delete dataset.size
  shell.elder = size === 'elder'
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = PAPER[theme === 'auto' ? (meta.media.includes('dark') ? 'dark' : 'light') : theme]
  }
}
