import { mount } from 'svelte'
import './ui/tokens.css'
import './ui/base.css'
import './ui/controls.css'
import './ui/blocks.css'
import App from './app/App.svelte'
import { listen as listenForInstall } from './app/install.ts'
import { applyLook } from './app/look.ts'
import { accept, watch } from './app/update.ts'
import { speak, spoken } from './i18n/index.svelte.ts'
import { get, subscribe } from './store/settings.ts'
import { shell } from './ui/shell.svelte.ts'

async function speakAsChosen() {
  // Without its words a language cannot be spoken; Chinese is always held.
  await speak(get().language).catch(() => undefined)
  document.documentElement.lang = spoken()
}

async function start() {
  listenForInstall()
  applyLook(get())
  await speakAsChosen()
  subscribe((settings) => {
    applyLook(settings)
    void speakAsChosen()
  })
  const target = document.getElementById('app')
  if (target) mount(App, { target })
  // Without a worker the app still works while there is a network.
  await watch(() => {
    shell.takeUpdate = accept
  }).catch(() => undefined)
}

void start()
