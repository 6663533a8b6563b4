import { mount } from 'svelte'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/blocks.css'
import App from './app/App.svelte'
import { askEarly } from './app/early.ts'
import { applyLook } from './app/look.ts'
import { speak, spoken } from './i18n/index.svelte.ts'
import { heldOnce } from './store/heldOnce.ts'
import { get, subscribe } from './store/settings.ts'

async function speakAsChosen() {
  // Without its words a language cannot be spoken; Chinese is always held.
  await speak(get().language).catch(() => undefined)
  document.documentElement.lang = spoken()
}

/** The first list comes before what can wait. */
const AFTERWARDS_MS = 500

async function start() {
  askEarly()
  applyLook(get())
  await speakAsChosen()
  subscribe((settings) => {
    applyLook(settings)
    void speakAsChosen()
  })
  // Reading the script took long on a first visit: a finger gets its turn before the screen is built.
  if (!heldOnce()) await new Promise((resolve) => setTimeout(resolve))
  const target = document.getElementById('app')
  if (target) mount(App, { target })
  setTimeout(
    () =>
      void import('./app/afterwards.ts').then(
        ({ begin }) => begin(),
        () => undefined,
      ),
    AFTERWARDS_MS,
  )
}

void start()
