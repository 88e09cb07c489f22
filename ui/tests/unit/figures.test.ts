// Figures: questions in the address, units that stay apart, charts of one unit, sums of records.
import { flushPromises, mount } from '@vue/test-utils';
import { createMemoryHistory, createRouter } from 'vue-router';
import { describe, expect, it } from 'vitest';
import type { Figure, FigureTable, FigureUnit, Stats, StatsRequest } from '@/generated/bindings';
import {
  cellKey,
  comparable,
  findFigure,
  momentOf,
  readAddress,
  writeAddress,
} from '@/features/figures/ask';
import { columnsOf, measuresOf, seriesOf, tick } from '@/features/figures/chart';
import { drawingOf } from '@/features/figures/option';
import RecordsDrawer from '@/features/figures/RecordsDrawer.vue';
import { lookNow } from '@/features/figures/theme';
import { showValue, splitText, sumOf } from '@/features/figures/units';
import { fakeDoor } from './fake';

const fig = (key: string, unit: FigureUnit, value: number, text = ''): Figure => ({
  key,
  label: key,
  unit,
  value,
  text: text || showValue(unit, value),
  wan: null,
});
const table: FigureTable = {
  key: 'by_category',
  title: '按类别',
  head: '类别',
  chart: 'pie',
  rows: [
    { label: '重困职工', figures: [fig('count', 'household', 4), fig('fen', 'fen', 800_000)] },
    { label: '因病/住院', figures: [fig('count', 'person', 11), fig('fen', 'fen', 1_500_000)] },
  ],
};
const stats: Stats = {
  title: '活动统计',
  as_of: '2026-11-22T06:00:00Z',
  figures: [fig('households', 'household', 6)],
  tables: [table],
  notes: [],
  totals: {},
};
const request: StatsRequest = {
  report: 'campaign',
  campaign_id: 'c1',
  fund_id: null,
  from: '2026-01-01',
  to: null,
  as_of: '2026-11-17T01:30:00Z',
};

describe('the address', () => {
  it('comes back as the question it was written from', () => {
    expect(readAddress(writeAddress(request))).toEqual(request);
  });

  it('leaves out what it does not understand', () => {
    expect(
      readAddress({ report: 'x', from: '昨天', as_of: 'never', fund: 'f1', campaign: ['a', 'b'] }),
    ).toEqual({
      report: 'campaign',
      campaign_id: null,
      fund_id: null,
      from: null,
      to: null,
      as_of: null,
    });
    expect(readAddress({ report: 'funds', campaign: 'c1', fund: 'f1' })).toMatchObject({
      report: 'funds',
      campaign_id: null,
      fund_id: 'f1',
    });
  });

  it('compares the same question at two moments, and nothing else', () => {
    expect(comparable(request, { ...request, as_of: null })).toBe(true);
    expect(comparable(request, { ...request, campaign_id: 'c2' })).toBe(false);
    expect(comparable(request, { ...request, to: '2026-12-31' })).toBe(false);
  });
});

describe('a past moment', () => {
  it.each([
    ['9:30', '09:30:59'],
    ['0930', '09:30:59'],
    ['17', '17:00:59'],
    ['17：05', '17:05:59'],
    ['', '23:59:59'],
  ])('reads %j', (typed, local) => {
    expect(momentOf('2026-11-17', typed)).toBe(new Date(`2026-11-17T${local}`).toISOString());
  });

  it.each(['25', '9:75', 'noon', '123456'])('refuses %j', (typed) => {
    expect(momentOf('2026-11-17', typed)).toBeNull();
  });

  it('needs a day', () => {
    expect(momentOf(null, '9:30')).toBeNull();
  });
});

describe('units', () => {
  it.each([
    ['household', 6, '6 户'],
    ['person_times', 668, '668 人次'],
    ['visit', 4786, '4,786 次'],
    ['matter', -2, '-2 件'],
    ['fen', 38_237_000, '382,370.00 元'],
  ] as const)('shows %s %d', (unit, value, text) => {
    expect(showValue(unit, value)).toBe(text);
  });

  it('takes the number apart from its unit, never cutting 人次 short', () => {
    expect(splitText(fig('a', 'person_times', 1668))).toEqual({ number: '1,668', unit: '人次' });
    expect(splitText(fig('a', 'fen', -5))).toEqual({ number: '-0.05', unit: '元' });
  });

  it('adds up what records count', () => {
    const row = { id: '', kind: '', title: '', subtitle: '', amount: null, route: '' };
    expect(
      sumOf([
        { ...row, counts: 2 },
        { ...row, counts: -1 },
      ]),
    ).toBe(1);
  });
});

it('finds a figure by its key, also when a label has a stroke in it', () => {
  expect(findFigure(stats, 'households')?.figure.value).toBe(6);
  const key = cellKey('by_category', '因病/住院', 'count');
  expect(findFigure(stats, key)?.figure).toMatchObject({ unit: 'person', value: 11 });
  expect(findFigure(stats, 'by_category/因病/count')).toBeUndefined();
});

describe('charts', () => {
  it('offers money first for a pie, and 户 and 人 apart', () => {
    expect(measuresOf(table).map((measure) => measure.id)).toEqual([
      'fen:fen',
      'household:count',
      'person:count',
    ]);
  });

  it('never puts two units on one axis', () => {
    const measures = measuresOf({ ...table, chart: 'bar' });
    for (const measure of measures) {
      const { labels, series } = seriesOf(table, measure);
      const drawn = series.flatMap((one) => one.values.filter((value) => value !== null)).length;
      const counted = table.rows.flatMap((row) =>
        row.figures.filter((figure) => figure.unit === measure.unit),
      ).length;
      expect(drawn).toBe(counted);
      expect(series.every((one) => one.values.length === labels.length)).toBe(true);
    }
    const households = measures.find((measure) => measure.unit === 'household');
    expect(households && seriesOf(table, households).labels).toEqual(['重困职工']);
  });

  it('has one column for a figure that some rows lack', () => {
    expect(columnsOf(table).map((column) => column.key)).toEqual(['count', 'fen']);
  });

  it.each([
    ['fen', 0, '0'],
    ['fen', 123_450, '1234.5'],
    ['fen', 158_270_000, '158.27万'],
    ['person', 35, '35'],
    ['person', 0.5, ''],
  ] as const)('writes a tick of %s %d as %j', (unit, value, text) => {
    expect(tick(unit, value)).toBe(text);
  });

  it('lays many or long labels on their side and makes room for them', () => {
    const rows = Array.from({ length: 20 }, (_, at) => ({
      label: `第${at}村`,
      figures: [fig('count', 'household', at)],
    }));
    const many: FigureTable = { ...table, chart: 'bar', rows };
    const [measure] = measuresOf(many);
    if (!measure) throw new Error('nothing to draw');
    const tall = drawingOf(many, measure, lookNow());
    const short = drawingOf({ ...many, rows: rows.slice(0, 3) }, measure, lookNow());
    expect(tall.height).toBeGreaterThan(short.height);
    expect(tall.option['yAxis']).toMatchObject({ type: 'category' });
    expect(short.option['xAxis']).toMatchObject({ type: 'category' });
  });
});

it('says what the records behind a figure add up to, and when they do not', async () => {
  const row = { id: 'r', kind: '', title: '姚宝根', subtitle: '', amount: null, route: '/files/1' };
  const answer = {
    label: '',
    text: '',
    rows: [
      { ...row, counts: 1 },
      { ...row, id: 's', counts: 1 },
    ],
  };
  fakeDoor({ figure_records: () => answer });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:any(.*)*', component: { template: '<div />' } }],
  });
  const show = async (value: number): Promise<string> => {
    const drawer = mount(RecordsDrawer, {
      props: {
        request,
        figureKey: 'households',
        figure: fig('households', 'household', value),
        title: '慰问困难家庭',
      },
      global: { plugins: [router] },
      attachTo: document.body,
    });
    await flushPromises();
    const text = document.body.textContent ?? '';
    drawer.unmount();
    return text;
  };
  expect(await show(2)).toContain('2 条记录，合计 2 户');
  expect(await show(2)).not.toContain('不一致');
  expect(await show(3)).toContain('不一致');
});
