// How the window's pages are built, served for development and tested.
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import Components from 'unplugin-vue-components/vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import { defineConfig } from 'vitest/config';
import { fakeDoor } from './tests/fake-door/plugin.ts';

export default defineConfig(({ mode }) => ({
  // Relative addresses work under tauri://, http://songnuan.localhost and the loopback server alike.
  base: './',
  plugins: [
    vue(),
    // Only the Element Plus controls that a page uses end up in its chunk.
    Components({
      dirs: [],
      dts: 'src/generated/components.d.ts',
      resolvers: [ElementPlusResolver({ importStyle: 'css' })],
    }),
    ...(mode === 'fake' ? [fakeDoor()] : []),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // Kylin and UOS ship Chromium of 2021 and later; webkit2gtk 2.40 is Safari 16.
    target: ['chrome100', 'safari15.4'],
    chunkSizeWarningLimit: 1200,
    sourcemap: false,
  },
  // The shell's dev window expects this port.
  server: { port: 5173, strictPort: true },
  worker: { format: 'es' },
  test: {
    environment: 'happy-dom',
    include: ['tests/unit/**/*.test.ts'],
    setupFiles: ['tests/unit/setup.ts'],
    server: { deps: { inline: ['element-plus'] } },
    css: false,
  },
}));
