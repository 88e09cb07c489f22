// An application as it is being filled in, and what of it is sent.
import type {
  FileDetail,
  FileRow,
  MemberView,
  ScholarshipCase,
  ScholarshipDetail,
  ScholarshipRound,
  ScholarshipSave,
} from '@/generated/bindings';
import { cardDigits } from '../campaigns/card';

/** Fields of the form that a refusal may name. */
export const CASE_FIELDS = [
  'student.name',
  'student.id_no',
  'student.mobile',
  'student.base_data',
  'parent.name',
  'parent.id_no',
  'parent.base_data',
  'unfiled_reason',
  'school',
  'level',
  'tuition',
  'applied_on',
  'other_aid_amount',
  'card_no',
] as const;

/** What is typed beside the application itself. */
export interface CaseDraft {
  case: ScholarshipCase;
  /** The application rests on the parent's hardship file. */
  filed: boolean;
  studentName: string;
  studentIdNo: string;
  studentMobile: string;
  parentIdNo: string;
  /** Empty = as it was. */
  card: string;
  cardConfirmed: boolean;
}

const blankCase = (round: ScholarshipRound, today: string): ScholarshipCase => ({
  id: '',
  round_id: round.id,
  seq: 0,
  person_id: '',
  parent_person_id: null,
  parent_file_id: null,
  parent_name: '',
  parent_employer: null,
  parent_state: '在职',
  parent_is_member: true,
  stated_file_no: null,
  unfiled_reason: null,
  school: '',
  level: null,
  student_kind: 'ordinary',
  admission: 'new',
  major: null,
  admission_no: null,
  entry_year: round.year,
  length_years: null,
  tuition: null,
  applied_on: proposedDay(round, today),
  other_aid: null,
  other_aid_amount: null,
  counterpart: round.counterpart,
  sending_union: round.sending_union,
  receiving_union: round.receiving_union,
  documents: [],
  decision: 'pending',
  reasons: [],
  award: 0,
  card_holder: null,
  card_no: null,
  bank: null,
  continues: null,
  application_reason: null,
  source_key: null,
  note: null,
});

/** Today while the window is open; outside it the day is asked, so that nothing wrong is proposed. */
export const proposedDay = (round: ScholarshipRound, today: string): string | null =>
  today >= round.opens_on && today <= round.closes_on ? today : null;

/** A new application of a round. */
export const blankDraft = (round: ScholarshipRound, today: string): CaseDraft => ({
  case: blankCase(round, today),
  filed: true,
  studentName: '',
  studentIdNo: '',
  studentMobile: '',
  parentIdNo: '',
  card: '',
  cardConfirmed: false,
});

/** An application that is there, to be changed. */
export const draftOf = (detail: ScholarshipDetail): CaseDraft => ({
  case: JSON.parse(JSON.stringify(detail.row.case)) as ScholarshipCase,
  filed: detail.row.case.parent_file_id !== null || detail.row.case.stated_file_no !== null,
  studentName: detail.row.name,
  studentIdNo: '',
  studentMobile: '',
  parentIdNo: '',
  card: '',
  cardConfirmed: false,
});

/** Members of a family who may be the student: children first, never the applicant. */
export function studentsOf(file: FileDetail): MemberView[] {
  const others = file.members.filter(
    (member) => member.person.id !== file.applicant.id && member.left_on === null,
  );
  const child = (member: MemberView): number => (member.relation.includes('child') ? 0 : 1);
  return [...others].sort((one, other) => child(one) - child(other));
}

/** Takes over the parent's file. */
export function takeFile(draft: CaseDraft, row: FileRow, file: FileDetail): void {
  Object.assign(draft.case, {
    parent_file_id: row.id,
    parent_person_id: file.applicant.id,
    parent_name: file.applicant.name,
    stated_file_no: row.file_no,
    parent_employer: file.file.employer ?? draft.case.parent_employer,
    unfiled_reason: null,
  });
  draft.filed = true;
}

/** Takes the parent's file away: the application rests on none. */
export function leaveFile(draft: CaseDraft): void {
  draft.filed = false;
  Object.assign(draft.case, {
    parent_file_id: null,
    parent_person_id: null,
    stated_file_no: null,
  });
}

/** What the page itself can see is missing: the field and its sentence. */
export function missing(draft: CaseDraft): { field: string; sentence: string } | null {
  const { case: one } = draft;
  const say = (field: string, sentence: string): { field: string; sentence: string } => ({
    field,
    sentence,
  });
  if (draft.filed && one.parent_file_id === null && one.stated_file_no === null) {
    return say('parent.name', '请选择家长的档案；家长没有建档的，选“未建档”并写明原因。');
  }
  if (!draft.filed && one.parent_name.trim() === '') {
    return say('parent.name', '请填写家长姓名。');
  }
  if (!draft.filed && !one.unfiled_reason?.trim()) {
    return say('unfiled_reason', '请写明家长为什么没有建档。');
  }
  if (one.person_id === '' && draft.studentName.trim() === '') {
    return say('student.name', '请选择学生，或填写学生的姓名和身份证号。');
  }
  if (one.school.trim() === '') return say('school', '请填写录取（就读）院校。');
  if (one.level === null) return say('level', '请选择学历层次，资助标准按层次定。');
  return null;
}

/** What is sent. */
export function requestOf(draft: CaseDraft): ScholarshipSave {
  const digits = cardDigits(draft.card);
  return {
    case: {
      ...draft.case,
      parent_name: draft.case.parent_name.trim(),
      card_no: digits === '' ? null : digits,
      unfiled_reason: draft.filed ? null : draft.case.unfiled_reason,
    },
    student:
      draft.case.person_id === ''
        ? {
            name: draft.studentName.trim(),
            id_no: draft.studentIdNo.trim(),
            mobile: draft.studentMobile.trim() || null,
          }
        : null,
    parent_id_no: !draft.filed && draft.parentIdNo.trim() ? draft.parentIdNo.trim() : null,
    card_confirmed: draft.cardConfirmed,
  };
}
