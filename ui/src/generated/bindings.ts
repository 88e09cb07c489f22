// Generated from the command list (crates/app/src/commands.rs). Do not edit.

export type AidRecord = { id: Id, 
/**
 * Hardship file id (the parent).
 */
file_id: Id, 
/**
 * 活动名称, e.g. `2016年元旦春节送温暖`.
 */
campaign: string, 
/**
 * 帮扶项目, e.g. `慰问金`.
 */
item: string, 
/**
 * Fen.
 */
amount: Fen, paid_on: string | null, 
/**
 * 发放方式
 */
method: string | null, 
/**
 * 发放结果: 银行成功 / 银行退回 / 已签领
 */
result: string | null, return_reason: string | null, proxy_receiver: string | null, };

export type AppError = { code: Code, 
/**
 * The whole Chinese sentence: what happened, what was kept, what to do next.
 */
message: string, 
/**
 * The parameters the sentence was made from, for callers that want their own wording.
 */
params: { [key in string]: string }, };

export type AppState = { stage: Stage, org_name: string | null, region: string | null, 
/**
 * User who is in, when open.
 */
user: string | null, 
/**
 * Users who have a password here, for the unlock page.
 */
users: Array<string>, 
/**
 * True for the fictional demo township; the window says so all the time.
 */
demo: boolean, version: string, data_dir: string, today: string, };

export type Attachment = { id: Id, 
/**
 * Visit or hardship file id (the parent).
 */
owner_id: Id, 
/**
 * Address of the bytes in the blob store.
 */
blob: string, file_name: string, 
/**
 * 附件类型, e.g. 现场照片, 身份证复印件, 病历.
 */
kind: string, 
/**
 * `image/jpeg` or `image/png`.
 */
media_type: string, 
/**
 * Pixels as shown (orientation applied).
 */
width: number, height: number, 
/**
 * Bytes stored.
 */
size: number, 
/**
 * When the camera says it was taken, `YYYY-MM-DD HH:MM:SS`.
 */
taken_at: string | null, 
/**
 * `lat,lon` only when the user said to keep the place.
 */
location: string | null, };

export type AttachmentAdd = { owner_id: Id, file_name: string, 
/**
 * 附件类型
 */
kind: string, 
/**
 * Standard base64.
 */
base64: string, 
/**
 * Keep the place the camera wrote down. Off unless the user says so.
 */
keep_location: boolean, };

export type AttachmentView = { attachment: Attachment, 
/**
 * Small JPEG as a data URL.
 */
thumbnail: string, 
/**
 * What was noticed: `gps_present`, `extension_differs_from_content`, `scaled`.
 */
findings: Array<string>, 
/**
 * The same in Chinese sentences.
 */
notes: Array<string>, };

export type ChangePassword = { old_password: string, new_password: string, };

export type ChangeView = { record_id: Id, kind: string, 
/**
 * What record, in Chinese, e.g. `困难职工档案 998101-2015-001`.
 */
record_label: string, field: string, field_label: string, 
/**
 * Masked where personal.
 */
before: string, after: string, };

export type ClauseView = { id: string, 
/**
 * The rule in words.
 */
text: string, 
/**
 * Where it comes from.
 */
article: string, 
/**
 * `None` = cannot be judged, something is missing.
 */
passed: boolean | null, 
/**
 * The calculation with numbers.
 */
numbers: string, 
/**
 * How far off, e.g. `差 86.00 元`.
 */
gap: string | null, };

export type Code = "wrong_password" | "password_too_short" | "already_exists" | "no_unit_yet" | "locked" | "database_too_new" | "database_damaged" | "database_busy" | "disk_full" | "not_found" | "invalid_input" | "invalid_field" | "step_not_allowed" | "undo_conflict" | "nothing_to_undo" | "not_a_workbook" | "workbook_encrypted" | "workbook_in_use" | "workbook_too_large" | "workbook_damaged" | "workbook_wrong_sheets" | "import_refused" | "cancelled" | "pack_invalid" | "pack_unknown" | "image_broken" | "image_not_an_image" | "image_too_large" | "font_missing" | "file_unreadable" | "file_unwritable" | "job_unknown" | "unknown_command" | "internal";

export type CodeCount = { code: string, label: string, 
/**
 * `reject` or `warning`.
 */
severity: string, count: number, };

export type CodeTableView = { name: string, codes: Array<CodeView>, };

export type CodeView = { id: string, label: string, 
/**
 * False for words of an older list: shown when stored, not offered for new entries.
 */
current: boolean, };

export type ColumnMapping = { sheet: string, column: string, field: string | null, };

export type ColumnView = { 
/**
 * Excel letter.
 */
column: string, header: string, 
/**
 * Field it was mapped to; `None` = not understood, map by hand.
 */
field: string | null, field_label: string | null, 
/**
 * First values, to help mapping (masked).
 */
examples: Array<string>, };

export type CreateDemo = { user: string, password: string, };

export type CreateUnit = { org_name: string, 
/**
 * Division code, 6 or 9 digits.
 */
region: string, user: string, password: string, };

export type Difficulty = { id: Id, 
/**
 * Visit id (the parent).
 */
visit_id: Id, file_id: Id | null, description: string, owner: string, due_on: string | null, state: DifficultyState, solved_on: string | null, 
/**
 * Cost of solving it, fen.
 */
cost: Fen | null, result: string | null, };

export type DifficultyQuery = { file_id: Id | null, state: DifficultyState | null, 
/**
 * Only those due by today and not solved.
 */
overdue: boolean, };

export type DifficultySave = { difficulty: Difficulty, };

export type DifficultyState = "open" | "escalated" | "solved" | "unsolvable";

export type DifficultyView = { difficulty: Difficulty, name: string, file_no: string | null, state_label: string, overdue: boolean, };

export type Draft = { form: string, key: string, 
/**
 * JSON text of the form.
 */
body: string, saved_at: string, };

export type DraftKey = { form: string, key: string, };

export type DraftList = { form: string | null, };

export type DraftSave = { form: string, key: string, body: string, };

export type EligibilityQuery = { 
/**
 * One file, or one person by paper number; neither = all files.
 */
file_id: Id | null, file_no: string | null, id_no: string | null, pack: string, on: string | null, 
/**
 * Dibao line to use instead of the pack's, fen per month.
 */
dibao_line: Fen | null, };

export type ExportFiles = { query: FileQuery, };

export type Fen = number;

export type FieldEdit = { 
/**
 * File, applicant or member's person.
 */
record_id: Id, field: string, value: unknown, };

export type FileBytes = { file_name: string, media_type: string, 
/**
 * Standard base64.
 */
base64: string, 
/**
 * Sentences the user should read, e.g. characters no font has.
 */
warnings: Array<string>, 
/**
 * Pages, for documents; 0 otherwise.
 */
pages: number, };

export type FileDetail = { 
/**
 * Card number masked.
 */
file: HardshipFile, status_label: string, applicant: PersonView, members: Array<MemberView>, incomes: Array<IncomeView>, rigids: Array<RigidView>, steps: Array<StepView>, next_steps: Array<NextStep>, aids: Array<AidRecord>, visits: Array<VisitRow>, attachments: Array<AttachmentView>, 
/**
 * Under the default pack; `None` with `verdict_problem` when it cannot be computed.
 */
verdict: FileVerdict | null, verdict_problem: string | null, 
/**
 * Mandatory fields missing, as the form's labels.
 */
missing_labels: Array<string>, 
/**
 * Sentences to read beside the data, e.g. `节假日表缺失`.
 */
warnings: Array<string>, 
/**
 * Set when this is a past state.
 */
as_of: string | null, };

export type FileEdit = { file_id: Id, edits: Array<FieldEdit>, why: string, };

export type FileGet = { id: Id | null, file_no: string | null, 
/**
 * UTC moment, RFC 3339; `None` = now.
 */
as_of: string | null, };

export type FileList = { rows: Array<FileRow>, 
/**
 * Files that match, 户.
 */
total: number, 
/**
 * Files per status over all files, 户.
 */
by_status: Array<StatusCount>, villages: Array<string>, };

export type FileOpen = { name: string, id_type: string, id_no: string, mobile: string | null, employer: string | null, home_address: string | null, 
/**
 * `YYYY-MM-DD` the application was handed in.
 */
applied_on: string, 
/**
 * True: temporary aid file (临时救助档案).
 */
temporary: boolean, };

export type FileQuery = { 
/**
 * Part of a name, pinyin, ID tail, employer, village, file number.
 */
text: string, status: FileStatus | null, 
/**
 * Code id of the stated category.
 */
category: string | null, village: string | null, 
/**
 * `untouched` (一年未改), `never_aided` (未帮扶过), `incomplete`, `publicity`.
 */
filter: string | null, 
/**
 * `file_no`, `name` (pinyin), `per_capita`, `updated_on`, `village`.
 */
sort: string | null, descending: boolean, offset: number, 
/**
 * 0 = everything.
 */
limit: number, };

export type FileRow = { id: Id, file_no: string, name: string, sex: string | null, 
/**
 * Completed years (周岁).
 */
age: number | null, id_no_masked: string, mobile_masked: string, status: FileStatus, status_label: string, category_label: string | null, 
/**
 * Category under the default pack.
 */
computed_label: string | null, 
/**
 * `"1,000.00"` yuan per head and month, `≈` in front when rounded.
 */
per_capita: string | null, cause_label: string | null, 
/**
 * Household size that counts.
 */
members_n: number, employer: string | null, village: string | null, updated_on: string | null, 
/**
 * Mandatory fields still missing.
 */
missing_n: number, };

export type FileStatus = "draft" | "submitted" | "first_reviewed" | "investigated" | "checking" | "checked_ok" | "appraised" | "publicity" | "objection_verifying" | "township_reviewed" | "active" | "exited" | "cancelled" | "temporary" | "rejected" | "withdrawn";

export type FileStep = { id: Id, 
/**
 * Hardship file id (the parent).
 */
file_id: Id, kind: StepKind, on: string, 
/**
 * Who acted, e.g. `基层工会主席 杨志强`.
 */
actor: string, decision: StepDecision, opinion: string, 
/**
 * Status after this step.
 */
status_after: FileStatus, 
/**
 * Last day of publicity, inclusive, for `public_notice`.
 */
notice_ends_on: string | null, };

export type FileVerdict = { file_id: Id, file_no: string, id_no: string, name: string, 
/**
 * Status word, e.g. 在档.
 */
status: string, members_n: number, annual_income_fen: Fen, rigid_fen: Fen, net_fen: Fen, 
/**
 * `num/den`, lowest terms, fen per head and month.
 */
per_capita_month_fen: string, event: boolean, 
/**
 * Dibao line or flat amount compared with; `None` when the pack has none for the day.
 */
line_fen: Fen | null, 
/**
 * Since when that line applies; `None` when it was given by hand.
 */
line_from: string | null, pack: string, pack_name: string, 
/**
 * Date the version in force began.
 */
version_from: string, 
/**
 * `deep`, `relative`, `accidental`, `none`; an old category's id; `eligible` where a rule
 * knows no categories; `undecided` while a fact is missing that could change the answer.
 */
category: string, category_label: string, 
/**
 * For `undecided`: the category, should everything missing turn out in favour.
 */
if_complete: string | null, clauses: Array<ClauseView>, 
/**
 * Facts that are missing, in Chinese.
 */
missing: Array<string>, warnings: Array<string>, };

export type FindingView = { code: string, severity: string, column: string | null, header: string | null, message: string, remedy: string, 
/**
 * The cell as written.
 */
value: string | null, };

export type HardshipFile = { id: Id, 
/**
 * 职工编号, e.g. `998101-2015-001`; kept through exit and relapse.
 */
file_no: string, applicant_id: Id, household_id: Id, 
/**
 * Union the file belongs to; `None` = the township union.
 */
org_id: Id | null, status: FileStatus, 
/**
 * 建档标准, code table `grade`.
 */
grade: string | null, 
/**
 * 困难类别 in the new words (code id of table `category`), as stated.
 */
category: string | null, 
/**
 * When the new category was set.
 */
category_on: string | null, 
/**
 * 困难类别 in the old words (低保户/低保边缘户/意外致困户 …), never overwritten.
 */
old_category: string | null, old_category_on: string | null, 
/**
 * Code table `work_state`.
 */
work_state: string | null, 
/**
 * Code table `model_worker_kind`.
 */
model_worker_kind: string | null, housing_kind: string | null, 
/**
 * 建筑面积 as written (square metres or a band).
 */
floor_area: string | null, 
/**
 * `YYYY-MM-DD` or, when only the month is known, `YYYY-MM`.
 */
work_start: string | null, 
/**
 * Code table `industry` (GB/T 4754 section).
 */
industry: string | null, employer: string | null, employer_nature: string | null, employer_state: string | null, contract_signed_on: string | null, contract_end: string | null, is_union_member: boolean | null, is_migrant_worker: boolean | null, single_parent: boolean | null, self_help: boolean | null, zero_employment: boolean | null, 
/**
 * Fen per month.
 */
own_monthly_income: Fen | null, 
/**
 * Fen per year, non-wage.
 */
family_other_annual_income: Fen | null, 
/**
 * Fen per year as stated on the form; the computed figure comes from the income lines.
 */
family_annual_income: Fen | null, 
/**
 * Household size as stated on the form.
 */
family_size: number | null, 
/**
 * Code table `cause`; exactly one.
 */
cause_primary: string | null, 
/**
 * At most three, code table `cause`.
 */
cause_secondary: Array<string>, cause_text: string | null, 
/**
 * Sudden event (突发事件) as written; its presence opens the accidental category.
 */
event: string | null, event_on: string | null, 
/**
 * Loss of the event in fen, after compensation.
 */
event_loss: Fen | null, 
/**
 * The event injured or killed a family member.
 */
event_casualty: boolean | null, 
/**
 * Hardship by accident confirmed or refused by hand, where a policy asks for it.
 */
accidental_confirmed: boolean | null, 
/**
 * The household receives dibao (是否享受低保).
 */
on_dibao: boolean | null, 
/**
 * On dibao and still in hardship.
 */
still_in_hardship: boolean | null, 
/**
 * Net investment and savings of the household in fen (家庭净投资和储蓄).
 */
savings: Fen | null, 
/**
 * Exclusions found (ids of the policy packs' exclusion list), e.g. `owns_vehicle`.
 */
exclusions: Array<string>, bank: string | null, bank_branch: string | null, card_no: string | null, card_holder: string | null, filed_by: string | null, reviewed_by: string | null, entered_by: string | null, 
/**
 * Last time the facts were confirmed (最近更新日期).
 */
updated_on: string | null, cancel_reason: string | null, cancelled_on: string | null, note: string | null, 
/**
 * Names of mandatory fields still missing; the file counts as incomplete until empty.
 */
missing: Array<string>, };

export type HistoryEntry = { op_id: Id, seq: number, 
/**
 * What was done, in Chinese.
 */
title: string, at: string, who: string, why: string, device: string, can_undo: boolean, undone: boolean, 
/**
 * Number of changed fields in all.
 */
changes_n: number, 
/**
 * At most 200 of them.
 */
changes: Array<ChangeView>, };

export type HistoryQuery = { 
/**
 * A file id includes its applicant, household, lines, steps and visits.
 */
record_id: Id | null, limit: number, 
/**
 * Only operations before this number (for paging).
 */
before: number | null, };

export type Home = { tasks: Array<HomeTask>, 
/**
 * Files on record by status, 户.
 */
files_active: number, files_draft: number, files_temporary: number, files_exited: number, files_cancelled: number, 
/**
 * Visits in the last 30 days, 次.
 */
visits_recent: number, 
/**
 * Open difficulties, 件.
 */
difficulties_open: number, drafts: Array<Draft>, };

export type HomeTask = { 
/**
 * `difficulty_due`, `publicity_ended`, `visit_planned`, `file_untouched`, `file_incomplete`, `never_aided`.
 */
kind: string, 
/**
 * The sentence, in Chinese, e.g. `3 户档案超过一年没有更新`.
 */
text: string, count: number, urgent: boolean, 
/**
 * Route in the window, e.g. `/files?filter=untouched`.
 */
route: string, };

export type Id = string;

export type ImportApply = { import: Id, decisions: Array<ImportDecision>, 
/**
 * Refuse the whole workbook when a row is rejected.
 */
strict: boolean, };

export type ImportDecision = { sheet: string | null, row: number | null, code: string | null, 
/**
 * False: leave these rows out. Rejected rows are always left out.
 */
take: boolean, };

export type ImportKind = "unions" | "hardship";

export type ImportMap = { import: Id, columns: Array<ColumnMapping>, };

export type ImportOutcome = { 
/**
 * `None` when nothing changed.
 */
op_id: Id | null, files_new: number, files_changed: number, people_new: number, orgs_new: number, orgs_changed: number, rows_taken: number, rows_left_out: number, 
/**
 * The sentence for the user.
 */
message: string, };

export type ImportPreview = { import: Id, file_name: string, kind: ImportKind, sheets: Array<SheetSummary>, 
/**
 * Findings over the workbook by code, most frequent first.
 */
codes: Array<CodeCount>, 
/**
 * The asked page.
 */
rows: Array<PreviewRow>, 
/**
 * Rows that match the query.
 */
total: number, 
/**
 * What importing would do, in 户 and 人.
 */
households: number, people: number, };

export type ImportRef = { import: Id, };

export type ImportStart = { kind: ImportKind, file_name: string, 
/**
 * The workbook, standard base64.
 */
base64: string, };

export type IncomeKind = "wage" | "operating" | "property" | "transfer" | "other";

export type IncomeSave = { file_id: Id, id: Id | null, earner: string, kind: IncomeKind, from_month: string, to_month: string, months: Array<Fen | null>, 
/**
 * Used when no month is given; otherwise the months' sum counts.
 */
year_amount: Fen | null, note: string | null, };

export type IncomeView = { id: Id, earner: string, kind: IncomeKind, kind_label: string, from_month: string, to_month: string, months: Array<Fen | null>, year_amount: Fen, note: string | null, };

export type JobRef = { job: Id, };

export type JobStarted = { job: Id, };

export type JobState = "running" | "done" | "failed" | "cancelled";

export type JobStatus = { state: JobState, 
/**
 * What is being done, in Chinese, e.g. `核对表格`.
 */
stage: string, 
/**
 * Items done and in all (rows, forms, records); `total` 0 = not known yet.
 */
done: number, total: number, 
/**
 * The sentence when failed.
 */
error: AppError | null, 
/**
 * The job's answer when done; its type is said at the command that starts the job.
 */
result: unknown, };

export type LineRemove = { file_id: Id, id: Id, why: string, };

export type MemberLeave = { file_id: Id, id: Id, left_on: string, };

export type MemberSave = { file_id: Id, id: Id | null, name: string, id_type: string, id_no: string, relation: string, identity: string | null, health: string | null, monthly_income: Fen | null, employer_or_school: string | null, living_together: boolean, joined_on: string | null, };

export type MemberView = { id: Id, person: PersonView, relation: string, relation_label: string, identity: string | null, monthly_income: Fen | null, employer_or_school: string | null, living_together: boolean, joined_on: string | null, left_on: string | null, };

export type NextStep = { kind: StepKind, label: string, };

export type Nothing = Record<symbol, never>;

export type PackProblemView = { place: string, message: string, };

export type PackRef = { id: string, };

export type PackRow = { section: string, label: string, value: string, article: string, };

export type PackSummary = { id: string, name: string, region: string, source: string, effective_from: string, effective_to: string | null, 
/**
 * Edited or copied in this unit.
 */
own: boolean, };

export type PackText = { toml: string, 
/**
 * Id of the pack this was copied or edited from.
 */
based_on: string | null, };

export type PackView = { summary: PackSummary, toml: string, 
/**
 * (label, value) pairs in Chinese: lines, operators, multipliers, gates, exclusions, articles.
 */
rows: Array<PackRow>, };

export type PaperForm = "hardship_file" | "visit_record" | "visit_card";

export type PersonView = { id: Id, name: string, name_pinyin: string | null, 
/**
 * Reading the dictionary proposes.
 */
pinyin_proposed: string, 
/**
 * Code table `sex`; like every coded field here an id, not a word.
 */
sex: string | null, birth: string | null, 
/**
 * 周岁 on today's date.
 */
age_completed: number | null, 
/**
 * 虚岁 on today's date.
 */
age_nominal: number | null, id_type: string, id_type_label: string, id_no_masked: string, mobile_masked: string, ethnicity: string | null, political_status: string | null, health: string | null, disability: string | null, marital: string | null, hukou_kind: string | null, hukou_division: string | null, medical_insurance: string | null, education: string | null, other_contact: string | null, home_address: string | null, village: string | null, postcode: string | null, died_on: string | null, note: string | null, 
/**
 * Other files or households this person is part of, as sentences.
 */
elsewhere: Array<string>, };

export type PreviewQuery = { import: Id, sheet: string | null, 
/**
 * `import_ok`, `import_with_warning`, `reject`; `None` = all.
 */
verdict: string | null, 
/**
 * Only rows with this finding code.
 */
code: string | null, offset: number, limit: number, };

export type PreviewRow = { sheet: string, row: number, verdict: string, 
/**
 * Who the row is about, e.g. a name.
 */
title: string, findings: Array<FindingView>, 
/**
 * Harmless repairs, in Chinese.
 */
notes: Array<string>, };

export type PrintRequest = { form: PaperForm, 
/**
 * File ids for `hardship_file` (and for pre-filled visit forms), visit ids for the visit forms.
 */
ids: Array<Id>, 
/**
 * All active files, or all visits.
 */
all: boolean, 
/**
 * Blank copies to print instead; 0 = none.
 */
blank: number, 
/**
 * Prints the photographs of a visit on a further sheet.
 */
with_photos: boolean, };

export type RecordRef = { id: Id, };

export type Reveal = { record_id: Id, 
/**
 * `id_no`, `mobile`, `card_no`.
 */
field: string, reason: string, };

export type Revealed = { value: string, };

export type RigidKind = "illness" | "disability" | "schooling" | "housing" | "other";

export type RigidSave = { file_id: Id, id: Id | null, spent_on: string, kind: RigidKind, period: string, amount: Fen, receipts: number | null, note: string | null, };

export type RigidView = { id: Id, spent_on: string, kind: RigidKind, kind_label: string, period: string, amount: Fen, receipts: number | null, note: string | null, };

export type SaveFile = { path: string, 
/**
 * Standard base64.
 */
base64: string, };

export type SearchHit = { id: Id, 
/**
 * `person`, `hardship_file`, `visit`, `union_org`.
 */
kind: string, title: string, 
/**
 * Masked second line.
 */
subtitle: string, 
/**
 * Route in the window.
 */
route: string, };

export type SearchRequest = { text: string, limit: number, };

export type Settings = { org_name: string, region: string, 
/**
 * Policy pack used for lists and new verdicts.
 */
default_pack: string, 
/**
 * `normal`, `large`, `larger`.
 */
text_size: string, 
/**
 * `light` or `high_contrast`.
 */
look: string, 
/**
 * Minutes without a key press until the program locks; 0 = never.
 */
auto_lock_minutes: number, };

export type SheetSummary = { name: string, recognised: boolean, rows: number, ok: number, warning: number, rejected: number, ignored: number, columns: Array<ColumnView>, hidden_columns: Array<string>, };

export type Stage = "first_start" | "locked" | "open";

export type StatusCount = { status: FileStatus, label: string, count: number, };

export type StepAdd = { file_id: Id, kind: StepKind, on: string, actor: string, decision: StepDecision, opinion: string, 
/**
 * Working days of publicity, for `public_notice`; at least 5.
 */
notice_days: number | null, };

export type StepDecision = "agree" | "disagree" | "return";

export type StepKind = "apply" | "withdraw" | "first_review" | "home_survey" | "income_check_sent" | "income_check_result" | "peer_appraisal" | "public_notice" | "objection" | "objection_result" | "review" | "approval" | "recheck" | "exit" | "cancel" | "relapse" | "temporary_aid" | "convert" | "carried_over";

export type StepView = { step: FileStep, kind_label: string, decision_label: string, status_label: string, };

export type Undo = { op_id: Id | null, };

export type Undone = { title: string, changes_n: number, };

export type UnionForm = "regional" | "industry" | "independent" | "covered" | "none";

export type UnionLevel = "township_union" | "federation" | "grassroots" | "no_union";

export type UnionList = { orgs: Array<UnionOrg>, totals: UnionTotals, };

export type UnionOrg = { id: Id, name: string, level: UnionLevel, form: UnionForm | null, 
/**
 * The one administrative parent.
 */
parent_id: Id | null, 
/**
 * Second relation: guidance by an industry federation; never counted twice.
 */
guidance_parent_id: Id | null, 
/**
 * 企业统一社会信用代码 (GB 32100).
 */
employer_uscc: string | null, 
/**
 * 工会统一社会信用代码 (81…).
 */
union_uscc: string | null, 
/**
 * Code table `industry`.
 */
industry: string | null, 
/**
 * 职工人数, persons.
 */
employees: number | null, 
/**
 * 工会会员数, persons.
 */
members: number | null, 
/**
 * 女职工, persons.
 */
female: number | null, 
/**
 * 农民工, persons.
 */
migrant: number | null, chair: string | null, established_on: string | null, term_end: string | null, };

export type UnionQuery = { text: string, parent_id: Id | null, };

export type UnionTotals = { township_unions: number, federations: number, enterprises: number, enterprises_with_union: number, employees: number, members: number, female: number, migrant: number, };

export type Unlock = { user: string, password: string, };

export type VerifyOutcome = { 
/**
 * Records, field changes, operations and attachments checked.
 */
records: number, changes: number, operations: number, attachments: number, 
/**
 * One Chinese sentence each; empty = all is well.
 */
problems: Array<string>, 
/**
 * Problems beyond the ones listed.
 */
more_problems: number, };

export type Visit = { id: Id, 
/**
 * Hardship file id (the parent) when the visit concerns a file.
 */
file_id: Id | null, 
/**
 * The person visited.
 */
person_id: Id | null, state: VisitState, planned_on: string | null, visited_on: string | null, place: string | null, method: VisitMethod, 
/**
 * 事由: 生病/困难/生育/丧事/节日/退休/劳模/新员工/例行
 */
reason: string | null, 
/**
 * Visitors' names; two are recommended, a home survey needs them.
 */
visitors: Array<string>, 
/**
 * Who was present at the home.
 */
present: Array<string>, 
/**
 * 三清: 清楚思想 / 清楚表现 / 清楚困难
 */
clear_thought: string | null, clear_performance: string | null, clear_difficulty: string | null, 
/**
 * 三聊三送: 聊思想送政策 / 聊表现送动力 / 聊困难送温暖
 */
talk_policy: string | null, talk_motivation: string | null, talk_warmth: string | null, 
/**
 * 三个进档案: (1) 家庭困难、社会关系 (2) 个人需求、家庭困难 (3) 关心关爱、解决困难事项
 */
into_file_family: string | null, into_file_needs: string | null, into_file_care: string | null, 
/**
 * 需求: living, medical, schooling, employment, legal, housing, psychology, other
 */
needs: Array<string>, needs_other: string | null, family_changes: string | null, income_changes: string | null, 
/**
 * 住房及财产所见
 */
housing_seen: string | null, 
/**
 * 致困原因核实
 */
cause_verified: string | null, 
/**
 * Condolence money given, fen; a plain fact.
 */
money_given: Fen | null, 
/**
 * Goods given, as written.
 */
goods_given: string | null, 
/**
 * Worth of the goods in fen.
 */
goods_value: Fen | null, 
/**
 * 调查建议: new_file, keep, change_category, exit, not_eligible
 */
suggestion: string | null, suggestion_reason: string | null, 
/**
 * 反映问题 / 解决意见 of the short card
 */
problems: string | null, solution: string | null, note: string | null, };

export type VisitDetail = { visit: Visit, name: string, file_no: string | null, attachments: Array<AttachmentView>, difficulties: Array<DifficultyView>, 
/**
 * Sentences the user should read (e.g. only one visitor at a home survey).
 */
warnings: Array<string>, };

export type VisitList = { rows: Array<VisitRow>, 
/**
 * Visits that match, 次.
 */
total: number, };

export type VisitMethod = "home" | "ward" | "workplace" | "phone";

export type VisitQuery = { file_id: Id | null, state: VisitState | null, text: string, from: string | null, to: string | null, offset: number, 
/**
 * 0 = everything.
 */
limit: number, };

export type VisitRow = { id: Id, file_id: Id | null, file_no: string | null, 
/**
 * Who was visited.
 */
name: string, state: VisitState, state_label: string, 
/**
 * Visited, or else planned.
 */
on: string | null, place: string | null, method_label: string, visitors: Array<string>, summary: string, photos_n: number, difficulties_open: number, };

export type VisitSave = { visit: Visit, 
/**
 * New difficulties found (empty ids) and changed ones.
 */
difficulties: Array<Difficulty>, 
/**
 * Draft to drop in the same operation.
 */
draft_key: string | null, };

export type VisitState = "planned" | "visited" | "not_home" | "refused" | "unreachable";

export type WhatIf = { 
/**
 * `None` when the pack has no line for the day.
 */
line_before: Fen | null, line_after: Fen, 
/**
 * Files looked at, 户.
 */
checked: number, changed: Array<WhatIfRow>, 
/**
 * Files that could not be computed, as sentences.
 */
problems: Array<string>, };

export type WhatIfQuery = { pack: string, on: string | null, 
/**
 * Fen per month.
 */
dibao_line: Fen, };

export type WhatIfRow = { file_id: Id, file_no: string, name: string, per_capita: string, before: string, before_label: string, after: string, after_label: string, };

export interface Commands {
  /** What the window should show first. */
  app_state: { req: Nothing; res: AppState };
  /** First start: a new unit with its first user. */
  create_unit: { req: CreateUnit; res: AppState };
  /** First start: the fictional demo township. */
  create_demo: { req: CreateDemo; res: AppState };
  /** Opens the data with a user's password. */
  unlock: { req: Unlock; res: AppState };
  /** Forgets the key. */
  lock: { req: Nothing; res: AppState };
  /** Changes the own password without re-encrypting. */
  change_password: { req: ChangePassword; res: Nothing };
  /** Settings of this unit. */
  settings_get: { req: Nothing; res: Settings };
  /** Saves settings. */
  settings_put: { req: Settings; res: Settings };
  /** First page: what must I do today? */
  home: { req: Nothing; res: Home };
  /** Saves a half-written form so that a crash loses nothing. */
  draft_save: { req: DraftSave; res: Nothing };
  /** Drafts of a form. */
  draft_list: { req: DraftList; res: Array<Draft> };
  /** Drops a draft. */
  draft_drop: { req: DraftKey; res: Nothing };
  /** One box over people, files, visits and unions. */
  search: { req: SearchRequest; res: Array<SearchHit> };
  /** Integrity of database, history and attachments (a job). */
  verify_start: { req: Nothing; res: JobStarted };
  /** Progress of a job; when finished, `result` holds its answer. */
  job_status: { req: JobRef; res: JobStatus };
  /** Asks a job to stop; it leaves nothing behind. */
  job_cancel: { req: JobRef; res: Nothing };
  /** Code tables for pick lists. */
  code_tables: { req: Nothing; res: Array<CodeTableView> };
  /** The hardship files, filtered and sorted; ID and phone masked. */
  file_list: { req: FileQuery; res: FileList };
  /** One file with everything around it, now or as of a past moment. */
  file_get: { req: FileGet; res: FileDetail };
  /** Opens a file for a worker. */
  file_open: { req: FileOpen; res: FileDetail };
  /** Changes fields of a file, its applicant or a member, in one operation. */
  file_edit: { req: FileEdit; res: FileDetail };
  /** Adds or changes a member of the household. */
  member_save: { req: MemberSave; res: FileDetail };
  /** Ends a membership on a date. */
  member_leave: { req: MemberLeave; res: FileDetail };
  /** Adds or changes an income line. */
  income_save: { req: IncomeSave; res: FileDetail };
  /** Adds or changes a line of rigid expenditure. */
  rigid_save: { req: RigidSave; res: FileDetail };
  /** Removes an income or expenditure line. */
  line_remove: { req: LineRemove; res: FileDetail };
  /** Adds a step (初审, 公示, 审批, 脱困 …). */
  file_step: { req: StepAdd; res: FileDetail };
  /** Shows a masked value in full and writes the access log. */
  reveal: { req: Reveal; res: Revealed };
  /** Field history of records. */
  history: { req: HistoryQuery; res: Array<HistoryEntry> };
  /** Undoes an operation, or the last one. */
  undo: { req: Undo; res: Undone };
  /** Union organisations with totals per level. */
  union_list: { req: UnionQuery; res: UnionList };
  /** The summary sheet of files as a workbook. */
  export_files: { req: ExportFiles; res: FileBytes };
  /** Reads a workbook and says what it doubts (a job); nothing is written. */
  import_start: { req: ImportStart; res: JobStarted };
  /** The dry run's findings, a page at a time. */
  import_preview: { req: PreviewQuery; res: ImportPreview };
  /** Gives unknown columns a meaning and runs the dry run again (a job). */
  import_map: { req: ImportMap; res: JobStarted };
  /** Imports the accepted rows in one undoable operation (a job). */
  import_apply: { req: ImportApply; res: JobStarted };
  /** The workbook with doubtful cells coloured and commented. */
  import_marked: { req: ImportRef; res: FileBytes };
  /** The policy packs. */
  pack_list: { req: Nothing; res: Array<PackSummary> };
  /** One pack as text and as a table. */
  pack_get: { req: PackRef; res: PackView };
  /** Says what is wrong with an edited pack. */
  pack_check: { req: PackText; res: Array<PackProblemView> };
  /** Saves an edited or copied pack. */
  pack_save: { req: PackText; res: PackView };
  /** Verdicts under a pack on a date. */
  eligibility: { req: EligibilityQuery; res: Array<FileVerdict> };
  /** Everybody whose verdict changes when the dibao line becomes N. */
  what_if: { req: WhatIfQuery; res: WhatIf };
  /** Visits, filtered. */
  visit_list: { req: VisitQuery; res: VisitList };
  /** One visit with its photographs and difficulties. */
  visit_get: { req: RecordRef; res: VisitDetail };
  /** Plans or records a visit; its difficulties are saved with it. */
  visit_save: { req: VisitSave; res: VisitDetail };
  /** Difficulties, open ones first. */
  difficulty_list: { req: DifficultyQuery; res: Array<DifficultyView> };
  /** Changes a difficulty (owner, due date, solved). */
  difficulty_save: { req: DifficultySave; res: DifficultyView };
  /** Adds a photograph or scan. */
  attachment_add: { req: AttachmentAdd; res: AttachmentView };
  /** Bytes of an attachment. */
  attachment_get: { req: RecordRef; res: FileBytes };
  /** Removes an attachment (undoable). */
  attachment_remove: { req: RecordRef; res: Nothing };
  /** Prints forms into one PDF (a job whose result is `FileBytes`). */
  print_start: { req: PrintRequest; res: JobStarted };
  /** Writes bytes that the window got from a save dialog's path. */
  save_file: { req: SaveFile; res: Nothing };
}
