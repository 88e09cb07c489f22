// Before every test file: a closed door, so that a forgotten fake fails with a sentence.
import { beforeEach } from 'vitest';
import { setDoor } from '@/api';

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  setDoor((name) => Promise.reject(new Error(`no fake answers ${name}`)));
});
