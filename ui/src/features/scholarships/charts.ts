// Rounds and applications as the tables that the charts of 统计 draw.
import type {
  Figure,
  FigureTable,
  FigureUnit,
  RoundRow,
  ScholarshipTotals,
} from '@/generated/bindings';
import { formatCount, formatFen } from '@/text/money';

function figure(key: string, label: string, unit: FigureUnit, value: number): Figure {
  const text = unit === 'fen' ? `${formatFen(value)} 元` : `${formatCount(value)} 人`;
  return { key, label, unit, value, text, wan: null };
}

/** 按学历层次: who applied, who is aided, with how much. */
export function levelTable(totals: ScholarshipTotals): FigureTable {
  return {
    key: 'by_level',
    title: '按学历层次',
    head: '学历层次',
    chart: 'bar',
    rows: totals.by_level.map((level) => ({
      label: level.label,
      figures: [
        figure('applications', '申请', 'person', level.applications),
        figure('awarded', '资助', 'person', level.awarded),
        figure('amount', '资助金额', 'fen', level.amount),
      ],
    })),
  };
}

/** 建档与未建档. */
export function filingTable(totals: ScholarshipTotals): FigureTable {
  return {
    key: 'by_filing',
    title: '建档与未建档',
    head: '家长档案',
    chart: 'bar',
    rows: totals.by_filing.map((row) => ({
      label: row.label,
      figures: [
        figure('applications', '申请', 'person', row.applications),
        figure('awarded', '资助', 'person', row.awarded),
        figure('amount', '资助金额', 'fen', row.amount),
      ],
    })),
  };
}

/** 历年对比: several rounds of a year add up; oldest first. */
export function yearTable(rounds: readonly RoundRow[]): FigureTable {
  const years = new Map<number, { applications: number; awarded: number; amount: number }>();
  for (const { round, totals } of rounds) {
    const sum = years.get(round.year) ?? { applications: 0, awarded: 0, amount: 0 };
    sum.applications += totals.applications;
    sum.awarded += totals.awarded;
    sum.amount += totals.award_total;
    years.set(round.year, sum);
  }
  return {
    key: 'by_year',
    title: '历年对比',
    head: '年度',
    chart: 'bar',
    rows: [...years]
      .sort(([one], [other]) => one - other)
      .map(([year, sum]) => ({
        label: `${year}年`,
        figures: [
          figure('applications', '申请', 'person', sum.applications),
          figure('awarded', '资助', 'person', sum.awarded),
          figure('amount', '资助金额', 'fen', sum.amount),
        ],
      })),
  };
}
