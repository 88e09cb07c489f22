// The one file that knows the doors to the program: the Tauri window and the loopback server.
//
// Everything else calls `call('name', request)` and gets a typed answer or an `AppFailure`.
import type {
  AuditFiles,
  BundleWritten,
  Commands,
  FileBytes,
  HubStickRead,
  ImportOutcome,
  ImportPreview,
  JobStatus,
  SyncReceipt,
  VerifyOutcome,
} from './generated/bindings';

/** A refusal of the program; `message` is the whole Chinese sentence. */
export class AppFailure extends Error {
  readonly code: string;
  readonly params: Record<string, string>;

  constructor(code: string, message: string, params: Record<string, string> = {}) {
    super(message);
    this.name = 'AppFailure';
    this.code = code;
    this.params = params;
  }
}

/** Sends a request by name and returns the answer; rejects with `AppFailure`. */
export type Door = (name: string, request: unknown) => Promise<unknown>;

/** How often a running job is asked for its progress, in milliseconds. */
const POLL_MS = 200;
const TOKEN_KEY = 'songnuan.token';
const WINDOWS = typeof navigator !== 'undefined' && /Windows/.test(navigator.userAgent);

declare global {
  interface Window {
    __TAURI_INTERNALS__?: unknown;
    /** Set by the real-window test, which cannot operate the system's save dialog. */
    songnuanChooseSavePath?: (fileName: string) => Promise<string | null>;
  }
}

/** True in the desktop window, false in a browser. */
export const inWindow = (): boolean =>
  typeof window !== 'undefined' && window.__TAURI_INTERNALS__ !== undefined;

function asFailure(error: unknown): AppFailure {
  if (error instanceof AppFailure) return error;
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
    const { code, message, params } = error as {
      code: unknown;
      message: unknown;
      params?: Record<string, string>;
    };
    return new AppFailure(String(code), String(message), params ?? {});
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new AppFailure('internal', `程序内部出错（${detail}）。已保存的内容不受影响，请重试。`);
}

/** The door of the desktop window. */
async function windowDoor(name: string, request: unknown): Promise<unknown> {
  const { invoke } = await import('@tauri-apps/api/core');
  return invoke('rpc', { name, request });
}

/**
 * Takes the one-time token out of the address (`#token=…`) so that it is neither bookmarked nor
 * mistaken for a route; later loads of the tab find it in the session's storage.
 */
export function takeToken(): string {
  // The router, created before this runs, has put a slash before the token.
  const match = /[#&]\/?token=([^&]+)/.exec(window.location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(TOKEN_KEY, decodeURIComponent(match[1]));
    history.replaceState(null, '', `${window.location.pathname}${window.location.search}#/`);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

// At once: the router, which is loaded later, would take the token for a page.
if (typeof window !== 'undefined') takeToken();

/** The door of the loopback server. */
async function browserDoor(name: string, request: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/rpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-songnuan-token': takeToken() },
      body: JSON.stringify(request),
    });
  } catch {
    throw new AppFailure(
      'no_answer',
      '送暖没有应答，可能已经退出。已保存的内容都在；请重新启动程序，再打开它给出的网址。',
    );
  }
  if (response.ok) return response.json();
  if (response.status === 401 || response.status === 403) {
    throw new AppFailure('no_token', '这个网页没有通行证或通行证已过期。请从程序重新打开网页。');
  }
  const body: unknown = await response.json().catch(() => null);
  throw asFailure(body ?? new Error(`HTTP ${response.status}`));
}

let door: Door | null = null;

/** Replaces the door; tests answer calls themselves. */
export function setDoor(replacement: Door | null): void {
  door = replacement;
}

/** Runs a command of the program. */
export async function call<K extends keyof Commands>(
  name: K,
  request: Commands[K]['req'],
): Promise<Commands[K]['res']> {
  const open = door ?? (inWindow() ? windowDoor : browserDoor);
  try {
    return (await open(name, request)) as Commands[K]['res'];
  } catch (error) {
    throw asFailure(error);
  }
}

/** What a job answers when it is done. */
interface JobResults {
  verify_start: VerifyOutcome;
  import_start: ImportPreview;
  import_map: ImportPreview;
  import_apply: ImportOutcome;
  print_start: FileBytes;
  audit_pack_start: AuditFiles;
  sync_start: SyncReceipt;
  bundle_write: BundleWritten;
  bundle_read: SyncReceipt;
  hub_stick: HubStickRead;
}

/** How a page follows a job. */
export interface JobOptions {
  onProgress?: (status: JobStatus) => void;
  /** Aborting asks the program to cancel; the promise then rejects with code `cancelled`. */
  signal?: AbortSignal;
  pollMs?: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a job and follows it to its end. */
export async function runJob<K extends keyof JobResults>(
  name: K,
  request: Commands[K]['req'],
  options: JobOptions = {},
): Promise<JobResults[K]> {
  const { job } = (await call(name, request)) as { job: string };
  let asked = false;
  for (;;) {
    if (options.signal?.aborted && !asked) {
      asked = true;
      await call('job_cancel', { job });
    }
    const status = await call('job_status', { job });
    options.onProgress?.(status);
    if (status.state === 'done') return status.result as JobResults[K];
    if (status.state === 'cancelled') {
      throw new AppFailure('cancelled', '已取消，什么都没有改动。');
    }
    if (status.state === 'failed') {
      throw asFailure(status.error ?? new Error(status.stage));
    }
    await pause(options.pollMs ?? POLL_MS);
  }
}

/** Standard base64 of a chosen file. */
export function fileToBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () =>
      reject(
        new AppFailure('file_unreadable', '这个文件读不出来，可能已被移走或正被占用。请重新选择。'),
      );
    reader.readAsDataURL(file);
  });
}

/** The bytes of standard base64. */
export function base64ToBytes(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

async function chooseSavePath(fileName: string): Promise<string | null> {
  if (window.songnuanChooseSavePath) return window.songnuanChooseSavePath(fileName);
  const { save } = await import('@tauri-apps/plugin-dialog');
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1);
  return save({ defaultPath: fileName, filters: [{ name: extension, extensions: [extension] }] });
}

/** Lets the user keep a file. Answers where it went, or `null` when the user thought better of it. */
export async function saveToDisk(file: FileBytes): Promise<string | null> {
  if (inWindow()) {
    const path = await chooseSavePath(file.file_name);
    if (path === null) return null;
    await call('save_file', { path, base64: file.base64 });
    return path;
  }
  const url = URL.createObjectURL(
    new Blob([base64ToBytes(file.base64)], { type: file.media_type }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = file.file_name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return `下载文件夹/${file.file_name}`;
}

/** Several files as one archive, their names below the folder's. */
async function zipped(folder: string, files: FileBytes[]): Promise<FileBytes> {
  const { zipSync } = await import('fflate');
  const entries = Object.fromEntries(
    files.map((file) => [`${folder}/${file.file_name}`, base64ToBytes(file.base64)]),
  );
  const bytes = zipSync(entries, { level: 0 });
  const base64 = await fileToBase64(new Blob([bytes]));
  const media_type = 'application/zip';
  return { file_name: `${folder}.zip`, media_type, base64, warnings: [], pages: 0 };
}

/**
 * Lets the user keep several files together: in the window one place is asked for and the others
 * go beside it; a browser, which asks before it loads down a second file, gets one archive.
 * Answers where they went, or `null` when the user thought better of it.
 */
export async function saveAllToDisk(folder: string, files: FileBytes[]): Promise<string | null> {
  const [first, ...others] = files;
  if (!first) return null;
  if (!inWindow()) return saveToDisk(await zipped(folder, files));
  const place = await saveToDisk(first);
  if (place === null) return null;
  const parent = place.slice(0, Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
  for (const file of others) {
    await call('save_file', { path: parent + file.file_name, base64: file.base64 });
  }
  return parent;
}

/** Address of a bundled font for characters the system has none for. */
export function fontUrl(file: string): string {
  if (!inWindow()) return `/fonts/${file}`;
  return WINDOWS ? `http://songnuan.localhost/fonts/${file}` : `songnuan://localhost/fonts/${file}`;
}

/** Opens the print dialog for what the page shows to a printer. */
export async function printPage(): Promise<void> {
  if (!inWindow()) {
    window.print();
    return;
  }
  const { invoke } = await import('@tauri-apps/api/core');
  try {
    await invoke('print_page');
  } catch (error) {
    throw new AppFailure('internal', String(error));
  }
}

/** Puts the page's name into the title bar of the window or tab. */
export async function setWindowTitle(title: string): Promise<void> {
  document.title = title;
  if (!inWindow()) return;
  try {
    const { getCurrentWindow } = await import('@tauri-apps/api/window');
    await getCurrentWindow().setTitle(title);
  } catch {
    // A title bar that keeps its old words harms nobody.
  }
}
