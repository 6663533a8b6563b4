import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [vue()],
  publicDir: false,
  build: { target: 'es2022', modulePreload: false, assetsInlineLimit: 0, reportCompressedSize: false },
})
