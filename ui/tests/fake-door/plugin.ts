import type { Plugin } from 'vite';
export function fakeDoor(): Plugin {
  return { name: 'songnuan-fake-door' };
}
