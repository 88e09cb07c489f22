// Long lists: pages read as needed, ticks over rows that are not loaded, keys.
import { flushPromises, mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { selectionTicks, useSelection } from '@/components/ticks';
import { usePagedRows } from '@/queries/usePagedRows';
import VirtualTable from '@/components/VirtualTable.vue';

it('ticks everything without loading it, minus exceptions', () => {
  const ticked = useSelection(() => 120);
  ticked.toggle('a');
  expect(ticked.count.value).toBe(1);
  ticked.selectAll();
  expect(ticked.count.value).toBe(120);
  expect(ticked.everything.value).toBe(true);
  ticked.toggle('b');
  expect(ticked.count.value).toBe(119);
  expect(ticked.pick([{ id: 'a' }, { id: 'b' }])).toEqual([{ id: 'a' }]);
  ticked.clear();
  expect(ticked.count.value).toBe(0);
});

it('reads only the pages that come into view, each once', async () => {
  const asked: number[] = [];
  const list = usePagedRows((offset, limit) => {
    asked.push(offset);
    const rows = Array.from({ length: limit }, (_, at) => `row ${offset + at}`);
    return Promise.resolve({ rows, total: 20_000 });
  });
  await list.restart();
  list.need(0, 30);
  list.need(19_950, 19_999);
  list.need(19_960, 19_999);
  await flushPromises();
  expect(asked).toEqual([0, 19_900]);
  expect(list.row(19_999)).toBe('row 19999');
  expect(list.row(5_000)).toBeUndefined();
});

it('drops the answer to a question that was overtaken', async () => {
  const waiting: ((page: { rows: string[]; total: number }) => void)[] = [];
  const list = usePagedRows<string>(() => new Promise((resolve) => waiting.push(resolve)));
  const first = list.restart();
  const second = list.restart();
  waiting[1]?.({ rows: ['new'], total: 1 });
  waiting[0]?.({ rows: ['old'], total: 9 });
  await Promise.all([first, second]);
  expect(list.row(0)).toBe('new');
  expect(list.total.value).toBe(1);
});

it('draws few of 20,000 rows, moves, ticks and opens by keys', async () => {
  const ticked = useSelection(() => 20_000);
  const table = mount(VirtualTable<{ id: string; name: string }>, {
    props: {
      columns: [
        { id: 'tick', label: '', width: '1rem' },
        { id: 'name', label: '姓名', width: '1fr' },
      ],
      total: 20_000,
      row: (index: number) => ({ id: String(index), name: `第${index}人` }),
      label: '困难职工',
      ticks: selectionTicks(ticked),
      testid: 'file',
    },
    slots: { name: '<template #name="{ row }">{{ row.id }}</template>' },
  });
  expect(table.findAll('[data-testid="table-row"]').length).toBeLessThan(60);
  await table.trigger('keydown', { key: 'ArrowDown' });
  await table.trigger('keydown', { key: 'ArrowDown' });
  await table.trigger('keydown', { key: 'Enter' });
  await table.trigger('keydown', { key: ' ' });
  expect(table.emitted('open')).toEqual([[{ id: '2', name: '第2人' }]]);
  expect(ticked.count.value).toBe(1);
  expect(ticked.has('2')).toBe(true);
  await table.find('[data-testid="file-tick-all"]').trigger('change');
  expect(ticked.everything.value).toBe(true);
});
