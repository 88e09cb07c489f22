// Rare characters (CJK extensions): loads the big HanaMin fonts only when a page shows one.
//
// Together the two files cover every ideograph of GB 18030; 53 MB are not fetched for nothing.
import { fontUrl } from '@/api';

/** One font with the blocks it is asked for. */
interface RareFont {
  family: string;
  file: string;
  range: string;
  test: RegExp;
}

const FONTS: RareFont[] = [
  {
    family: 'HanaMinA',
    file: 'HanaMinA.ttf',
    // Extension A, and the end of the basic block that old system fonts lack.
    range: 'U+3400-4DBF, U+9FA6-9FFF',
    test: /[\u3400-\u4dbf\u9fa6-\u9fff]/u,
  },
  {
    family: 'HanaMinB',
    file: 'HanaMinB.ttf',
    // Extensions B to H.
    range: 'U+20000-323AF',
    test: /[\u{20000}-\u{323af}]/u,
  },
];

const asked = new Set<string>();

function ask(font: RareFont): void {
  asked.add(font.family);
  const face = new FontFace(font.family, `url("${fontUrl(font.file)}")`, {
    unicodeRange: font.range,
    display: 'swap',
  });
  face
    .load()
    .then((loaded) => document.fonts.add(loaded))
    .catch(() => {
      // The system's own fonts are tried next; the PDF reports characters that no font has.
    });
}

/** Asks for the fonts that a text needs and nobody has asked for yet. */
export function wantFontsFor(text: string): void {
  for (const font of FONTS) if (!asked.has(font.family) && font.test.test(text)) ask(font);
}

/** Watches the page for rare characters. */
export function showRareCharacters(): void {
  if (typeof FontFace === 'undefined') return;
  let due = false;
  const look = (): void => {
    due = false;
    const typed = document.activeElement;
    wantFontsFor(document.body.textContent ?? '');
    if (typed instanceof HTMLInputElement || typed instanceof HTMLTextAreaElement) {
      wantFontsFor(typed.value);
    }
  };
  const soon = (): void => {
    if (due || asked.size === FONTS.length) return;
    due = true;
    setTimeout(look, 300);
  };
  new MutationObserver(soon).observe(document.body, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  document.addEventListener('input', soon);
  soon();
}
