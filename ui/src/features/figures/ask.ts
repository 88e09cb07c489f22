// The question a figures page asks, kept in its address, so that back, lock and links return to it.
import type { Figure, ReportKind, Stats, StatsRequest, SnapshotView } from '@/generated/bindings';
import { showMoment } from '@/text/dates';
import type { Choice } from '@/text/words';

/** The reports, in the words of the page. */
export const REPORTS: Choice<ReportKind>[] = [
  { id: 'campaign', label: '活动统计' },
  { id: 'visits', label: '走访统计' },
  { id: 'funds', label: '资金统计' },
  { id: 'scholarships', label: '助学统计' },
  { id: 'model_workers', label: '劳模统计' },
];

/** Parameters of an address, as the router gives them. */
export type AddressQuery = Record<string, string | (string | null)[] | null | undefined>;

const text = (query: AddressQuery, key: string): string | null => {
  const value = query[key];
  return typeof value === 'string' && value !== '' ? value : null;
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const day = (value: string | null): string | null => (value && DAY.test(value) ? value : null);

/** What the address asks for; anything it does not understand is left out. */
export function readAddress(query: AddressQuery): StatsRequest {
  const report = REPORTS.find((one) => one.id === text(query, 'report'))?.id ?? 'campaign';
  const asOf = text(query, 'as_of');
  return {
    report,
    campaign_id: report === 'campaign' || report === 'visits' ? text(query, 'campaign') : null,
    fund_id: report === 'funds' ? text(query, 'fund') : null,
    from: day(text(query, 'from')),
    to: day(text(query, 'to')),
    as_of: asOf !== null && !Number.isNaN(Date.parse(asOf)) ? asOf : null,
  };
}

/** The address of a question. */
export function writeAddress(request: StatsRequest): Record<string, string> {
  const parts: [string, string | null][] = [
    ['report', request.report],
    ['campaign', request.campaign_id],
    ['fund', request.fund_id],
    ['from', request.from],
    ['to', request.to],
    ['as_of', request.as_of],
  ];
  return Object.fromEntries(parts.filter((part): part is [string, string] => part[1] !== null));
}

/** A local day and a time typed as `9:30`, `0930` or `17` as a UTC moment; the end of the day
 * without a time; `null` when it is none. */
export function momentOf(date: string | null, time: string): string | null {
  if (date === null) return null;
  const typed = time.trim().replace('：', ':');
  const match = typed === '' ? ['', '23', '59'] : /^(\d{1,2})(?::?(\d{2}))?$/.exec(typed);
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  if (hour > 23 || minute > 59) return null;
  const pad = (n: number): string => n.toString().padStart(2, '0');
  return new Date(`${date}T${pad(hour)}:${pad(minute)}:59`).toISOString();
}

/** The question a kept report answered, as of its moment. */
export const questionOf = (kept: SnapshotView): StatsRequest => ({
  ...kept.request,
  as_of: kept.as_of,
});

/** Whether two questions differ in their moment alone, so that comparing them makes sense. */
export const comparable = (one: StatsRequest, other: StatsRequest): boolean =>
  one.report === other.report &&
  one.campaign_id === other.campaign_id &&
  one.fund_id === other.fund_id &&
  one.from === other.from &&
  one.to === other.to;

/** Key of a figure of a table, as the program wants it. */
export const cellKey = (table: string, row: string, figure: string): string =>
  `${table}/${row}/${figure}`;

/** A figure of a report by its key, with what it belongs to. */
export function findFigure(
  stats: Stats,
  key: string,
): { figure: Figure; title: string } | undefined {
  const head = stats.figures.find((figure) => figure.key === key);
  if (head) return { figure: head, title: head.label };
  for (const table of stats.tables) {
    for (const row of table.rows) {
      const figure = row.figures.find((one) => cellKey(table.key, row.label, one.key) === key);
      if (figure) return { figure, title: `${table.title} · ${row.label} · ${figure.label}` };
    }
  }
  return undefined;
}

/** The period in words, e.g. `2016-01-01 至 2016-12-31`. */
export function showPeriod(request: StatsRequest): string {
  if (request.from && request.to) return `${request.from} 至 ${request.to}`;
  if (request.from) return `${request.from} 起`;
  if (request.to) return `截至 ${request.to}`;
  return '不限期间';
}

/** A kept report in one line for a pick list. */
export const keptLabel = (kept: SnapshotView): string =>
  `${showMoment(kept.as_of)} ${kept.title}（${kept.by} 保存）`;
