// pdf.js, loaded only when a preview is opened; the older build runs in the systems' old browsers.
import type { PDFDocumentProxy } from 'pdfjs-dist';

/** An opened document. */
export type Pdf = PDFDocumentProxy;

/** Points per inch: a PDF's own unit. */
const POINTS = 72;
/** Pixels per inch of the screen at 100 %. */
export const SCREEN_DPI = 96;

async function library(): Promise<typeof import('pdfjs-dist')> {
  const [pdfjs, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs') as Promise<typeof import('pdfjs-dist')>,
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker'),
  ]);
  pdfjs.GlobalWorkerOptions.workerPort ??= new worker.default();
  return pdfjs;
}

/** Opens a document from its bytes. */
export async function openPdf(data: Uint8Array<ArrayBuffer>): Promise<Pdf> {
  const pdfjs = await library();
  return pdfjs.getDocument({ data, isEvalSupported: false }).promise;
}

/** Draws a page on a canvas at so many dots per inch; answers its size in dots. */
export async function drawPage(
  pdf: Pdf,
  number: number,
  canvas: HTMLCanvasElement,
  dpi: number,
): Promise<void> {
  const page = await pdf.getPage(number);
  const viewport = page.getViewport({ scale: dpi / POINTS });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  await page.render({ canvas, viewport }).promise;
}

/** A page as an image for the printer, with its size on paper. */
export interface PaperSheet {
  url: string;
  /** Millimetres. */
  width: number;
  height: number;
}

const MM_PER_INCH = 25.4;

/** Renders a page for the printer. */
export async function renderToUrl(pdf: Pdf, number: number, dpi: number): Promise<PaperSheet> {
  const canvas = document.createElement('canvas');
  await drawPage(pdf, number, canvas, dpi);
  const width = Math.round((canvas.width / dpi) * MM_PER_INCH);
  const height = Math.round((canvas.height / dpi) * MM_PER_INCH);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  // Gives the memory back at once; hundreds of pages follow each other.
  canvas.width = 0;
  if (!blob) throw new Error('这一页画不出来，请改用“保存 PDF”。');
  return { url: URL.createObjectURL(blob), width, height };
}
