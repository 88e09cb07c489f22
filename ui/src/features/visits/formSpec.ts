// The longer texts of a visit, grouped as on the 入户调查表.
import type { Visit } from '@/generated/bindings';

/** Text fields of a visit. */
export type TextField =
  | 'clear_thought'
  | 'clear_performance'
  | 'clear_difficulty'
  | 'talk_policy'
  | 'talk_motivation'
  | 'talk_warmth'
  | 'into_file_family'
  | 'into_file_needs'
  | 'into_file_care'
  | 'family_changes'
  | 'income_changes'
  | 'housing_seen'
  | 'cause_verified'
  | 'problems'
  | 'solution'
  | 'note';

/** A group of texts under one heading. */
export interface TextGroup {
  title: string;
  fields: { field: TextField; label: string }[];
}

export const TEXT_GROUPS: TextGroup[] = [
  {
    title: '三清',
    fields: [
      { field: 'clear_thought', label: '清楚思想' },
      { field: 'clear_performance', label: '清楚表现' },
      { field: 'clear_difficulty', label: '清楚困难' },
    ],
  },
  {
    title: '三聊三送',
    fields: [
      { field: 'talk_policy', label: '聊思想 · 送政策' },
      { field: 'talk_motivation', label: '聊表现 · 送动力' },
      { field: 'talk_warmth', label: '聊困难 · 送温暖' },
    ],
  },
  {
    title: '三个进档案',
    fields: [
      { field: 'into_file_family', label: '家庭困难、社会关系' },
      { field: 'into_file_needs', label: '个人需求、家庭困难' },
      { field: 'into_file_care', label: '关心关爱、解决困难事项' },
    ],
  },
  {
    title: '家中情况',
    fields: [
      { field: 'family_changes', label: '家庭变化' },
      { field: 'income_changes', label: '收入变化' },
      { field: 'housing_seen', label: '住房及财产所见' },
      { field: 'cause_verified', label: '致困原因核实' },
    ],
  },
  {
    title: '反映与解决',
    fields: [
      { field: 'problems', label: '反映问题' },
      { field: 'solution', label: '解决意见' },
      { field: 'note', label: '备注' },
    ],
  },
];

/** A text of a visit for its field. */
export const textOf = (visit: Visit, field: TextField): string => visit[field] ?? '';
