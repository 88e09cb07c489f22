// Temporary hand version of the generated bindings.

export type Id = string;
export type Fen = number;

export type PackSummary = {
  id: string;
  name: string;
  region: string;
  source: string;
  effective_from: string;
  effective_to: string | null;
  own: boolean;
};

export type PackRef = {
  id: string;
};

export type PackView = {
  summary: PackSummary;
  toml: string;
  rows: Array<PackRow>;
};

export type PackRow = {
  section: string;
  label: string;
  value: string;
  article: string;
};

export type PackText = {
  toml: string;
  based_on: string | null;
};

export type PackProblemView = {
  place: string;
  message: string;
};

export type EligibilityQuery = {
  file_id: Id | null;
  file_no: string | null;
  id_no: string | null;
  pack: string;
  on: string | null;
  dibao_line: Fen | null;
};

export type FileVerdict = {
  file_id: Id;
  file_no: string;
  id_no: string;
  name: string;
  status: string;
  members_n: number;
  annual_income_fen: Fen;
  rigid_fen: Fen;
  net_fen: Fen;
  per_capita_month_fen: string;
  event: boolean;
  line_fen: Fen | null;
  line_from: string | null;
  pack: string;
  pack_name: string;
  version_from: string;
  category: string;
  category_label: string;
  if_complete: string | null;
  clauses: Array<ClauseView>;
  missing: Array<string>;
  warnings: Array<string>;
};

export type ClauseView = {
  id: string;
  text: string;
  article: string;
  passed: boolean | null;
  numbers: string;
  gap: string | null;
};

export type WhatIfQuery = {
  pack: string;
  on: string | null;
  dibao_line: Fen;
};

export type WhatIf = {
  line_before: Fen | null;
  line_after: Fen;
  checked: number;
  changed: Array<WhatIfRow>;
  problems: Array<string>;
};

export type WhatIfRow = {
  file_id: Id;
  file_no: string;
  name: string;
  per_capita: string;
  before: string;
  before_label: string;
  after: string;
  after_label: string;
};

export type FileQuery = {
  text: string;
  status: FileStatus | null;
  category: string | null;
  village: string | null;
  filter: string | null;
  sort: string | null;
  descending: boolean;
  offset: number;
  limit: number;
};

export type FileList = {
  rows: Array<FileRow>;
  total: number;
  by_status: Array<StatusCount>;
  villages: Array<string>;
};

export type StatusCount = {
  status: FileStatus;
  label: string;
  count: number;
};

export type FileRow = {
  id: Id;
  file_no: string;
  name: string;
  sex: string | null;
  age: number | null;
  id_no_masked: string;
  mobile_masked: string;
  status: FileStatus;
  status_label: string;
  category_label: string | null;
  computed_label: string | null;
  per_capita: string | null;
  cause_label: string | null;
  members_n: number;
  employer: string | null;
  village: string | null;
  updated_on: string | null;
  missing_n: number;
};

export type FileGet = {
  id: Id | null;
  file_no: string | null;
  as_of: string | null;
};

export type PersonView = {
  id: Id;
  name: string;
  name_pinyin: string | null;
  pinyin_proposed: string;
  sex: string | null;
  birth: string | null;
  age_completed: number | null;
  age_nominal: number | null;
  id_type: string;
  id_type_label: string;
  id_no_masked: string;
  mobile_masked: string;
  ethnicity: string | null;
  political_status: string | null;
  health: string | null;
  disability: string | null;
  marital: string | null;
  hukou_kind: string | null;
  hukou_division: string | null;
  medical_insurance: string | null;
  education: string | null;
  other_contact: string | null;
  home_address: string | null;
  village: string | null;
  postcode: string | null;
  died_on: string | null;
  note: string | null;
  elsewhere: Array<string>;
};

export type MemberView = {
  id: Id;
  person: PersonView;
  relation: string;
  relation_label: string;
  identity: string | null;
  monthly_income: Fen | null;
  employer_or_school: string | null;
  living_together: boolean;
  joined_on: string | null;
  left_on: string | null;
};

export type IncomeView = {
  id: Id;
  earner: string;
  kind: IncomeKind;
  kind_label: string;
  from_month: string;
  to_month: string;
  months: Array<Fen | null>;
  year_amount: Fen;
  note: string | null;
};

export type RigidView = {
  id: Id;
  spent_on: string;
  kind: RigidKind;
  kind_label: string;
  period: string;
  amount: Fen;
  receipts: number | null;
  note: string | null;
};

export type StepView = {
  step: FileStep;
  kind_label: string;
  decision_label: string;
  status_label: string;
};

export type NextStep = {
  kind: StepKind;
  label: string;
};

export type FileDetail = {
  file: HardshipFile;
  status_label: string;
  applicant: PersonView;
  members: Array<MemberView>;
  incomes: Array<IncomeView>;
  rigids: Array<RigidView>;
  steps: Array<StepView>;
  next_steps: Array<NextStep>;
  aids: Array<AidRecord>;
  visits: Array<VisitRow>;
  attachments: Array<AttachmentView>;
  verdict: FileVerdict | null;
  verdict_problem: string | null;
  missing_labels: Array<string>;
  warnings: Array<string>;
  as_of: string | null;
};

export type FileOpen = {
  name: string;
  id_type: string;
  id_no: string;
  mobile: string | null;
  employer: string | null;
  home_address: string | null;
  applied_on: string;
  temporary: boolean;
};

export type FieldEdit = {
  record_id: Id;
  field: string;
  value: unknown;
};

export type FileEdit = {
  file_id: Id;
  edits: Array<FieldEdit>;
  why: string;
};

export type MemberSave = {
  file_id: Id;
  id: Id | null;
  name: string;
  id_type: string;
  id_no: string;
  relation: string;
  identity: string | null;
  health: string | null;
  monthly_income: Fen | null;
  employer_or_school: string | null;
  living_together: boolean;
  joined_on: string | null;
};

export type MemberLeave = {
  file_id: Id;
  id: Id;
  left_on: string;
};

export type IncomeSave = {
  file_id: Id;
  id: Id | null;
  earner: string;
  kind: IncomeKind;
  from_month: string;
  to_month: string;
  months: Array<Fen | null>;
  year_amount: Fen | null;
  note: string | null;
};

export type RigidSave = {
  file_id: Id;
  id: Id | null;
  spent_on: string;
  kind: RigidKind;
  period: string;
  amount: Fen;
  receipts: number | null;
  note: string | null;
};

export type LineRemove = {
  file_id: Id;
  id: Id;
  why: string;
};

export type StepAdd = {
  file_id: Id;
  kind: StepKind;
  on: string;
  actor: string;
  decision: StepDecision;
  opinion: string;
  notice_days: number | null;
};

export type Reveal = {
  record_id: Id;
  field: string;
  reason: string;
};

export type Revealed = {
  value: string;
};

export type HistoryQuery = {
  record_id: Id | null;
  limit: number;
  before: number | null;
};

export type HistoryEntry = {
  op_id: Id;
  seq: number;
  title: string;
  at: string;
  who: string;
  why: string;
  device: string;
  can_undo: boolean;
  undone: boolean;
  changes_n: number;
  changes: Array<ChangeView>;
};

export type ChangeView = {
  record_id: Id;
  kind: string;
  record_label: string;
  field: string;
  field_label: string;
  before: string;
  after: string;
};

export type Undo = {
  op_id: Id | null;
};

export type Undone = {
  title: string;
  changes_n: number;
};

export type UnionQuery = {
  text: string;
  parent_id: Id | null;
};

export type UnionList = {
  orgs: Array<UnionOrg>;
  totals: UnionTotals;
};

export type UnionTotals = {
  township_unions: number;
  federations: number;
  enterprises: number;
  enterprises_with_union: number;
  employees: number;
  members: number;
  female: number;
  migrant: number;
};

export type ExportFiles = {
  query: FileQuery;
};

export type ImportKind = "unions" | "hardship";

export type ImportStart = {
  kind: ImportKind;
  file_name: string;
  base64: string;
};

export type ImportRef = {
  import: Id;
};

export type PreviewQuery = {
  import: Id;
  sheet: string | null;
  verdict: string | null;
  code: string | null;
  offset: number;
  limit: number;
};

export type ImportPreview = {
  import: Id;
  file_name: string;
  kind: ImportKind;
  sheets: Array<SheetSummary>;
  codes: Array<CodeCount>;
  rows: Array<PreviewRow>;
  total: number;
  households: number;
  people: number;
};

export type SheetSummary = {
  name: string;
  recognised: boolean;
  rows: number;
  ok: number;
  warning: number;
  rejected: number;
  ignored: number;
  columns: Array<ColumnView>;
  hidden_columns: Array<string>;
};

export type ColumnView = {
  column: string;
  header: string;
  field: string | null;
  field_label: string | null;
  examples: Array<string>;
};

export type CodeCount = {
  code: string;
  label: string;
  severity: string;
  count: number;
};

export type PreviewRow = {
  sheet: string;
  row: number;
  verdict: string;
  title: string;
  findings: Array<FindingView>;
  notes: Array<string>;
};

export type FindingView = {
  code: string;
  severity: string;
  column: string | null;
  header: string | null;
  message: string;
  remedy: string;
  value: string | null;
};

export type ImportMap = {
  import: Id;
  columns: Array<ColumnMapping>;
};

export type ColumnMapping = {
  sheet: string;
  column: string;
  field: string | null;
};

export type ImportDecision = {
  sheet: string | null;
  row: number | null;
  code: string | null;
  take: boolean;
};

export type ImportApply = {
  import: Id;
  decisions: Array<ImportDecision>;
  strict: boolean;
};

export type ImportOutcome = {
  op_id: Id | null;
  files_new: number;
  files_changed: number;
  people_new: number;
  orgs_new: number;
  orgs_changed: number;
  rows_taken: number;
  rows_left_out: number;
  message: string;
};

export type PaperForm = "hardship_file" | "visit_record" | "visit_card";

export type PrintRequest = {
  form: PaperForm;
  ids: Array<Id>;
  all: boolean;
  blank: number;
  with_photos: boolean;
};

export type SaveFile = {
  path: string;
  base64: string;
};

export type Stage = "first_start" | "locked" | "open";

export type AppState = {
  stage: Stage;
  org_name: string | null;
  region: string | null;
  user: string | null;
  users: Array<string>;
  demo: boolean;
  version: string;
  data_dir: string;
  today: string;
};

export type CreateUnit = {
  org_name: string;
  region: string;
  user: string;
  password: string;
};

export type CreateDemo = {
  user: string;
  password: string;
};

export type Unlock = {
  user: string;
  password: string;
};

export type ChangePassword = {
  old_password: string;
  new_password: string;
};

export type Settings = {
  org_name: string;
  region: string;
  default_pack: string;
  text_size: string;
  look: string;
  auto_lock_minutes: number;
};

export type Home = {
  tasks: Array<HomeTask>;
  files_active: number;
  files_draft: number;
  files_temporary: number;
  files_exited: number;
  files_cancelled: number;
  visits_recent: number;
  difficulties_open: number;
  drafts: Array<Draft>;
};

export type HomeTask = {
  kind: string;
  text: string;
  count: number;
  urgent: boolean;
  route: string;
};

export type Draft = {
  form: string;
  key: string;
  body: string;
  saved_at: string;
};

export type DraftSave = {
  form: string;
  key: string;
  body: string;
};

export type DraftList = {
  form: string | null;
};

export type DraftKey = {
  form: string;
  key: string;
};

export type SearchRequest = {
  text: string;
  limit: number;
};

export type SearchHit = {
  id: Id;
  kind: string;
  title: string;
  subtitle: string;
  route: string;
};

export type VerifyOutcome = {
  records: number;
  changes: number;
  operations: number;
  attachments: number;
  problems: Array<string>;
  more_problems: number;
};

export type Nothing = Record<string, never>;

export type RecordRef = {
  id: Id;
};

export type JobStarted = {
  job: Id;
};

export type JobRef = {
  job: Id;
};

export type JobState = "running" | "done" | "failed" | "cancelled";

export type JobStatus = {
  state: JobState;
  stage: string;
  done: number;
  total: number;
  error: AppError | null;
  result: unknown;
};

export type FileBytes = {
  file_name: string;
  media_type: string;
  base64: string;
  warnings: Array<string>;
  pages: number;
};

export type CodeTableView = {
  name: string;
  codes: Array<CodeView>;
};

export type CodeView = {
  id: string;
  label: string;
  current: boolean;
};

export type VisitQuery = {
  file_id: Id | null;
  state: VisitState | null;
  text: string;
  from: string | null;
  to: string | null;
  offset: number;
  limit: number;
};

export type VisitList = {
  rows: Array<VisitRow>;
  total: number;
};

export type VisitRow = {
  id: Id;
  file_id: Id | null;
  file_no: string | null;
  name: string;
  state: VisitState;
  state_label: string;
  on: string | null;
  place: string | null;
  method_label: string;
  visitors: Array<string>;
  summary: string;
  photos_n: number;
  difficulties_open: number;
};

export type VisitDetail = {
  visit: Visit;
  name: string;
  file_no: string | null;
  attachments: Array<AttachmentView>;
  difficulties: Array<DifficultyView>;
  warnings: Array<string>;
};

export type VisitSave = {
  visit: Visit;
  difficulties: Array<Difficulty>;
  draft_key: string | null;
};

export type DifficultyQuery = {
  file_id: Id | null;
  state: DifficultyState | null;
  overdue: boolean;
};

export type DifficultyView = {
  difficulty: Difficulty;
  name: string;
  file_no: string | null;
  state_label: string;
  overdue: boolean;
};

export type DifficultySave = {
  difficulty: Difficulty;
};

export type AttachmentAdd = {
  owner_id: Id;
  file_name: string;
  kind: string;
  base64: string;
  keep_location: boolean;
};

export type AttachmentView = {
  attachment: Attachment;
  thumbnail: string;
  findings: Array<string>;
  notes: Array<string>;
};

export type Code = "wrong_password" | "password_too_short" | "already_exists" | "no_unit_yet" | "locked" | "database_too_new" | "database_damaged" | "database_busy" | "disk_full" | "not_found" | "invalid_input" | "invalid_field" | "step_not_allowed" | "undo_conflict" | "nothing_to_undo" | "not_a_workbook" | "workbook_encrypted" | "workbook_in_use" | "workbook_too_large" | "workbook_damaged" | "workbook_wrong_sheets" | "import_refused" | "cancelled" | "pack_invalid" | "pack_unknown" | "image_broken" | "image_not_an_image" | "image_too_large" | "font_missing" | "file_unreadable" | "file_unwritable" | "job_unknown" | "unknown_command" | "internal";

export type AppError = {
  code: Code;
  message: string;
  params: Record<string, string>;
};

export type AidRecord = {
  id: Id;
  file_id: Id;
  campaign: string;
  item: string;
  amount: Fen;
  paid_on: string | null;
  method: string | null;
  result: string | null;
  return_reason: string | null;
  proxy_receiver: string | null;
};

export type Attachment = {
  id: Id;
  owner_id: Id;
  blob: string;
  file_name: string;
  kind: string;
  media_type: string;
  width: number;
  height: number;
  size: number;
  taken_at: string | null;
  location: string | null;
};

export type FileStatus = "draft" | "submitted" | "first_reviewed" | "investigated" | "checking" | "checked_ok" | "appraised" | "publicity" | "objection_verifying" | "township_reviewed" | "active" | "exited" | "cancelled" | "temporary" | "rejected" | "withdrawn";

export type HardshipCategory = "deep" | "relative" | "accidental" | "none";

export type HardshipFile = {
  id: Id;
  file_no: string;
  applicant_id: Id;
  household_id: Id;
  org_id: Id | null;
  status: FileStatus;
  grade: string | null;
  category: string | null;
  category_on: string | null;
  old_category: string | null;
  old_category_on: string | null;
  work_state: string | null;
  model_worker_kind: string | null;
  housing_kind: string | null;
  floor_area: string | null;
  work_start: string | null;
  industry: string | null;
  employer: string | null;
  employer_nature: string | null;
  employer_state: string | null;
  contract_signed_on: string | null;
  contract_end: string | null;
  is_union_member: boolean | null;
  is_migrant_worker: boolean | null;
  single_parent: boolean | null;
  self_help: boolean | null;
  zero_employment: boolean | null;
  own_monthly_income: Fen | null;
  family_other_annual_income: Fen | null;
  family_annual_income: Fen | null;
  family_size: number | null;
  cause_primary: string | null;
  cause_secondary: Array<string>;
  cause_text: string | null;
  event: string | null;
  event_on: string | null;
  event_loss: Fen | null;
  event_casualty: boolean | null;
  accidental_confirmed: boolean | null;
  on_dibao: boolean | null;
  still_in_hardship: boolean | null;
  savings: Fen | null;
  exclusions: Array<string>;
  bank: string | null;
  bank_branch: string | null;
  card_no: string | null;
  card_holder: string | null;
  filed_by: string | null;
  reviewed_by: string | null;
  entered_by: string | null;
  updated_on: string | null;
  cancel_reason: string | null;
  cancelled_on: string | null;
  note: string | null;
  missing: Array<string>;
};

export type StepKind = "apply" | "withdraw" | "first_review" | "home_survey" | "income_check_sent" | "income_check_result" | "peer_appraisal" | "public_notice" | "objection" | "objection_result" | "review" | "approval" | "recheck" | "exit" | "cancel" | "relapse" | "temporary_aid" | "convert" | "carried_over";

export type StepDecision = "agree" | "disagree" | "return";

export type FileStep = {
  id: Id;
  file_id: Id;
  kind: StepKind;
  on: string;
  actor: string;
  decision: StepDecision;
  opinion: string;
  status_after: FileStatus;
  notice_ends_on: string | null;
};

export type Household = {
  id: Id;
  head_id: Id;
};

export type HouseholdMember = {
  id: Id;
  household_id: Id;
  person_id: Id;
  relation: string;
  identity: string | null;
  monthly_income: Fen | null;
  employer_or_school: string | null;
  living_together: boolean;
  joined_on: string | null;
  left_on: string | null;
};

export type IncomeKind = "wage" | "operating" | "property" | "transfer" | "other";

export type IncomeLine = {
  id: Id;
  household_id: Id;
  earner: string;
  kind: IncomeKind;
  from_month: string;
  to_month: string;
  months: Array<Fen | null>;
  year_amount: Fen;
  note: string | null;
};

export type RigidKind = "illness" | "disability" | "schooling" | "housing" | "other";

export type RigidLine = {
  id: Id;
  household_id: Id;
  spent_on: string;
  kind: RigidKind;
  period: string;
  amount: Fen;
  receipts: number | null;
  note: string | null;
};

export type UnionLevel = "township_union" | "federation" | "grassroots" | "no_union";

export type UnionForm = "regional" | "industry" | "independent" | "covered" | "none";

export type UnionOrg = {
  id: Id;
  name: string;
  level: UnionLevel;
  form: UnionForm | null;
  parent_id: Id | null;
  guidance_parent_id: Id | null;
  employer_uscc: string | null;
  union_uscc: string | null;
  industry: string | null;
  employees: number | null;
  members: number | null;
  female: number | null;
  migrant: number | null;
  chair: string | null;
  established_on: string | null;
  term_end: string | null;
};

export type Person = {
  id: Id;
  name: string;
  name_pinyin: string | null;
  sex: Sex | null;
  ethnicity: string | null;
  birth: string | null;
  id_type: IdType;
  id_no: string;
  political_status: string | null;
  health: string | null;
  disability: string | null;
  marital: string | null;
  hukou_kind: string | null;
  hukou_division: string | null;
  medical_insurance: string | null;
  education: string | null;
  mobile: string | null;
  other_contact: string | null;
  home_address: string | null;
  village: string | null;
  postcode: string | null;
  died_on: string | null;
  note: string | null;
};

export type VisitState = "planned" | "visited" | "not_home" | "refused" | "unreachable";

export type VisitMethod = "home" | "ward" | "workplace" | "phone";

export type Visit = {
  id: Id;
  file_id: Id | null;
  person_id: Id | null;
  state: VisitState;
  planned_on: string | null;
  visited_on: string | null;
  place: string | null;
  method: VisitMethod;
  reason: string | null;
  visitors: Array<string>;
  present: Array<string>;
  clear_thought: string | null;
  clear_performance: string | null;
  clear_difficulty: string | null;
  talk_policy: string | null;
  talk_motivation: string | null;
  talk_warmth: string | null;
  into_file_family: string | null;
  into_file_needs: string | null;
  into_file_care: string | null;
  needs: Array<string>;
  needs_other: string | null;
  family_changes: string | null;
  income_changes: string | null;
  housing_seen: string | null;
  cause_verified: string | null;
  money_given: Fen | null;
  goods_given: string | null;
  goods_value: Fen | null;
  suggestion: string | null;
  suggestion_reason: string | null;
  problems: string | null;
  solution: string | null;
  note: string | null;
};

export type DifficultyState = "open" | "escalated" | "solved" | "unsolvable";

export type Difficulty = {
  id: Id;
  visit_id: Id;
  file_id: Id | null;
  description: string;
  owner: string;
  due_on: string | null;
  state: DifficultyState;
  solved_on: string | null;
  cost: Fen | null;
  result: string | null;
};

export type IdType = "resident_id" | "hk_macao_permit" | "taiwan_permit" | "hmt_residence_permit" | "passport" | "foreigner_permanent" | "officer" | "other";

export type Sex = 'male' | 'female';

export interface Commands {
  app_state: { req: Nothing; res: AppState };
  create_unit: { req: CreateUnit; res: AppState };
  create_demo: { req: CreateDemo; res: AppState };
  unlock: { req: Unlock; res: AppState };
  lock: { req: Nothing; res: AppState };
  change_password: { req: ChangePassword; res: Nothing };
  settings_get: { req: Nothing; res: Settings };
  settings_put: { req: Settings; res: Settings };
  home: { req: Nothing; res: Home };
  draft_save: { req: DraftSave; res: Nothing };
  draft_list: { req: DraftList; res: Array<Draft> };
  draft_drop: { req: DraftKey; res: Nothing };
  search: { req: SearchRequest; res: Array<SearchHit> };
  verify_start: { req: Nothing; res: JobStarted };
  job_status: { req: JobRef; res: JobStatus };
  job_cancel: { req: JobRef; res: Nothing };
  code_tables: { req: Nothing; res: Array<CodeTableView> };
  file_list: { req: FileQuery; res: FileList };
  file_get: { req: FileGet; res: FileDetail };
  file_open: { req: FileOpen; res: FileDetail };
  file_edit: { req: FileEdit; res: FileDetail };
  member_save: { req: MemberSave; res: FileDetail };
  member_leave: { req: MemberLeave; res: FileDetail };
  income_save: { req: IncomeSave; res: FileDetail };
  rigid_save: { req: RigidSave; res: FileDetail };
  line_remove: { req: LineRemove; res: FileDetail };
  file_step: { req: StepAdd; res: FileDetail };
  reveal: { req: Reveal; res: Revealed };
  history: { req: HistoryQuery; res: Array<HistoryEntry> };
  undo: { req: Undo; res: Undone };
  union_list: { req: UnionQuery; res: UnionList };
  export_files: { req: ExportFiles; res: FileBytes };
  import_start: { req: ImportStart; res: JobStarted };
  import_preview: { req: PreviewQuery; res: ImportPreview };
  import_map: { req: ImportMap; res: JobStarted };
  import_apply: { req: ImportApply; res: JobStarted };
  import_marked: { req: ImportRef; res: FileBytes };
  pack_list: { req: Nothing; res: Array<PackSummary> };
  pack_get: { req: PackRef; res: PackView };
  pack_check: { req: PackText; res: Array<PackProblemView> };
  pack_save: { req: PackText; res: PackView };
  eligibility: { req: EligibilityQuery; res: Array<FileVerdict> };
  what_if: { req: WhatIfQuery; res: WhatIf };
  visit_list: { req: VisitQuery; res: VisitList };
  visit_get: { req: RecordRef; res: VisitDetail };
  visit_save: { req: VisitSave; res: VisitDetail };
  difficulty_list: { req: DifficultyQuery; res: Array<DifficultyView> };
  difficulty_save: { req: DifficultySave; res: DifficultyView };
  attachment_add: { req: AttachmentAdd; res: AttachmentView };
  attachment_get: { req: RecordRef; res: FileBytes };
  attachment_remove: { req: RecordRef; res: Nothing };
  print_start: { req: PrintRequest; res: JobStarted };
  save_file: { req: SaveFile; res: Nothing };
}
