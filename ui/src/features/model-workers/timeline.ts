// Everything that is known of a model worker in the order it happened, the newest first.
import type { ModelWorkerDetail } from '@/generated/bindings';
import { formatFen } from '@/text/money';

/** One thing that happened. */
export interface Moment {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` that it is sorted by; empty when no day is known. */
  on: string;
  /** The day itself was not recorded: `on` is that of what came before. */
  undated?: boolean;
  kind: string;
  text: string;
  /** A page that says more. */
  to?: string;
}

/** The moments of a model worker. Undated medal events stand right after the event before them. */
export function momentsOf(detail: ModelWorkerDetail): Moment[] {
  const moments: Moment[] = [];
  const put = (moment: Moment): void => void moments.push(moment);
  const add = (on: string | null | undefined, kind: string, text: string, to?: string): void =>
    put({ on: on ?? '', kind, text, ...(to ? { to } : {}) });
  const { worker } = detail.row;
  if (detail.person.birth) add(detail.person.birth, '出生', '');
  if (worker.work_start) add(worker.work_start, '参加工作', worker.employer_then ?? '');
  if (worker.retired_on) add(worker.retired_on, '退休', worker.employer_now ?? '');
  // What happened comes before what it did to the medals.
  for (const { incident, kind_label } of detail.incidents) {
    add(incident.on, kind_label, incident.narrative);
  }
  for (const view of detail.row.honors) {
    const { honor } = view;
    add(honor.awarded_on, '获得荣誉', [honor.title, honor.issuer].filter(Boolean).join('，'));
    let last = honor.awarded_on ?? '';
    for (const { event, label } of view.events) {
      const note = [event.on ? '' : '日期未记录', event.note ?? ''].filter(Boolean).join('，');
      const text = `“${honor.title}”奖章${label}${note ? `（${note}）` : ''}`;
      if (event.on) last = event.on;
      put({ on: last, undated: event.on === null, kind: `奖章${label}`, text });
    }
  }
  for (const view of detail.incidents) {
    const { incident } = view;
    for (const action of view.actions) add(action.on, '办理', `${action.by}：${action.action}`);
    if (incident.resolved_on) {
      add(incident.resolved_on, '办结', `${view.kind_label}：${incident.result ?? ''}`);
    }
  }
  for (const visit of detail.visits) {
    const who = visit.visitors.join('、');
    add(visit.on, '走访', [who, visit.summary].filter(Boolean).join('：'), `/visits/${visit.id}`);
  }
  for (const view of detail.benefits) {
    const { benefit } = view;
    const amount = benefit.amount > 0 ? `${formatFen(benefit.amount)} 元` : '';
    const to = view.batch_id ? `/batches/${view.batch_id}` : undefined;
    const words = [`${benefit.year} 年${view.kind_label}`, amount, view.state_label];
    add(benefit.declared_on, '待遇', words.filter(Boolean).join('，'), to);
  }
  // The first state is what the registry began with, no event.
  for (const change of detail.states.slice(1)) {
    add(
      change.on ?? change.recorded_at.slice(0, 10),
      '状态',
      `${change.label}（${change.who}登记）`,
    );
  }
  return moments
    .map((moment, at) => ({ moment, at }))
    .sort((a, b) => b.moment.on.localeCompare(a.moment.on) || b.at - a.at)
    .map(({ moment }) => moment);
}

/** Month and day, as far as they are known. */
export const dayOf = (moment: Moment): string => (moment.undated ? '' : moment.on.slice(5));

/** The year a moment stands under; `日期不详` without one. */
export const yearOf = (moment: Moment): string =>
  moment.on === '' ? '日期不详' : `${moment.on.slice(0, 4)} 年`;
