// Generated from the command list (crates/app/src/commands.rs). Do not edit.

export type AccessQuery = { from: string | null, to: string | null, who: string | null, 
/**
 * 0 = 500.
 */
limit: number, };

export type AccessRow = { 
/**
 * UTC, RFC 3339.
 */
at: string, who: string, 
/**
 * Whose number, e.g. a masked name.
 */
subject: string, field_label: string, reason: string, };

export type Act = "see_cases" | "edit_cases" | "record_visits" | "reveal" | "import" | "export" | "see_campaigns" | "plan_campaigns" | "see_money" | "keep_funds" | "draft_batches" | "review_batches" | "approve_batches" | "pay_batches" | "edit_policy" | "see_access_log" | "keep_users" | "edit_settings" | "undo" | "sync" | "decide_conflicts" | "keep_devices";

export type Admission = "new" | "in_school" | "continuing";

export type AidKind = "condolence_money" | "condolence_goods" | "living_aid" | "medical_aid" | "school_aid" | "accidental_aid" | "temporary_aid" | "training_aid" | "living_subsidy" | "special_hardship_fund" | "festival_money" | "honor_allowance";

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

export type AmountRule = { 
/**
 * A category as in [`CampaignItem::category`]; empty = everybody else.
 */
category: string, amount: Fen, 
/**
 * Goods as written, e.g. `米、油各1份`.
 */
goods: string | null, };

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
 * Roles of that user, and what they may do: the interface hides the rest.
 */
roles: Array<Role>, acts: Array<Act>, 
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
 * 附件类型; 证件照 of a model worker stands on 劳动模范登记表
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

export type AuditFiles = { 
/**
 * Name of the folder.
 */
folder: string, files: Array<FileBytes>, };

export type AuditPack = { batch_id: Id, };

export type AwardDecision = "pending" | "award" | "refused";

export type BankExport = { batch_id: Id, 
/**
 * `xlsx` or `csv` (GB18030).
 */
format: string, 
/**
 * `None` = the kept format.
 */
layout: BankFormat | null, 
/**
 * Writes the event 已送银行; false = only a look.
 */
mark: boolean, };

export type BankFormat = { 
/**
 * Of `seq`, `holder`, `card`, `amount`, `bank`, `note`, in order.
 */
columns: Array<string>, header: boolean, };

export type BankReturn = { 
/**
 * `None`: the batch is found by the number in the file.
 */
batch_id: Id | null, file_name: string, 
/**
 * Standard base64; xlsx, or csv in GB18030 or UTF-8.
 */
base64: string, apply: boolean, };

export type BankReturnResult = { batch_id: Id | null, batch_no: string | null, rows: Array<BankReturnRow>, lines_n: number, paid_n: number, paid: Fen, bounced_n: number, bounced: Fen, 
/**
 * Rows that fit no line: unknown, doubled, another amount. Nothing is written while there are any.
 */
problems_n: number, applied: boolean, 
/**
 * The sentence for the user.
 */
message: string, };

export type BankReturnRow = { 
/**
 * 1-based row in the file.
 */
row: number, holder: string, card_masked: string, amount: Fen | null, ok: boolean, reason: string | null, line_id: Id | null, 
/**
 * The sentence when the row fits no line.
 */
problem: string | null, };

export type Batch = { id: Id, 
/**
 * 批次号, e.g. `2017-003`.
 */
no: string, campaign_id: Id | null, fund_id: Id, method: PayMethod, 
/**
 * 事由, printed on rosters and receipts.
 */
purpose: string, needs_notice: boolean, 
/**
 * The user who drafted it; may not review or approve it.
 */
maker: string, made_on: string, note: string | null, };

export type BatchDetail = { row: BatchRow, totals: ListTotals, 
/**
 * 人民币大写 of the net amount.
 */
amount_uppercase: string, steps: Array<BatchStepView>, lines: Array<LineRow>, notice: NoticeView | null, 
/**
 * Cash taken out, handed out, brought back; what is still out.
 */
cash: CashView | null, 
/**
 * Every next step, whether the one who asks may take it, and if not, why.
 */
next: Array<BatchNextStep>, 
/**
 * Sentences to be read after what was just done, e.g. who was left out of a draft.
 */
warnings: Array<string>, };

export type BatchDraft = { campaign_id: Id | null, 
/**
 * Items to pay; empty = every item of the campaign that is in no batch yet.
 */
item_ids: Array<Id>, 
/**
 * Payments outside a campaign's list.
 */
lines: Array<LineDraft>, fund_id: Id, method: PayMethod, purpose: string, needs_notice: boolean, 
/**
 * `None` = the next free number of the year.
 */
no: string | null, note: string | null, };

export type BatchNextStep = { kind: BatchStepKind, label: string, allowed: boolean, 
/**
 * The sentence why not, when not allowed.
 */
why_not: string | null, };

export type BatchQuery = { campaign_id: Id | null, fund_id: Id | null, state: BatchState | null, year: number | null, };

export type BatchRow = { batch: Batch, state: BatchState, state_label: string, method_label: string, campaign_name: string | null, fund_name: string, 
/**
 * Lines without reversals.
 */
lines_n: number, 
/**
 * Net of reversals.
 */
amount: Fen, paid: Fen, bounced_n: number, };

export type BatchState = "drafted" | "reviewed" | "approved" | "in_notice" | "released" | "paid" | "closed" | "cancelled";

export type BatchStep = { id: Id, 
/**
 * Batch id (the parent).
 */
batch_id: Id, kind: BatchStepKind, 
/**
 * User who did it.
 */
by: string, on: string, 
/**
 * Opinion, objection or how it was settled.
 */
opinion: string | null, 
/**
 * Where the notice hangs.
 */
place: string | null, 
/**
 * Last day of the public notice, for `notice_posted`.
 */
notice_ends_on: string | null, 
/**
 * The objection that an `objection_resolved` settles.
 */
objection_id: Id | null, 
/**
 * Cash taken out or brought back, fen.
 */
amount: Fen | null, };

export type BatchStepAdd = { batch_id: Id, kind: BatchStepKind, 
/**
 * `None` = today.
 */
on: string | null, opinion: string | null, place: string | null, objection_id: Id | null, amount: Fen | null, };

export type BatchStepKind = "drafted" | "reviewed" | "approved" | "notice_posted" | "objection_raised" | "objection_resolved" | "released" | "cash_taken" | "cash_returned" | "paid" | "closed" | "cancelled";

export type BatchStepView = { step: BatchStep, label: string, };

export type Benefit = { id: Id, 
/**
 * Model worker id (the parent).
 */
model_worker_id: Id, year: number, kind: BenefitKind, 
/**
 * Fen in the year.
 */
amount: Fen, 
/**
 * Fen per month, for the living subsidy.
 */
monthly: Fen | null, 
/**
 * Clause and numbers, in words.
 */
basis: string, reasons: Array<string>, declared_on: string | null, 
/**
 * The batch that pays it.
 */
batch_id: Id | null, note: string | null, };

export type BenefitBatch = { year: number, 
/**
 * Empty = every kind that is paid in money.
 */
kinds: Array<BenefitKind>, 
/**
 * Empty = everybody's.
 */
benefit_ids: Array<Id>, fund_id: Id, method: PayMethod, purpose: string | null, needs_notice: boolean, };

export type BenefitDeclare = { query: BenefitQuery, 
/**
 * For rules that name no amount, fen per year.
 */
amount: Fen | null, note: string | null, };

export type BenefitDeclared = { declared: Array<BenefitView>, total: Fen, left_out: Array<LeftOut>, };

export type BenefitKind = "living_subsidy" | "special_hardship_fund" | "festival_money" | "honor_allowance" | "medical_check" | "recuperation" | "hospital_visit";

export type BenefitOutcome = "given" | "not_given" | "by_hand" | "incomplete";

export type BenefitPreview = { year: number, on: string, pack_name: string, rows: Array<BenefitPreviewRow>, 
/**
 * Of the living subsidy, fen per month.
 */
monthly: Fen, 
/**
 * Of everything that is given, fen per year.
 */
yearly: Fen, };

export type BenefitPreviewRow = { worker_id: Id, seq: number, name: string, results: Array<BenefitResultView>, };

export type BenefitQuery = { year: number | null, 
/**
 * `None` = today.
 */
on: string | null, 
/**
 * `None` = the unit's.
 */
pack: string | null, 
/**
 * Empty = everybody.
 */
worker_ids: Array<Id>, 
/**
 * Empty = every kind of the pack.
 */
kinds: Array<BenefitKind>, 
/**
 * Holds for everybody asked about; meant for one.
 */
facts: HardshipFacts, };

export type BenefitRecord = { worker_ids: Array<Id>, year: number, kind: BenefitKind, 
/**
 * `None` = today.
 */
on: string | null, 
/**
 * Fen; zero for a medical check or a stay that the union paid elsewhere.
 */
amount: Fen, 
/**
 * On what ground, in words.
 */
basis: string, };

export type BenefitResult = { kind: BenefitKind, outcome: BenefitOutcome, 
/**
 * Fen per month; zero for benefits that are not monthly.
 */
monthly: Fen, 
/**
 * Fen per year.
 */
yearly: Fen, 
/**
 * Reason codes; see [`super::benefit_reason_label`] for the words.
 */
reasons: Array<string>, clauses: Array<Clause>, };

export type BenefitResultView = { result: BenefitResult, kind_label: string, outcome_label: string, reasons: Array<string>, 
/**
 * Declared for the year already.
 */
declared: boolean, };

export type BenefitView = { benefit: Benefit, name: string, kind_label: string, reasons: Array<string>, batch_id: Id | null, batch_no: string | null, paid: boolean, 
/**
 * 已申报, where its batch stands, or 已发放.
 */
state_label: string, };

export type BenefitWithdraw = { benefit_ids: Array<Id>, why: string, };

export type BenefitYear = { year: number, };

export type BundleRead = { path: string | null, 
/**
 * Standard base64, when no path is given.
 */
base64: string | null, };

export type BundleWrite = { 
/**
 * Where to; `None` = the bytes come back.
 */
path: string | null, 
/**
 * The hub was restored from an old backup: give back what this device knows.
 */
resend: boolean, };

export type BundleWritten = { 
/**
 * The bytes, when no path was given.
 */
file: FileBytes | null, path: string | null, changes: number, attachments: number, sentence: string, };

export type Campaign = { id: Id, 
/**
 * E.g. `2017年元旦春节送温暖`.
 */
name: string, year: number, season: Season, state: CampaignState, starts_on: string, ends_on: string | null, 
/**
 * What may be spent in all, fen.
 */
budget: Fen | null, fund_ids: Array<Id>, 
/**
 * Policy pack whose caps hold; `None` = the unit's default pack.
 */
pack: string | null, rules: Array<AmountRule>, 
/**
 * 依据, e.g. the document the campaign follows.
 */
basis: string | null, note: string | null, };

export type CampaignChecks = { duplicates: Array<DuplicateView>, 
/**
 * Deceased, moved, exited, no file, over a cap …, by item.
 */
flags: Array<ItemFlag>, compared: ListComparison | null, };

export type CampaignDetail = { row: CampaignRow, by_category: Array<CategoryTotal>, visitors: Array<VisitorProgress>, 
/**
 * Names to offer as visitors: users and those already assigned.
 */
visitor_names: Array<string>, 
/**
 * The pack whose caps hold.
 */
pack: string, };

export type CampaignItem = { id: Id, 
/**
 * Campaign id (the parent).
 */
campaign_id: Id, 
/**
 * Place on the list, from 1.
 */
seq: number, person_id: Id, file_id: Id | null, household_id: Id | null, unit: CountUnit, 
/**
 * 困难类别/慰问类别: a code of table `category`, or the word as written (重困职工 …).
 */
category: string, aid_kind: AidKind, 
/**
 * Fen; zero for goods only.
 */
amount: Fen, goods: string | null, 
/**
 * Worth of the goods, fen.
 */
goods_value: Fen | null, employer: string | null, 
/**
 * Payee as the bank spells it; `None` = the file's own card.
 */
card_holder: string | null, card_no: string | null, bank: string | null, basis: string | null, 
/**
 * Why somebody without an active file is helped (临时救助).
 */
temporary_reason: string | null, 
/**
 * 代领人及关系 as written.
 */
proxy: string | null, 
/**
 * Taken off the list, with the reason; the record stays.
 */
removed_reason: string | null, 
/**
 * Visitor (user name or other name) who goes there: 联系人到位.
 */
assignee: string | null, 
/**
 * 已走访 / 未遇 / 谢绝 / 联系不上; `planned` until then.
 */
outcome: VisitState, outcome_on: string | null, visit_id: Id | null, 
/**
 * 分析到位
 */
analysis: string | null, 
/**
 * 总结到位
 */
summary: string | null, note: string | null, };

export type CampaignQuery = { year: number | null, };

export type CampaignRow = { campaign: Campaign, season_label: string, state_label: string, totals: ListTotals, batches_n: number, };

export type CampaignSave = { campaign: Campaign, };

export type CampaignState = "planning" | "running" | "closed";

export type Candidate = { file_id: Id, file_no: string, person_id: Id, household_id: Id, name: string, id_masked: string, employer: string | null, village: string | null, category: string, category_label: string, 
/**
 * What the campaign's rules would give.
 */
amount: Fen, goods: string | null, 
/**
 * Amount on the list of the same season a year before.
 */
last_amount: Fen | null, 
/**
 * Paid to the household in the campaign's year so far.
 */
helped_this_year: Fen, in_list: boolean, flags: Array<Flag>, };

export type CandidateQuery = { campaign_id: Id | null, 
/**
 * Only active files (default of the wizard); otherwise files of any state.
 */
active_only: boolean, 
/**
 * Nothing paid to the household since 1 January of the campaign's year.
 */
not_helped_this_year: boolean, 
/**
 * Was on the list of the campaign of the same season a year before.
 */
on_last_list: boolean, 
/**
 * A visit in a ward, or an illness as cause.
 */
in_hospital: boolean, model_workers: boolean, 
/**
 * Codes of table `category`; empty = all.
 */
categories: Array<string>, 
/**
 * Codes of table `cause`; empty = all.
 */
causes: Array<string>, text: string, };

export type CashView = { taken: Fen, signed: Fen, returned: Fen, 
/**
 * `taken − signed − returned`; not zero = money is missing or still out.
 */
out: Fen, };

export type CategoryTotal = { category: string, label: string, households: number, persons: number, amount: Fen, };

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

export type Clause = { 
/**
 * `deep`, `relative`, `accidental.event`, `gate.in_service`, `exclusion.owns_vehicle` …
 */
id: string, 
/**
 * What the rule says.
 */
text: string, 
/**
 * Where it says so.
 */
article: string, 
/**
 * `None` = cannot be said, a fact is missing.
 */
passed: boolean | null, 
/**
 * The numbers put in, e.g. `(96,000.00 − 60,000.00) ÷ 12 ÷ 3 = 1,000.00 元/人·月；…`.
 */
numbers: string, 
/**
 * How far off, e.g. `超出 30.00 元` or `差 86.00 元`.
 */
gap: string | null, };

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

export type Code = "wrong_password" | "password_too_short" | "already_exists" | "no_unit_yet" | "locked" | "not_allowed" | "database_too_new" | "database_damaged" | "database_busy" | "disk_full" | "not_found" | "invalid_input" | "invalid_field" | "step_not_allowed" | "ledger_refused" | "batch_refused" | "undo_conflict" | "nothing_to_undo" | "not_a_workbook" | "workbook_encrypted" | "workbook_in_use" | "workbook_too_large" | "workbook_damaged" | "workbook_wrong_sheets" | "import_refused" | "cancelled" | "pack_invalid" | "pack_unknown" | "image_broken" | "image_not_an_image" | "image_too_large" | "font_missing" | "file_unreadable" | "file_unwritable" | "job_unknown" | "unknown_command" | "not_enrolled" | "bad_enrol_code" | "sync_running" | "hub_unreachable" | "hub_stranger" | "hub_refused" | "device_revoked" | "hub_behind" | "hub_forked" | "bundle_refused" | "sync_garbled" | "internal";

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

export type ComparedRow = { person_id: Id, file_id: Id | null, name: string, before: Fen | null, now: Fen | null, 
/**
 * Why somebody may be gone: 脱困, 注销, 去世 …
 */
remark: string, };

export type ConflictAnswer = { id: Id, choice: ConflictChoice, 
/**
 * With `joined` and `written`: the value as it is stored.
 */
value: unknown, 
/**
 * [`ConflictRow::standing`] as it was seen: that value may be replaced. Without it an answer
 * replaces only what stood when the edit was parked.
 */
over: string | null, };

export type ConflictChoice = "present" | "theirs" | "mine" | "joined" | "written";

export type ConflictDecide = { decisions: Array<ConflictAnswer>, note: string | null, };

export type ConflictDecided = { choice: ConflictChoice, label: string, who: string, at: string, note: string | null, };

export type ConflictDetail = { row: ConflictRow, 
/**
 * The values as stored, to begin a third one with; null where numbers are masked.
 */
mine_value: unknown, theirs_value: unknown, now_value: unknown, 
/**
 * What stands now and the parked text joined, where they can be.
 */
joined: string | null, 
/**
 * A third value is typed as text, chosen from this code table, or picked as a day or amount.
 */
input: ConflictInput, 
/**
 * Every decision, oldest first: several people may have decided.
 */
decisions: Array<ConflictDecided>, 
/**
 * What was done to the record around then, newest first.
 */
history: Array<HistoryEntry>, };

export type ConflictInput = { "kind": "none" } | { "kind": "text", max: number, } | { "kind": "code", table: string, } | { "kind": "codes", table: string, max: number, } | { "kind": "money" } | { "kind": "number" } | { "kind": "bool" } | { "kind": "day" };

export type ConflictKind = "field" | "edit_of_deleted" | "delete_of_edited";

export type ConflictList = { rows: Array<ConflictRow>, 
/**
 * Conflicts that match, on all pages.
 */
total: number, 
/**
 * Conflicts that wait for a decision, whatever the filter.
 */
undecided: number, };

export type ConflictOption = { choice: ConflictChoice, 
/**
 * e.g. `采用王芳写的`, `删除`.
 */
label: string, 
/**
 * What stands afterwards, in words.
 */
result: string, };

export type ConflictQuery = { 
/**
 * Those already decided instead of those that wait.
 */
decided: boolean, 
/**
 * Only those of one record.
 */
record_id: Id | null, 
/**
 * Part of the title, a field, or a name.
 */
text: string, offset: number, 
/**
 * 0 = everything.
 */
limit: number, };

export type ConflictRow = { id: Id, kind: ConflictKind, kind_label: string, record_id: Id, record_kind: string, 
/**
 * What record, e.g. `困难职工档案 998101-2015-001 张三`.
 */
title: string, 
/**
 * The file it belongs to, to open it.
 */
file_id: Id | null, field: string | null, 
/**
 * The word on the form; `整条记录` with a deletion.
 */
field_label: string, 
/**
 * What both started from.
 */
base: string, 
/**
 * The value that was kept beside.
 */
mine: string, mine_by: Writer, 
/**
 * The value that stood at the hub.
 */
theirs: string, theirs_by: Writer, 
/**
 * What stands here now; differs from `theirs` when somebody edited it since.
 */
now: string, 
/**
 * Somebody wrote or decided this field after the edit was parked: names what stands now. An
 * answer that puts another value in its place says it with `over`.
 */
standing: string | null, 
/**
 * The values say the same but for blanks and punctuation.
 */
alike: boolean, options: Array<ConflictOption>, 
/**
 * `None`: waits for a decision. The newest one when several decided.
 */
decision: ConflictDecided | null, };

export type ConflictsDecided = { decided: number, 
/**
 * Records that changed.
 */
changed: number, 
/**
 * Conflicts that still wait.
 */
undecided: number, op_id: Id, };

export type ContentsDigest = { 
/**
 * Number of records, colon, 64 hexadecimal digits.
 */
digest: string, records: number, };

export type ContinueOffer = { 
/**
 * The round that is continued; `None` = there is no earlier one.
 */
from: ScholarshipRound | null, offered: Array<Offered>, left_out: Array<LeftOut>, };

export type Continued = { list: ScholarshipList, continued: number, 
/**
 * Who was not, each with the reason.
 */
left_out: Array<LeftOut>, };

export type CountUnit = "household" | "person";

export type CountyExport = { 
/**
 * `roster` 实名制汇总表 of a campaign, `warmth_stats` 送温暖统计表.
 */
sheet: string, campaign_id: Id, };

export type CreateDemo = { user: string, password: string, };

export type CreateUnit = { org_name: string, 
/**
 * Division code, 6 or 9 digits.
 */
region: string, user: string, password: string, };

export type DeviceCode = { code: string, 
/**
 * The same as a picture.
 */
qr_svg: string, name: string, 
/**
 * UTC, RFC 3339.
 */
expires: string, };

export type DeviceEnrol = { 
/**
 * `SN1-…`, as typed or scanned.
 */
code: string, };

export type DeviceInvite = { name: string, 
/**
 * Users who work on it: whose cases it holds.
 */
users: Array<string>, roles: Array<Role>, everything: boolean, 
/**
 * `host:port` where it will look for the hub; empty = where this device does.
 */
addresses: Array<string>, };

export type DeviceRevoke = { id: Id, 
/**
 * It is told.
 */
reason: string, };

export type DeviceView = { id: Id, name: string, 
/**
 * Whose cases it holds.
 */
users: Array<string>, roles: Array<Role>, roles_label: string, 
/**
 * Gets every record.
 */
everything: boolean, 
/**
 * UTC, RFC 3339.
 */
enrolled_at: string, last_seen: string | null, 
/**
 * Living records it may hold.
 */
holds: number, revoked_at: string | null, revoked_reason: string | null, 
/**
 * The machine that asks.
 */
this: boolean, };

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

export type DuplicateView = { 
/**
 * `person`, `household`, `phone`, `card`.
 */
by: string, 
/**
 * The sentence that explains it.
 */
text: string, item_ids: Array<Id>, 
/**
 * The other campaign, when it is not this one.
 */
other_campaign: string | null, };

export type EligibilityQuery = { 
/**
 * One file, or one person by paper number; neither = all files.
 */
file_id: Id | null, file_no: string | null, id_no: string | null, pack: string, on: string | null, 
/**
 * Dibao line to use instead of the pack's, fen per month.
 */
dibao_line: Fen | null, };

export type EventPerson = { id: Id, name: string, };

export type ExportFiles = { query: FileQuery, };

export type ExportModelWorkers = { 
/**
 * 统计时点; `None` = today.
 */
on: string | null, };

export type ExportScholarships = { round_id: Id, };

export type FamilyView = { 
/**
 * Also those who left.
 */
members: Array<MemberView>, 
/**
 * Set when the family is kept in a hardship file: whose, in words.
 */
kept_in: string | null, file_id: Id | null, };

export type Fen = number;

export type FieldEdit = { 
/**
 * File, applicant or member's person.
 */
record_id: Id, field: string, value: unknown, };

export type Figure = { 
/**
 * Stable name, e.g. `households`, `persons_fen`, `team.visits`.
 */
key: string, label: string, unit: FigureUnit, value: number, 
/**
 * As shown, e.g. `52,000.00 元`, `35 人`.
 */
text: string, 
/**
 * For money: exact 万元, e.g. `38.237 万元`.
 */
wan: string | null, };

export type FigureDiff = { key: string, label: string, before: string, after: string, added: Array<FigureRecord>, removed: Array<FigureRecord>, 
/**
 * Counted both times, but otherwise.
 */
changed: Array<FigureRecord>, 
/**
 * One sentence per record: who did what and when.
 */
why: Array<string>, };

export type FigureRecord = { id: Id, kind: string, title: string, subtitle: string, amount: Fen | null, 
/**
 * What it adds to the figure.
 */
counts: number, 
/**
 * Route in the window.
 */
route: string, };

export type FigureRecords = { label: string, text: string, rows: Array<FigureRecord>, };

export type FigureRecordsQuery = { request: StatsRequest, 
/**
 * `key` of the figure; for a row of a table `table/label/key`.
 */
key: string, };

export type FigureRow = { label: string, figures: Array<Figure>, };

export type FigureTable = { 
/**
 * `by_category`, `by_month`, `by_federation`, `by_village`, `by_age`, `by_cause`,
 * `visits_by_visitor`, `by_fund`, `by_year`, `progress`.
 */
key: string, title: string, 
/**
 * Label of the first column.
 */
head: string, rows: Array<FigureRow>, 
/**
 * `bar`, `line`, `pie` or empty for a table only.
 */
chart: string, };

export type FigureUnit = "household" | "person" | "person_times" | "matter" | "visit" | "batch" | "fen";

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

export type FilingTotal = { filed: boolean, label: string, applications: number, awarded: number, amount: Fen, };

export type FindingChoice = "accepted" | "handled" | "restored";

export type FindingDecide = { key: string, choice: FindingChoice, reason: string, };

export type FindingDecidedView = { choice: FindingChoice, label: string, reason: string, who: string, at: string, };

export type FindingQuery = { rule: FindingRule | null, 
/**
 * Those already decided too.
 */
with_decided: boolean, };

export type FindingRecord = { id: Id, kind: string, label: string, 
/**
 * What tells it apart: file number, masked paper number, employer, village.
 */
about: string, 
/**
 * The page it is on; `None`: on none (any more).
 */
route: string | null, };

export type FindingRule = "over_cap" | "fund_overdrawn" | "duplicate_payment" | "two_approvals" | "same_person_twice" | "deleted_parent";

export type FindingView = { code: string, severity: string, column: string | null, header: string | null, message: string, remedy: string, 
/**
 * The cell as written.
 */
value: string | null, };

export type Flag = { 
/**
 * `deceased`, `moved`, `exited`, `no_file`, `already_listed`, `helped_twice`, `no_card`,
 * `card_luhn`, `holder_differs`, `amount_missing`, `over_cap` …
 */
code: string, 
/**
 * The sentence, in Chinese.
 */
text: string, 
/**
 * True: cannot be paid like this. False: to be looked at.
 */
blocking: boolean, };

export type FollowUp = { case_id: Id, 
/**
 * `followed_up`, `finished` or `dropped`.
 */
kind: ScholarshipStepKind, on: string | null, opinion: string, };

export type Fund = { id: Id, 
/**
 * E.g. `2017年送温暖资金`.
 */
name: string, level: FundLevel, year: number, 
/**
 * First and last day on which a batch may draw on it.
 */
from: string, to: string, 
/**
 * Closed funds take no further batch.
 */
closed: boolean, note: string | null, };

export type FundEntry = { id: Id, 
/**
 * Fund id (the parent).
 */
fund_id: Id, kind: FundEntryKind, 
/**
 * Fen; negative only for an adjustment.
 */
amount: Fen, on: string, 
/**
 * Document or voucher number.
 */
document: string | null, note: string | null, };

export type FundEntryAdd = { entry: FundEntry, };

export type FundEntryKind = "received" | "carried_over" | "adjustment";

export type FundLedger = { fund: FundView, 
/**
 * What was left before `from`.
 */
opening: Fen, rows: Array<FundLedgerRow>, income: Fen, outgo: Fen, closing: Fen, };

export type FundLedgerQuery = { fund_id: Id, from: string | null, to: string | null, };

export type FundLedgerRow = { on: string, 
/**
 * Batch or document number.
 */
no: string, summary: string, income: Fen, outgo: Fen, balance: Fen, batch_id: Id | null, };

export type FundLevel = "central_aid_fund" | "provincial_treasury" | "local_treasury" | "union_funds" | "donation" | "administrative_grant" | "other";

export type FundQuery = { year: number | null, 
/**
 * Only funds a batch may draw on today.
 */
usable: boolean, };

export type FundSave = { fund: Fund, opening: Fen | null, };

export type FundView = { fund: Fund, level_label: string, 
/**
 * Sum of its entries.
 */
received: Fen, 
/**
 * Sum of the lines (with reversals) of batches that are not cancelled.
 */
committed: Fen, 
/**
 * Of these, what has reached the recipients.
 */
paid: Fen, 
/**
 * `received − committed`: what a further batch may take.
 */
left: Fen, batches_n: number, };

export type GoodsAdd = { campaign_id: Id, entries: Array<GoodsEntry>, };

export type GoodsBook = { rows: Array<GoodsRow>, entries: Array<GoodsEntryView>, 
/**
 * Sentences: more given than handed out, counted other than computed.
 */
problems: Array<string>, };

export type GoodsEntry = { id: Id, 
/**
 * Campaign id (the parent).
 */
campaign_id: Id, 
/**
 * E.g. `大米10公斤`.
 */
goods: string, kind: GoodsEntryKind, 
/**
 * Pieces (份), never negative.
 */
quantity: number, 
/**
 * Fen per piece.
 */
unit_price: Fen | null, 
/**
 * The visitor who took or brought back; empty for the store itself.
 */
holder: string | null, 
/**
 * Recipient, for `given`.
 */
item_id: Id | null, on: string, note: string | null, };

export type GoodsEntryKind = "received" | "handed_out" | "given" | "returned" | "counted_back";

export type GoodsEntryView = { entry: GoodsEntry, kind_label: string, recipient: string | null, };

export type GoodsRow = { goods: string, holder: string, received: number, handed_out: number, given: number, returned: number, counted: number | null, 
/**
 * Pieces that should be there.
 */
left: number, };

export type HardshipFacts = { 
/**
 * Own out-of-pocket medical cost of the rule's period, fen.
 */
own_medical: Fen | null, jobless: boolean | null, relative_ill: boolean | null, };

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

export type Honor = { id: Id, 
/**
 * Model worker id, when the person is in the registry (the parent).
 */
model_worker_id: Id | null, person_id: Id | null, org_id: Id | null, 
/**
 * 荣誉称号, e.g. `全国劳动模范`, `酒城工匠`.
 */
title: string, level: HonorLevel, issuer: string | null, 
/**
 * `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 */
awarded_on: string | null, cert_no: string | null, 
/**
 * There is a medal; its life is in [`MedalEvent`].
 */
medal: boolean, seq: number, source_key: string | null, note: string | null, };

export type HonorHolder = "model_worker" | "person" | "unit";

export type HonorLevel = "national" | "provincial" | "city" | "county" | "township" | "other";

export type HonorLevelTotal = { level: HonorLevel, label: string, persons: number, };

export type HonorList = { rows: Array<HonorRow>, persons: number, units: number, 
/**
 * Years of award there are, the latest first.
 */
years: Array<number>, };

export type HonorQuery = { level: HonorLevel | null, year: number | null, 
/**
 * Only craftsmen, contest winners and units that are not in the registry.
 */
outside: boolean, 
/**
 * Holder, title, issuer, number.
 */
text: string, };

export type HonorRow = { view: HonorView, holder: string, holder_kind: HonorHolder, holder_label: string, };

export type HonorSave = { honor: Honor, 
/**
 * The holder by paper, when `honor` names nobody.
 */
person: NomineeDraft | null, };

export type HonorTitleTotal = { title: string, persons: number, };

export type HonorView = { honor: Honor, level_label: string, 
/**
 * `None`: no medal.
 */
medal: MedalEventKind | null, medal_label: string | null, events: Array<MedalEventView>, 
/**
 * What may be recorded next.
 */
next: Array<MedalNext>, };

export type HubHere = { on: boolean, running: boolean, 
/**
 * Where it listens.
 */
address: string | null, 
/**
 * `host:port` under which other machines should find this one, as far as it knows.
 */
found_at: string | null, sentence: string, };

export type HubStick = { 
/**
 * Standard base64.
 */
base64: string, };

export type HubStickRead = { 
/**
 * To be carried back and read there; only then the device counts anything as sent.
 */
file: FileBytes, sentence: string, };

export type HubSwitch = { on: boolean, 
/**
 * Where to listen, `address:port`; `None` = every address, port 7443.
 */
listen: string | null, 
/**
 * `host:port` under which other machines find this one, for their codes.
 */
addresses: Array<string>, };

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

export type ImportKind = "unions" | "hardship" | "campaign" | "visits" | "scholarships" | "model_workers";

export type ImportMap = { import: Id, columns: Array<ColumnMapping>, };

export type ImportOutcome = { 
/**
 * `None` when nothing changed.
 */
op_id: Id | null, files_new: number, files_changed: number, people_new: number, orgs_new: number, orgs_changed: number, 
/**
 * The campaign a list was imported into.
 */
campaign_id: Id | null, items_new: number, items_changed: number, visits_new: number, visits_changed: number, 
/**
 * The scholarship round a list was imported into.
 */
round_id: Id | null, cases_new: number, cases_changed: number, workers_new: number, workers_changed: number, honors_new: number, honors_changed: number, rows_taken: number, rows_left_out: number, 
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
households: number, people: number, 
/**
 * What the accepted rows of a list come to, each in its unit: `households`, `persons`,
 * `households_fen`, … of 送温暖名单; `team.visits`, `worker.visits`, `person_times`, … of 走访记录;
 * `applications`, `awarded`, … of 金秋助学申请; `model_workers`, `honors`, … of 劳模名册.
 */
figures: Array<Figure>, };

export type ImportRef = { import: Id, };

export type ImportStart = { kind: ImportKind, file_name: string, 
/**
 * The workbook, standard base64.
 */
base64: string, };

export type Incident = { id: Id, 
/**
 * Model worker id (the parent).
 */
model_worker_id: Id, kind: IncidentKind, on: string, narrative: string, owner: string | null, resolved_on: string | null, result: string | null, };

export type IncidentAction = { id: Id, 
/**
 * Incident id (the parent).
 */
incident_id: Id, on: string, by: string, action: string, };

export type IncidentActionAdd = { incident_id: Id, 
/**
 * `None` = today.
 */
on: string | null, 
/**
 * `None` = who records it.
 */
by: string | null, action: string, };

export type IncidentKind = "theft" | "fire" | "hospital" | "death" | "other";

export type IncidentMedals = { honor_ids: Array<Id>, kind: MedalEventKind, };

export type IncidentResolve = { incident_id: Id, 
/**
 * `None` = today.
 */
on: string | null, result: string, };

export type IncidentSave = { incident: Incident, 
/**
 * Medals that a new incident touched: recorded with it, or nothing is.
 */
medals: IncidentMedals | null, };

export type IncidentView = { incident: Incident, kind_label: string, open: boolean, actions: Array<IncidentAction>, 
/**
 * Titles of the honours whose medals it touched.
 */
medals: Array<string>, };

export type IncomeKind = "wage" | "operating" | "property" | "transfer" | "other";

export type IncomeSave = { file_id: Id, id: Id | null, earner: string, kind: IncomeKind, from_month: string, to_month: string, months: Array<Fen | null>, 
/**
 * Used when no month is given; otherwise the months' sum counts.
 */
year_amount: Fen | null, note: string | null, };

export type IncomeView = { id: Id, earner: string, kind: IncomeKind, kind_label: string, from_month: string, to_month: string, months: Array<Fen | null>, year_amount: Fen, note: string | null, };

export type ItemDraft = { 
/**
 * The file, or …
 */
file_id: Id | null, 
/**
 * … a person without one.
 */
person_id: Id | null, unit: CountUnit | null, category: string | null, aid_kind: AidKind | null, 
/**
 * `None` = by the campaign's rules.
 */
amount: Fen | null, goods: string | null, temporary_reason: string | null, note: string | null, };

export type ItemFlag = { item_id: Id, name: string, flag: Flag, };

export type ItemList = { rows: Array<ItemRow>, totals: ListTotals, 
/**
 * Items that match.
 */
total: number, };

export type ItemQuery = { campaign_id: Id | null, text: string, category: string | null, assignee: string | null, outcome: VisitState | null, 
/**
 * Only those not yet in a batch.
 */
unbatched: boolean, 
/**
 * Also those taken off the list.
 */
removed: boolean, offset: number, 
/**
 * 0 = everything.
 */
limit: number, };

export type ItemRow = { item: CampaignItem, name: string, id_masked: string, card_masked: string | null, file_no: string | null, category_label: string, aid_kind_label: string, outcome_label: string, 
/**
 * Batch it is in, with its number and what became of the line.
 */
batch_id: Id | null, batch_no: string | null, paid_label: string | null, flags: Array<Flag>, };

export type ItemsAdd = { campaign_id: Id, items: Array<ItemDraft>, };

export type ItemsAssign = { ids: Array<Id>, assignee: string, };

export type ItemsRemove = { ids: Array<Id>, reason: string, };

export type ItemsSave = { items: Array<CampaignItem>, 
/**
 * A card that fails Luhn was typed a second time, the same.
 */
card_confirmed: boolean, };

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

export type LeftOut = { name: string, reason: string, };

export type LevelTotal = { level: SchoolLevel | null, label: string, applications: number, awarded: number, amount: Fen, };

export type LineDraft = { file_id: Id | null, person_id: Id | null, aid_kind: AidKind, unit: CountUnit, amount: Fen, 
/**
 * Own out-of-pocket cost or loss, where a cap needs it.
 */
cost: Fen | null, temporary_reason: string | null, };

export type LineEvent = { id: Id, 
/**
 * Batch id (the parent), so that one read brings a batch with everything.
 */
batch_id: Id, line_id: Id, kind: LineEventKind, by: string, on: string, 
/**
 * Why the bank sent it back, why it was not collected, why the account changed.
 */
reason: string | null, 
/**
 * The account after `repaired`.
 */
card_holder: string | null, card_no: string | null, bank: string | null, 
/**
 * 代领人, relation and paper, for `signed` by proxy.
 */
proxy_name: string | null, proxy_relation: string | null, proxy_id_no: string | null, 
/**
 * The bank's reference or the name of the return file.
 */
reference: string | null, };

export type LineEventDraft = { line_id: Id | null, kind: LineEventKind | null, on: string | null, reason: string | null, card_holder: string | null, card_no: string | null, bank: string | null, proxy_name: string | null, proxy_relation: string | null, proxy_id_no: string | null, };

export type LineEventKind = "exported" | "paid" | "bounced" | "repaired" | "signed" | "not_collected";

export type LineEventView = { event: LineEvent, label: string, };

export type LineEventsAdd = { batch_id: Id, events: Array<LineEventDraft>, 
/**
 * A card that fails Luhn was typed a second time, the same.
 */
card_confirmed: boolean, };

export type LineRemove = { file_id: Id, id: Id, why: string, };

export type LineReverse = { line_id: Id, reason: string, };

export type LineRow = { line: PaymentLine, state: LineState, state_label: string, name: string, id_masked: string, card_masked: string | null, category_label: string, employer: string | null, events: Array<LineEventView>, flags: Array<Flag>, };

export type LineState = "waiting" | "exported" | "paid" | "bounced" | "not_collected" | "reversed" | "reversal" | "cancelled";

export type ListComparison = { last_campaign: string, 
/**
 * On this list, not on the last one.
 */
new: Array<ComparedRow>, 
/**
 * On the last list, not on this one.
 */
gone: Array<ComparedRow>, 
/**
 * On both, with another amount.
 */
changed: Array<ComparedRow>, 
/**
 * On both, the same.
 */
same_n: number, };

export type ListTotals = { items: number, 
/**
 * 户
 */
households: number, 
/**
 * 人
 */
persons: number, amount: Fen, goods_value: Fen, 
/**
 * What the ledger says has reached them.
 */
paid: Fen, 
/**
 * In a batch that is not cancelled, paid or not.
 */
in_batch: Fen, visited: number, not_home: number, refused: number, unreachable: number, unassigned: number, };

export type MedalEvent = { id: Id, 
/**
 * Honour id (the parent).
 */
honor_id: Id, kind: MedalEventKind, 
/**
 * `None`: the date was not recorded.
 */
on: string | null, incident_id: Id | null, note: string | null, };

export type MedalEventAdd = { honor_ids: Array<Id>, kind: MedalEventKind, 
/**
 * `None`: not recorded.
 */
on: string | null, incident_id: Id | null, note: string | null, };

export type MedalEventKind = "held" | "lost" | "stolen" | "recovered" | "reissued" | "withdrawn";

export type MedalEventView = { event: MedalEvent, label: string, };

export type MedalNext = { kind: MedalEventKind, label: string, };

export type MemberLeave = { file_id: Id, id: Id, left_on: string, };

export type MemberSave = { file_id: Id, id: Id | null, name: string, id_type: string, id_no: string, relation: string, identity: string | null, health: string | null, monthly_income: Fen | null, employer_or_school: string | null, living_together: boolean, joined_on: string | null, };

export type MemberView = { id: Id, person: PersonView, relation: string, relation_label: string, identity: string | null, monthly_income: Fen | null, employer_or_school: string | null, living_together: boolean, joined_on: string | null, left_on: string | null, };

export type ModelWorker = { id: Id, person_id: Id, 
/**
 * Place on the list, from 1.
 */
seq: number, 
/**
 * The highest level of the honours.
 */
level: HonorLevel, kind: WorkerKind, state: WorkerState, state_on: string | null, employer_then: string | null, employer_now: string | null, native_place: string | null, work_start: string | null, retired_on: string | null, 
/**
 * 月收入(工资/养老金), fen per month.
 */
monthly_income: Fen | null, fixed_income: boolean | null, disabled: boolean | null, under_investigation: boolean | null, 
/**
 * 住房, 生活状况 as written.
 */
housing: string | null, living_state: string | null, 
/**
 * 主要事迹
 */
deeds: string | null, 
/**
 * 联系帮扶人
 */
care_contact: string | null, 
/**
 * Where benefits are paid to, when it is not the account of the file.
 */
card_holder: string | null, card_no: string | null, bank: string | null, file_id: Id | null, source_key: string | null, note: string | null, };

export type ModelWorkerDetail = { row: ModelWorkerRow, person: PersonBrief, 
/**
 * What the base data knows of the person.
 */
profile: PersonView, family: FamilyView, file_no: string | null, 
/**
 * The states there were, the present one last.
 */
states: Array<StateChange>, incidents: Array<IncidentView>, benefits: Array<BenefitView>, visits: Array<VisitRow>, reminders: Array<ReminderView>, 
/**
 * What each rule gives today.
 */
preview: Array<BenefitResultView>, 
/**
 * Pictures of the model worker and of the medals; `attachment.owner_id` says whose. The one of
 * kind 证件照 stands on 劳动模范登记表.
 */
attachments: Array<AttachmentView>, };

export type ModelWorkerList = { rows: Array<ModelWorkerRow>, on: string, living: number, 
/**
 * Told over all levels, whatever level is asked for; likewise states and titles.
 */
by_level: Array<HonorLevelTotal>, by_state: Array<WorkerStateTotal>, by_title: Array<HonorTitleTotal>, 
/**
 * Who gets the living subsidy or has an open hardship file.
 */
in_difficulty: number, honors_n: number, medals_missing: number, incidents_open: number, 
/**
 * Living subsidy by the pack, fen per month and per year.
 */
monthly: Fen, yearly: Fen, reminders: Array<ReminderView>, };

export type ModelWorkerQuery = { level: HonorLevel | null, kind: WorkerKind | null, state: WorkerState | null, 
/**
 * `incident` open incidents, `medal` lost or stolen medals, `difficulty` whoever gets the
 * living subsidy or has an open hardship file.
 */
filter: string | null, 
/**
 * Title of an honour, in full.
 */
honor: string | null, 
/**
 * Name, employer, honour.
 */
text: string, 
/**
 * The day of ages and subsidies; `None` = today.
 */
on: string | null, 
/**
 * `None` = the unit's.
 */
pack: string | null, };

export type ModelWorkerRow = { 
/**
 * Card number masked.
 */
worker: ModelWorker, name: string, id_masked: string, sex: string | null, age: number | null, level_label: string, kind_label: string, state_label: string, honors: Array<HonorView>, incidents_open: number, 
/**
 * Gets the living subsidy or has an open hardship file.
 */
in_difficulty: boolean, 
/**
 * Living subsidy by the pack; zero where none is given.
 */
monthly: Fen, yearly: Fen, reason_codes: Array<string>, };

export type ModelWorkerSave = { 
/**
 * `card_no` `None` = as it was, an empty text = taken away.
 */
worker: ModelWorker, 
/**
 * The person by paper, when `worker.person_id` is empty.
 */
person: NomineeDraft | null, 
/**
 * A monthly income that looks like a yearly one was looked at again.
 */
income_confirmed: boolean, 
/**
 * A card number with a wrong check digit was compared with the card.
 */
card_confirmed: boolean, 
/**
 * `None` = the unit's pack, whose gate is asked.
 */
pack: string | null, };

export type NextStep = { kind: StepKind, label: string, };

export type NomineeDraft = { name: string, 
/**
 * Resident ID.
 */
id_no: string, mobile: string | null, };

export type Nothing = Record<symbol, never>;

export type NoticeView = { posted_on: string, 
/**
 * Last day, at least five working days after posting.
 */
ends_on: string, 
/**
 * Working days left, 0 = over.
 */
days_left: number, over: boolean, 
/**
 * Objections that are not settled.
 */
open_objections: Array<BatchStep>, 
/**
 * Set when a year has no holiday table.
 */
warning: string | null, };

export type Offered = { 
/**
 * Last year's application.
 */
case_id: Id, name: string, school: string, level_label: string, entry_year: number | null, length_years: number | null, 
/**
 * What last year's round gave, fen.
 */
award: Fen, };

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

export type PaperForm = "hardship_file" | "visit_record" | "visit_card" | "roster" | "roster_bank" | "roster_masked" | "aid_application" | "receipt" | "condolence_letter" | "public_notice" | "visit_ledger" | "fund_ledger" | "scholarship_application" | "scholarship_roster" | "scholarship_summary" | "scholarship_notice" | "model_worker_form" | "model_worker_funds" | "honor_ledger" | "model_worker_visits" | "sync_receipt";

export type PayMethod = "bank" | "cash";

export type PaymentLine = { id: Id, 
/**
 * Batch id (the parent).
 */
batch_id: Id, campaign_id: Id | null, fund_id: Id, 
/**
 * Place in the batch, from 1.
 */
seq: number, 
/**
 * The campaign item it pays.
 */
item_id: Id | null, person_id: Id, household_id: Id | null, file_id: Id | null, aid_kind: AidKind, unit: CountUnit, category: string, 
/**
 * Fen; negative for a reversal only.
 */
amount: Fen, 
/**
 * The day of drafting (or reversing): decides the year of caps and figures.
 */
on: string, card_holder: string | null, card_no: string | null, bank: string | null, goods: string | null, 
/**
 * Why it is paid without an active file.
 */
temporary_reason: string | null, 
/**
 * The line this one takes back.
 */
reverses: Id | null, 
/**
 * Why it was taken back.
 */
reason: string | null, by: string, };

export type PersonAdd = { name: string, id_type: string, id_no: string, mobile: string | null, home_address: string | null, };

export type PersonBrief = { id: Id, name: string, sex: string | null, birth: string | null, 
/**
 * Completed years.
 */
age: number | null, id_masked: string, mobile_masked: string | null, health: string | null, died_on: string | null, };

export type PersonEdit = { person_id: Id, edits: Array<FieldEdit>, why: string, };

export type PersonMerge = { 
/**
 * The record that goes on.
 */
kept_id: Id, 
/**
 * The one that leads to it from now on.
 */
other_id: Id, reason: string | null, };

export type PersonMerged = { kept_id: Id, files: number, visits: number, memberships: number, 
/**
 * Other records: list items, applications, honours.
 */
others: number, 
/**
 * Payments stay as they were entered and are read with the person.
 */
payments: number, sentence: string, };

export type PersonUnmerge = { 
/**
 * The record that was led to another.
 */
other_id: Id, reason: string, };

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
with_photos: boolean, 
/**
 * Period of the ledgers.
 */
from: string | null, to: string | null, 
/**
 * Year of 劳模三金申报表; `None` = this year.
 */
year: number | null, };

export type RecordRef = { id: Id, };

export type RefusedView = { op_id: Id, 
/**
 * What was done, in Chinese.
 */
title: string, at: string, who: string, 
/**
 * Why, and what to do.
 */
reason: string, };

export type RelativeLeave = { person_id: Id, id: Id, left_on: string, };

export type RelativeSave = { person_id: Id, id: Id | null, name: string, id_type: string, id_no: string, relation: string, identity: string | null, health: string | null, monthly_income: Fen | null, employer_or_school: string | null, living_together: boolean, joined_on: string | null, };

export type Reminder = { kind: ReminderKind, 
/**
 * The day itself; before today for what is overdue.
 */
on: string, 
/**
 * `None`: for all of them together.
 */
model_worker_id: Id | null, 
/**
 * Completed years on a birthday.
 */
age: number | null, };

export type ReminderKind = "birthday" | "may_day" | "spring_festival" | "yearly_check" | "medical_check";

export type ReminderView = { reminder: Reminder, label: string, name: string | null, text: string, overdue: boolean, };

export type ReportKind = "campaign" | "visits" | "funds" | "scholarships" | "model_workers";

export type Reveal = { record_id: Id, 
/**
 * `id_no`, `mobile`, `card_no`.
 */
field: string, reason: string, };

export type Revealed = { value: string, };

export type RigidKind = "illness" | "disability" | "schooling" | "housing" | "other";

export type RigidSave = { file_id: Id, id: Id | null, spent_on: string, kind: RigidKind, period: string, amount: Fen, receipts: number | null, note: string | null, };

export type RigidView = { id: Id, spent_on: string, kind: RigidKind, kind_label: string, period: string, amount: Fen, receipts: number | null, note: string | null, };

export type Role = "clerk" | "visitor" | "leader" | "finance" | "auditor" | "administrator";

export type Room = { rows: Array<RoomRow>, 
/**
 * The least of the rows; `None` = no cap.
 */
left: Fen | null, 
/**
 * The sentence shown under the field, e.g. `本户今年还可发生活救助 8,640.00 元`.
 */
text: string, over: boolean, };

export type RoomQuery = { campaign_id: Id | null, person_id: Id | null, file_id: Id | null, aid_kind: AidKind, 
/**
 * What is being typed.
 */
amount: Fen, 
/**
 * Own out-of-pocket cost or loss, where the rule needs it.
 */
cost: Fen | null, 
/**
 * An item or line already counted, to be left out.
 */
item_id: Id | null, };

export type RoomRow = { text: string, article: string, limit: Fen, used: Fen, left: Fen, 
/**
 * Approval above the township, e.g. `须报省总工会批准`.
 */
approval: string | null, };

export type RoundRow = { round: ScholarshipRound, pack_name: string, 
/**
 * The paper the pack comes from.
 */
pack_source: string, 
/**
 * Applications count today.
 */
open: boolean, totals: ScholarshipTotals, };

export type RoundSave = { round: ScholarshipRound, };

export type RuleFinding = { 
/**
 * Names the finding in `finding_decide`.
 */
key: string, rule: FindingRule, rule_label: string, 
/**
 * What is the matter, with amounts and the clause.
 */
sentence: string, 
/**
 * What may be done about it.
 */
advice: string, records: Array<FindingRecord>, decision: FindingDecidedView | null, };

export type SaveFile = { path: string, 
/**
 * Standard base64.
 */
base64: string, };

export type ScholarshipAward = { round_id: Id, 
/**
 * Empty = the whole round.
 */
case_ids: Array<Id>, };

export type ScholarshipBatch = { round_id: Id, 
/**
 * Empty = every awarded and approved application in no batch.
 */
case_ids: Array<Id>, fund_id: Id, method: PayMethod, 
/**
 * `None` = the round's name.
 */
purpose: string | null, needs_notice: boolean, };

export type ScholarshipCase = { id: Id, 
/**
 * Round id (the parent).
 */
round_id: Id, 
/**
 * Place in the round, from 1.
 */
seq: number, 
/**
 * The student.
 */
person_id: Id, 
/**
 * The parent in the base data, and the file the application rests on.
 */
parent_person_id: Id | null, parent_file_id: Id | null, 
/**
 * As written on the form.
 */
parent_name: string, parent_employer: string | null, 
/**
 * 家长状态: 在职, 退休 …
 */
parent_state: string | null, parent_is_member: boolean | null, 
/**
 * 档案编号 as written; the file may be exited, cancelled or unknown.
 */
stated_file_no: string | null, 
/**
 * 未建档原因: why the parent has no file, for those the standard takes without one.
 */
unfiled_reason: string | null, school: string, level: SchoolLevel | null, student_kind: StudentKind | null, admission: Admission | null, major: string | null, 
/**
 * 通知书编号
 */
admission_no: string | null, entry_year: number | null, length_years: number | null, 
/**
 * Fen per year.
 */
tuition: Fen | null, applied_on: string | null, 
/**
 * 已获其他资助, as written; and its amount in fen.
 */
other_aid: string | null, other_aid_amount: Fen | null, 
/**
 * 对口援疆 and the like: the union that sends and the one that receives.
 */
counterpart: boolean, sending_union: string | null, receiving_union: string | null, 
/**
 * Papers handed in (录取通知书, 学费票据 …).
 */
documents: Array<string>, decision: AwardDecision, 
/**
 * Reason codes of the decision, e.g. `filed`, `university_tier`, `excluded_military`.
 */
reasons: Array<string>, 
/**
 * Fen; what the standard gives.
 */
award: Fen, card_holder: string | null, card_no: string | null, bank: string | null, 
/**
 * The case of the year before that this one continues.
 */
continues: Id | null, 
/**
 * 申请理由
 */
application_reason: string | null, source_key: string | null, note: string | null, };

export type ScholarshipContinue = { 
/**
 * The new round.
 */
round_id: Id, 
/**
 * The round before; `None` = the latest earlier one.
 */
from_round_id: Id | null, };

export type ScholarshipDetail = { row: ScholarshipRow, round: ScholarshipRound, student: PersonBrief, parent: PersonBrief | null, parent_file_no: string | null, parent_file_status: string | null, 
/**
 * What the rules say today, clause by clause; the recorded decision is in `row.case`.
 */
clauses: Array<Clause>, 
/**
 * The cap per student and what is left of it, as a sentence.
 */
room: string | null, steps: Array<ScholarshipStepView>, 
/**
 * Steps that may come next.
 */
next: Array<ScholarshipNext>, 
/**
 * Every round of this student, oldest first.
 */
timeline: Array<TimelineEntry>, 
/**
 * Sentences to be read after what was just saved.
 */
warnings: Array<string>, };

export type ScholarshipEvent = { id: Id, title: string, on: string, place: string | null, 
/**
 * Students of the base data who took part.
 */
participant_ids: Array<Id>, 
/**
 * Others by name.
 */
other_names: Array<string>, counterpart: boolean, note: string | null, };

export type ScholarshipEventSave = { event: ScholarshipEvent, };

export type ScholarshipEventView = { event: ScholarshipEvent, participants_n: number, names: Array<string>, 
/**
 * Those of the base data.
 */
people: Array<EventPerson>, };

export type ScholarshipList = { rows: Array<ScholarshipRow>, 
/**
 * Applications that match, 份.
 */
total: number, totals: ScholarshipTotals, };

export type ScholarshipNext = { kind: ScholarshipStepKind, label: string, };

export type ScholarshipQuery = { 
/**
 * `None` = every round.
 */
round_id: Id | null, decision: AwardDecision | null, level: SchoolLevel | null, 
/**
 * The last step taken.
 */
step: ScholarshipStepKind | null, 
/**
 * 建档: the parent's hardship file is active.
 */
filed: boolean | null, 
/**
 * 对口援助
 */
counterpart: boolean | null, 
/**
 * Name, parent, school.
 */
text: string, offset: number, 
/**
 * 0 = everything.
 */
limit: number, };

export type ScholarshipRound = { id: Id, 
/**
 * E.g. `2024年金秋助学`.
 */
name: string, year: number, 
/**
 * Policy pack whose scholarship standard holds.
 */
pack: string, 
/**
 * First and last day on which an application counts.
 */
opens_on: string, closes_on: string, closed: boolean, basis: string | null, note: string | null, 
/**
 * 对口援助: students whom a union of another region sends; what new applications begin with.
 */
counterpart: boolean, sending_union: string | null, receiving_union: string | null, };

export type ScholarshipRow = { case: ScholarshipCase, name: string, id_masked: string, card_masked: string | null, level_label: string, 
/**
 * The parent's hardship file is active.
 */
filed: boolean, 
/**
 * The parent's file in words: `在档 998101-2015-001`, `脱困退出 …`, `未建档`.
 */
file_label: string, decision_label: string, 
/**
 * Reasons of the decision in words.
 */
reasons: Array<string>, step: ScholarshipStepKind | null, step_label: string, batch_no: string | null, paid: boolean, };

export type ScholarshipSave = { 
/**
 * `card_no` `None` = as it was, an empty text = taken away.
 */
case: ScholarshipCase, 
/**
 * The student by paper, when `case.person_id` is empty.
 */
student: NomineeDraft | null, 
/**
 * The parent's number: finds the person and the file.
 */
parent_id_no: string | null, 
/**
 * The card of another family's student was looked at again.
 */
card_confirmed: boolean, };

export type ScholarshipStep = { id: Id, 
/**
 * Case id (the parent).
 */
case_id: Id, kind: ScholarshipStepKind, on: string, by: string, opinion: string | null, 
/**
 * Last day of the notice, for `publicised`.
 */
notice_ends_on: string | null, };

export type ScholarshipStepAdd = { case_ids: Array<Id>, kind: ScholarshipStepKind, 
/**
 * `None` = today.
 */
on: string | null, opinion: string | null, 
/**
 * Last day of the notice; `None` = the earliest that is allowed.
 */
notice_ends_on: string | null, };

export type ScholarshipStepKind = "applied" | "grass_reviewed" | "publicised" | "approved" | "followed_up" | "finished" | "dropped";

export type ScholarshipStepView = { step: ScholarshipStep, label: string, };

export type ScholarshipTotals = { applications: number, pending: number, awarded: number, refused: number, award_total: Fen, 
/**
 * 人民币大写 of the awards.
 */
award_uppercase: string, 
/**
 * Awards that stand in a batch.
 */
drafted: Fen, paid: Fen, by_level: Array<LevelTotal>, 
/**
 * 建档 and 未建档, both always.
 */
by_filing: Array<FilingTotal>, };

export type SchoolLevel = "senior_high" | "secondary_vocational" | "junior_college" | "undergraduate" | "graduate";

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

export type Season = "new_year_spring_festival" | "may_day" | "sending_cool" | "autumn_scholarship" | "mid_autumn_national_day" | "visit_drive" | "daily";

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
auto_lock_minutes: number, 
/**
 * 监督电话 printed on notices and lists for the wall; empty = a line to write on.
 */
contact_phone: string | null, };

export type SheetSummary = { name: string, recognised: boolean, rows: number, ok: number, warning: number, rejected: number, ignored: number, columns: Array<ColumnView>, hidden_columns: Array<string>, };

export type SnapshotView = { id: Id, report: ReportKind, title: string, as_of: string, by: string, request: StatsRequest, };

export type Stage = "first_start" | "locked" | "open";

export type StandardAsk = { pack: string, 
/**
 * One standard holds for a whole round: the one in force on its last day.
 */
on: string, };

export type StandardLine = { label: string, 
/**
 * Fen per student and year.
 */
amount: Fen | null, text: string, article: string, };

export type StandardView = { pack_name: string, region: string, 
/**
 * The paper, and where it can be read.
 */
source: string, address: string | null, 
/**
 * The version in force; `None` with `problem` when there is none on that day.
 */
effective_from: string | null, effective_to: string | null, deadline: string | null, amounts: Array<StandardLine>, exclusions: Array<StandardLine>, 
/**
 * Ceilings per student and year.
 */
caps: Array<StandardLine>, 
/**
 * Parent and student must be in the base data already.
 */
gate: StandardLine | null, 
/**
 * The standard gives to those without a hardship file, too.
 */
unfiled: boolean, notes: Array<string>, problem: string | null, };

export type StateChange = { state: WorkerState, label: string, 
/**
 * Since when, as stated.
 */
on: string | null, 
/**
 * UTC, RFC 3339.
 */
recorded_at: string, who: string, };

export type Stats = { title: string, 
/**
 * The moment it speaks of, UTC, RFC 3339.
 */
as_of: string, figures: Array<Figure>, tables: Array<FigureTable>, 
/**
 * Sentences the reader should know, e.g. a year without a holiday table.
 */
notes: Array<string>, 
/**
 * The same as one object with the names of DOMAIN §7, for machines.
 */
totals: unknown, };

export type StatsCompare = { before: StatsRequest, after: StatsRequest, };

export type StatsDiff = { before_as_of: string, after_as_of: string, figures: Array<FigureDiff>, };

export type StatsExport = { request: StatsRequest, 
/**
 * `xlsx` or `pdf`.
 */
format: string, };

export type StatsRequest = { report: ReportKind, 
/**
 * `None` = all campaigns in the period.
 */
campaign_id: Id | null, fund_id: Id | null, from: string | null, to: string | null, 
/**
 * UTC, RFC 3339; `None` = now.
 */
as_of: string | null, };

export type StatusCount = { status: FileStatus, label: string, count: number, };

export type StepAdd = { file_id: Id, kind: StepKind, on: string, actor: string, decision: StepDecision, opinion: string, 
/**
 * Working days of publicity, for `public_notice`; at least 5.
 */
notice_days: number | null, };

export type StepDecision = "agree" | "disagree" | "return";

export type StepKind = "apply" | "withdraw" | "first_review" | "home_survey" | "income_check_sent" | "income_check_result" | "peer_appraisal" | "public_notice" | "objection" | "objection_result" | "review" | "approval" | "recheck" | "exit" | "cancel" | "relapse" | "temporary_aid" | "convert" | "carried_over";

export type StepView = { step: FileStep, kind_label: string, decision_label: string, status_label: string, };

export type StudentKind = "ordinary" | "military_academy" | "free_normal" | "directed";

export type SyncAgreement = "same" | "differs" | "not_compared";

export type SyncKind = { 
/**
 * e.g. `visit`
 */
kind: string, 
/**
 * e.g. `走访`
 */
label: string, sent: number, received: number, };

export type SyncReceipt = { id: Id, 
/**
 * UTC, RFC 3339.
 */
at: string, who: string, way: SyncWay, hub_name: string, 
/**
 * This device, and whether it gets everything.
 */
device_id: Id | null, everything: boolean, 
/**
 * Came to its end.
 */
complete: boolean, 
/**
 * Why not, as a sentence.
 */
trouble: string | null, 
/**
 * The trouble's code, e.g. `hub_behind`: then `sync_start` with `resend` may be offered.
 */
trouble_code: string | null, 
/**
 * Changes sent, those of them that stand, and those parked.
 */
sent_changes: number, sent_ops: number, accepted: number, parked: number, refused: number, 
/**
 * Changes of others received, records they touched, conflicts that came with them.
 */
received: number, received_records: number, conflicts: number, 
/**
 * Records that came into this device's part, and those handed back.
 */
fetched: number, handed_back: number, 
/**
 * The changes sent and received, by kind of record, most first.
 */
kinds: Array<SyncKind>, attachments_sent: number, attachments_received: number, attachments_missing: number, 
/**
 * What waits afterwards.
 */
waiting_ops: number, undecided: number, agreement: SyncAgreement, 
/**
 * The first record that differs, in words.
 */
differs_at: string | null, 
/**
 * This machine's clock less the hub's, seconds.
 */
clock_off: number | null, 
/**
 * Both clocks at the beginning, UTC, RFC 3339; empty: not known.
 */
our_clock: string, hub_clock: string, 
/**
 * The hub's number of the last entry taken.
 */
cursor: number, 
/**
 * e.g. `带出 37 条，收到 112 条，待裁决 2 条。`
 */
sentence: string, };

export type SyncStart = { 
/**
 * `host:port` for this time; `None` = where the hub was before.
 */
address: string | null, 
/**
 * The hub was restored from an old backup: give back what this device knows.
 */
resend: boolean, 
/**
 * Sends what the hub refused once more: the device's roles were changed.
 */
retry_refused: boolean, };

export type SyncStatus = { 
/**
 * Belongs to a hub.
 */
enrolled: boolean, hub_name: string | null, 
/**
 * Where the hub is looked for, `host:port`.
 */
addresses: Array<string>, device_id: Id, 
/**
 * Gets everything, or only what is assigned to its users.
 */
everything: boolean, 
/**
 * Operations and changes made here that the hub does not have yet.
 */
waiting_ops: number, waiting_changes: number, 
/**
 * Operations the hub did not take; they stay here.
 */
refused: Array<RefusedView>, 
/**
 * Conflicts that wait for a decision.
 */
undecided: number, 
/**
 * The last sync, whichever way and whatever came of it.
 */
last: SyncReceipt | null, 
/**
 * The clock of this machine is off, as a sentence.
 */
clock: string | null, 
/**
 * A sync that is running.
 */
running: Id | null, 
/**
 * The whole of it in one sentence for the button.
 */
sentence: string, };

export type SyncWay = "network" | "bundle";

export type TimelineEntry = { case_id: Id, year: number, round_name: string, school: string, level_label: string, decision_label: string, award: Fen, paid: boolean, steps: Array<ScholarshipStepView>, };

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

export type User = { id: Id, 
/**
 * The name signed under every operation; unique in the unit, never changed.
 */
name: string, roles: Array<Role>, 
/**
 * False: may not come in any more; what they did stays theirs.
 */
active: boolean, note: string | null, };

export type UserSave = { id: Id, name: string, roles: Array<Role>, active: boolean, 
/**
 * A new password; `None` = as it is.
 */
password: string | null, note: string | null, };

export type UserView = { user: User, 
/**
 * The words of the roles, e.g. `干事、管理员`.
 */
roles_label: string, 
/**
 * Has a password on this device.
 */
has_password: boolean, 
/**
 * The one who asks.
 */
me: boolean, };

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
person_id: Id | null, target: VisitTarget, 
/**
 * The visited as written, when it is no person of the base data (a team, a name on a list).
 */
target_name: string | null, 
/**
 * Union organisation the visited belongs to, and its name as written.
 */
org_id: Id | null, org_name: string | null, campaign_id: Id | null, state: VisitState, planned_on: string | null, visited_on: string | null, place: string | null, method: VisitMethod, 
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
problems: string | null, solution: string | null, 
/**
 * Difficulties raised and solved, 件, as a visiting drive's list states them.
 */
raised_n: number | null, solved_n: number | null, 
/**
 * Money put in to solve them, fen.
 */
spend: Fen | null, 
/**
 * 帮扶人次
 */
person_times: number | null, note: string | null, 
/**
 * Where an imported visit stood: what tells it from others, then `@` and its row. The same
 * list again finds it by the part before `@`.
 */
source_key: string | null, };

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

export type VisitTarget = "worker" | "team" | "household" | "unit";

export type VisitorProgress = { 
/**
 * Empty: not assigned to anybody.
 */
visitor: string, assigned: number, visited: number, not_home: number, refused: number, unreachable: number, 
/**
 * Analysis written, of those visited.
 */
analysed: number, 
/**
 * Summary written, of those visited.
 */
summarised: number, };

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

export type WorkerKind = "in_service" | "retired" | "retired_cadre" | "farmer";

export type WorkerState = "living" | "deceased" | "emigrated" | "missing" | "revoked";

export type WorkerStateTotal = { state: WorkerState, label: string, persons: number, };

export type Writer = { who: string, 
/**
 * UTC, RFC 3339, by that device's clock.
 */
at: string, 
/**
 * `本机`, or the end of the device's number.
 */
device: string, };

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
  /** Registers somebody in the base data. */
  person_add: { req: PersonAdd; res: PersonView };
  /** Changes fields of a person. */
  person_edit: { req: PersonEdit; res: PersonView };
  /** Adds or changes a member of the family of somebody without a file. */
  relative_save: { req: RelativeSave; res: FamilyView };
  /** Ends a membership in the family of somebody without a file. */
  relative_leave: { req: RelativeLeave; res: FamilyView };
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
  /** The users of this unit with their roles. */
  user_list: { req: Nothing; res: Array<UserView> };
  /** Adds a user, or changes roles, password, access. */
  user_save: { req: UserSave; res: UserView };
  /** Who looked at which number, newest first. */
  access_log: { req: AccessQuery; res: Array<AccessRow> };
  /** Sources of money with what is left. */
  fund_list: { req: FundQuery; res: Array<FundView> };
  /** Adds or changes a source of money. */
  fund_save: { req: FundSave; res: FundView };
  /** Money comes into a fund. */
  fund_entry_add: { req: FundEntryAdd; res: FundView };
  /** The detailed account of a fund (资金收支明细账). */
  fund_ledger: { req: FundLedgerQuery; res: FundLedger };
  /** Campaigns, newest first. */
  campaign_list: { req: CampaignQuery; res: Array<CampaignRow> };
  /** One campaign. */
  campaign_get: { req: RecordRef; res: CampaignDetail };
  /** Adds or changes a campaign. */
  campaign_save: { req: CampaignSave; res: CampaignDetail };
  /** Who might go on the list, with what should be known about each. */
  candidate_list: { req: CandidateQuery; res: Array<Candidate> };
  /** The list of a campaign. */
  item_list: { req: ItemQuery; res: ItemList };
  /** Puts people on the list. */
  items_add: { req: ItemsAdd; res: CampaignDetail };
  /** Changes people on the list: amount, goods, account, outcome of the visit. */
  items_save: { req: ItemsSave; res: CampaignDetail };
  /** Takes people off the list, with a reason, or puts them back. */
  items_remove: { req: ItemsRemove; res: CampaignDetail };
  /** Says which visitor goes to whom. */
  items_assign: { req: ItemsAssign; res: CampaignDetail };
  /** Duplicates, warnings, and the list against last year's. */
  campaign_checks: { req: RecordRef; res: CampaignChecks };
  /** How much more somebody may get under the caps. */
  room: { req: RoomQuery; res: Room };
  /** Goods of a campaign: what is where. */
  goods_book: { req: RecordRef; res: GoodsBook };
  /** Records movements of goods. */
  goods_add: { req: GoodsAdd; res: GoodsBook };
  /** Batches of payments, newest first. */
  batch_list: { req: BatchQuery; res: Array<BatchRow> };
  /** One batch with lines, steps and what may come next. */
  batch_get: { req: RecordRef; res: BatchDetail };
  /** Drafts a batch; caps, fund, duplicates and files are checked. */
  batch_draft: { req: BatchDraft; res: BatchDetail };
  /** Takes a step: review, approve, notice, release, cash, close … */
  batch_step: { req: BatchStepAdd; res: BatchDetail };
  /** Records what became of lines: signed, not collected, account repaired. */
  line_events_add: { req: LineEventsAdd; res: BatchDetail };
  /** Takes a line back by a reversal (红字冲销). */
  line_reverse: { req: LineReverse; res: BatchDetail };
  /** The bank's transfer file. */
  bank_export: { req: BankExport; res: FileBytes };
  /** Reads the bank's return file. */
  bank_return: { req: BankReturn; res: BankReturnResult };
  /** What the bank wants its file to look like. */
  bank_format_get: { req: Nothing; res: BankFormat };
  /** Keeps the bank's format. */
  bank_format_put: { req: BankFormat; res: BankFormat };
  /** Everything an auditor needs of a batch (a job whose result is `AuditFiles`). */
  audit_pack_start: { req: AuditPack; res: JobStarted };
  /** Scholarship rounds, newest first. */
  round_list: { req: Nothing; res: Array<RoundRow> };
  /** Adds or changes a round: window, pack. */
  round_save: { req: RoundSave; res: RoundRow };
  /** Applications, filtered, with totals by level and decision. */
  scholarship_list: { req: ScholarshipQuery; res: ScholarshipList };
  /** One application with its decision clause by clause and the student's years. */
  scholarship_get: { req: RecordRef; res: ScholarshipDetail };
  /** Adds or changes an application; who is nominated must be in the base data. */
  scholarship_save: { req: ScholarshipSave; res: ScholarshipDetail };
  /** Decides applications by the round's pack. */
  scholarship_award: { req: ScholarshipAward; res: ScholarshipList };
  /** Takes a step: reviewed, in notice, approved … */
  scholarship_step: { req: ScholarshipStepAdd; res: ScholarshipList };
  /** What was found a year later: still studying, graduated, dropped out. */
  scholarship_follow_up: { req: FollowUp; res: ScholarshipDetail };
  /** Last year's awarded applications become this round's. */
  scholarship_continue: { req: ScholarshipContinue; res: Continued };
  /** Who of last year's round would be continued, and why the others would not. */
  scholarship_continue_offer: { req: ScholarshipContinue; res: ContinueOffer };
  /** What a pack says of scholarships on a day, with its source. */
  scholarship_standard: { req: StandardAsk; res: StandardView };
  /** Drafts a batch for awards that are in none. */
  scholarship_batch: { req: ScholarshipBatch; res: BatchDetail };
  /** Get-togethers, newest first. */
  scholarship_event_list: { req: Nothing; res: Array<ScholarshipEventView> };
  /** Adds or changes a get-together. */
  scholarship_event_save: { req: ScholarshipEventSave; res: ScholarshipEventView };
  /** The applications of a round as a workbook; full numbers, logged. */
  export_scholarships: { req: ExportScholarships; res: FileBytes };
  /** The model-worker registry. */
  model_worker_list: { req: ModelWorkerQuery; res: ModelWorkerList };
  /** One model worker with everything. */
  model_worker_get: { req: RecordRef; res: ModelWorkerDetail };
  /** Adds or changes a model worker; who is nominated must be in the base data. */
  model_worker_save: { req: ModelWorkerSave; res: ModelWorkerDetail };
  /** Honours of model workers, craftsmen, contest winners and units. */
  honor_list: { req: HonorQuery; res: HonorList };
  /** Adds or changes an honour. */
  honor_save: { req: HonorSave; res: HonorView };
  /** Records what happened to medals. */
  medal_event_add: { req: MedalEventAdd; res: Array<HonorView> };
  /** Adds or changes an incident. */
  incident_save: { req: IncidentSave; res: IncidentView };
  /** Records what was done about an incident. */
  incident_action_add: { req: IncidentActionAdd; res: IncidentView };
  /** Closes an incident. */
  incident_resolve: { req: IncidentResolve; res: IncidentView };
  /** What the rules give on a day, with reasons and clauses. */
  benefit_preview: { req: BenefitQuery; res: BenefitPreview };
  /** Declares benefits for a year. */
  benefit_declare: { req: BenefitDeclare; res: BenefitDeclared };
  /** What was declared for a year, and where its money is. */
  benefit_list: { req: BenefitYear; res: Array<BenefitView> };
  /** Records a benefit that no rule speaks of. */
  benefit_record: { req: BenefitRecord; res: BenefitDeclared };
  /** Takes declarations back that are in no batch. */
  benefit_withdraw: { req: BenefitWithdraw; res: Nothing };
  /** Drafts a batch for declared benefits that are in none. */
  benefit_batch: { req: BenefitBatch; res: BatchDetail };
  /** The registry with its honours as a workbook; full numbers, logged. */
  export_model_workers: { req: ExportModelWorkers; res: FileBytes };
  /** A report, now or as of a moment. */
  stats: { req: StatsRequest; res: Stats };
  /** The records behind a figure. */
  figure_records: { req: FigureRecordsQuery; res: FigureRecords };
  /** Keeps a report as it is now. */
  snapshot_save: { req: StatsRequest; res: SnapshotView };
  /** Kept reports, newest first. */
  snapshot_list: { req: Nothing; res: Array<SnapshotView> };
  /** Why a figure is another than it was. */
  stats_compare: { req: StatsCompare; res: StatsDiff };
  /** A report as a workbook or PDF. */
  stats_export: { req: StatsExport; res: FileBytes };
  /** The workbooks that go to the county. */
  county_export: { req: CountyExport; res: FileBytes };
  /** Prints forms into one PDF (a job whose result is `FileBytes`). */
  print_start: { req: PrintRequest; res: JobStarted };
  /** How this device stands to its hub, and what is not yet synced. */
  sync_status: { req: Nothing; res: SyncStatus };
  /** Syncs with the hub (a job whose result is `SyncReceipt`). */
  sync_start: { req: SyncStart; res: JobStarted };
  /** Writes what waits into a file for the hub (a job whose result is `BundleWritten`). */
  bundle_write: { req: BundleWrite; res: JobStarted };
  /** Reads what the hub wrote for this device (a job whose result is `SyncReceipt`). */
  bundle_read: { req: BundleRead; res: JobStarted };
  /** The contents in one number, to compare two sides. */
  contents_digest: { req: Nothing; res: ContentsDigest };
  /** Kept receipts, newest first. */
  sync_receipts: { req: Nothing; res: Array<SyncReceipt> };
  /** Joins a hub by its code. */
  device_enrol: { req: DeviceEnrol; res: SyncStatus };
  /** Whether this machine is the hub. */
  hub_here: { req: Nothing; res: HubHere };
  /** Makes this machine the hub, or stops that. */
  hub_switch: { req: HubSwitch; res: HubHere };
  /** Reads another device's stick into this hub (a job whose result is `HubStickRead`). */
  hub_stick: { req: HubStick; res: JobStarted };
  /** The hub's devices. */
  device_list: { req: Nothing; res: Array<DeviceView> };
  /** A code for one more device, as text and picture. */
  device_invite: { req: DeviceInvite; res: DeviceCode };
  /** Takes a device back, with a reason. */
  device_revoke: { req: DeviceRevoke; res: Array<DeviceView> };
  /** Edits that met and wait for a decision, or those decided. */
  conflict_list: { req: ConflictQuery; res: ConflictList };
  /** One of them with both values and the history around it. */
  conflict_get: { req: RecordRef; res: ConflictDetail };
  /** Decides one or many, in one operation. */
  conflict_decide: { req: ConflictDecide; res: ConflictsDecided };
  /** Rules that what came together breaks, computed now. */
  finding_list: { req: FindingQuery; res: Array<RuleFinding> };
  /** Decides about one of them, with a reason. */
  finding_decide: { req: FindingDecide; res: Array<RuleFinding> };
  /** Joins two records of one person; files, visits and payments follow. */
  person_merge: { req: PersonMerge; res: PersonMerged };
  /** Takes such a joining back. */
  person_unmerge: { req: PersonUnmerge; res: PersonMerged };
  /** Writes bytes that the window got from a save dialog's path. */
  save_file: { req: SaveFile; res: Nothing };
}
