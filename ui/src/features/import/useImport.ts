// The import wizard's state: a workbook is read, its doubts are looked through, then it is taken.
import { computed, reactive, ref } from 'vue';
import { AppFailure, call, fileToBase64, runJob, saveToDisk } from '@/api';
import type {
  ColumnMapping,
  ImportDecision,
  ImportKind,
  ImportOutcome,
  ImportPreview,
  JobStatus,
  PreviewRow,
} from '@/generated/bindings';
import { told } from '@/queries/notices';
import { invalidateAll } from '@/queries/useQuery';

/** Where the wizard stands. */
export type Step = 'choose' | 'reading' | 'check' | 'taking' | 'done';

/** Rows per question. */
const PAGE = 60;

/** What a workbook is by its name; a survey of hardship when the name says nothing. */
export function guessKind(fileName: string): ImportKind {
  if (/摸底|建档/.test(fileName)) return 'hardship';
  if (/助学/.test(fileName)) return 'scholarships';
  if (/(劳模|劳动模范).*(名册|登记|台账|荣誉)/.test(fileName)) return 'model_workers';
  if (/走访(记录|台账|登记)|家访/.test(fileName)) return 'visits';
  if (/送温暖|送清凉|慰问|名单|花名册/.test(fileName)) return 'campaign';
  if (/走访/.test(fileName)) return 'visits';
  return /工会|建会|组织/.test(fileName) ? 'unions' : 'hardship';
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Everything the three steps of the wizard share. */
export function useImport() {
  const step = ref<Step>('choose');
  const status = ref<JobStatus | null>(null);
  const problem = ref('');
  const preview = ref<ImportPreview | null>(null);
  const outcome = ref<ImportOutcome | null>(null);
  const rows = ref<PreviewRow[]>([]);
  const total = ref(0);
  const filter = reactive({
    sheet: null as string | null,
    verdict: null as string | null,
    code: null as string | null,
  });
  /** Rows left out by hand, as `sheet\trow`, and finding codes whose rows are left out. */
  const leftRows = reactive(new Set<string>());
  const leftCodes = reactive(new Set<string>());
  let abort: AbortController | null = null;
  let asked = 0;

  const counts = computed(() => {
    const sheets = preview.value?.sheets ?? [];
    const sum = (pick: (sheet: (typeof sheets)[number]) => number): number =>
      sheets.reduce((all, sheet) => all + pick(sheet), 0);
    return {
      ok: sum((sheet) => sheet.ok),
      warning: sum((sheet) => sheet.warning),
      rejected: sum((sheet) => sheet.rejected),
      ignored: sum((sheet) => sheet.ignored),
    };
  });

  function take(answer: ImportPreview): void {
    preview.value = answer;
    rows.value = answer.rows;
    total.value = answer.total;
    Object.assign(filter, { sheet: null, verdict: null, code: null });
    step.value = 'check';
  }

  async function job<T>(
    running: Step,
    back: Step,
    run: (options: { onProgress: (now: JobStatus) => void; signal: AbortSignal }) => Promise<T>,
  ): Promise<T | null> {
    problem.value = '';
    status.value = null;
    step.value = running;
    abort = new AbortController();
    try {
      return await run({ onProgress: (now) => (status.value = now), signal: abort.signal });
    } catch (error) {
      step.value = back;
      if (error instanceof AppFailure && error.code === 'cancelled')
        told('已取消，什么都没有导入。');
      else problem.value = messageOf(error);
      return null;
    }
  }

  async function start(file: File, kind: ImportKind): Promise<void> {
    leftRows.clear();
    leftCodes.clear();
    outcome.value = null;
    const answer = await job('reading', 'choose', async (options) =>
      runJob(
        'import_start',
        { kind, file_name: file.name, base64: await fileToBase64(file) },
        options,
      ),
    );
    if (answer) take(answer);
  }

  async function remap(columns: ColumnMapping[]): Promise<void> {
    const current = preview.value;
    if (!current) return;
    const answer = await job('reading', 'check', (options) =>
      runJob('import_map', { import: current.import, columns }, options),
    );
    if (answer) take(answer);
  }

  /** Reads rows for the filter: afresh, or the next ones. */
  async function load(more = false): Promise<void> {
    const current = preview.value;
    if (!current) return;
    const mine = (asked += 1);
    try {
      const page = await call('import_preview', {
        import: current.import,
        ...filter,
        offset: more ? rows.value.length : 0,
        limit: PAGE,
      });
      if (mine !== asked) return;
      rows.value = more ? [...rows.value, ...page.rows] : page.rows;
      total.value = page.total;
    } catch (error) {
      problem.value = messageOf(error);
    }
  }

  function decisions(): ImportDecision[] {
    const byRow = [...leftRows].map((key) => {
      const [sheet = '', row = '0'] = key.split('\t');
      return { sheet, row: Number(row), code: null, take: false };
    });
    const byCode = [...leftCodes].map((code) => ({ sheet: null, row: null, code, take: false }));
    return [...byRow, ...byCode];
  }

  async function apply(): Promise<void> {
    const current = preview.value;
    if (!current) return;
    const answer = await job('taking', 'check', (options) =>
      runJob(
        'import_apply',
        { import: current.import, decisions: decisions(), strict: false },
        options,
      ),
    );
    if (!answer) return;
    outcome.value = answer;
    step.value = 'done';
    invalidateAll();
  }

  async function saveMarked(): Promise<void> {
    const current = preview.value;
    if (!current) return;
    try {
      const place = await saveToDisk(await call('import_marked', { import: current.import }));
      if (place) told(`标记好的表已保存：${place}`);
    } catch (error) {
      problem.value = messageOf(error);
    }
  }

  const rowKey = (row: PreviewRow): string => `${row.sheet}\t${row.row}`;
  const toggle = (set: Set<string>, key: string): void => {
    if (!set.delete(key)) set.add(key);
  };
  /** A row is taken unless it is refused, unticked, or has a finding whose rows are left out. */
  const taken = (row: PreviewRow): boolean =>
    row.verdict !== 'reject' &&
    !leftRows.has(rowKey(row)) &&
    !row.findings.some((finding) => leftCodes.has(finding.code));

  return {
    step,
    status,
    problem,
    preview,
    outcome,
    rows,
    total,
    filter,
    counts,
    leftCodes,
    leftRows,
    taken,
    start,
    remap,
    load,
    apply,
    saveMarked,
    cancel: () => abort?.abort(),
    toggleRow: (row: PreviewRow) => toggle(leftRows, rowKey(row)),
    toggleCode: (code: string) => toggle(leftCodes, code),
    again: () => {
      step.value = 'choose';
      preview.value = null;
      problem.value = '';
    },
  };
}

/** The wizard, as its parts receive it. */
export type ImportWizard = ReturnType<typeof useImport>;
