import { mount } from 'svelte'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/blocks.css'
import App from './app/App.svelte'
import { applyLook } from './app/look.ts'
import { speak, spoken } from './i18n/index.svelte.ts'
import { get, subscribe } from './store/settings.ts'

async function speakAsChosen() {
  // Without its words a language cannot be spoken; Chinese is always held.
  await speak(get().language).catch(() => undefined)
  document.documentElement.lang = spoken()
}

async function start() {
  applyLook(get())
  await speakAsChosen()
  subscribe((settings) => {
    applyLook(settings)
    void speakAsChosen()
  })
  const target = document.getElementById('app')
  if (target) mount(App, { target })
  const { begin } = await import('./app/afterwards.ts')
  begin()
}

void start()
