// Invented syncs, conflicts, findings and devices for the fake door. `FAKE_SYNC=alone` shows a
// machine without a hub.
import type {
  Commands,
  ConflictDecided,
  ConflictDetail,
  ConflictInput,
  ConflictRow,
  DeviceView,
  FindingRecord,
  RuleFinding,
  SyncReceipt,
} from '../../src/generated/bindings.ts';
import { PIXEL } from './data.ts';

type Answers = {
  [K in keyof Commands]?: (request: Commands[K]['req']) => Commands[K]['res'];
};

const HUB = '云澜县芦塘荡镇总工会同步中心';

const receipt = (n: number, more: Partial<SyncReceipt> = {}): SyncReceipt => ({
  id: `receipt-${n}`,
  at: `2026-11-${22 - n}T08:12:00Z`,
  who: '演示',
  way: 'network',
  hub_name: HUB,
  device_id: '0193-0000-7c1e',
  everything: true,
  complete: true,
  trouble: null,
  trouble_code: null,
  sent_changes: 37,
  sent_ops: 9,
  accepted: 35,
  parked: 2,
  refused: 1,
  received: 112,
  received_records: 48,
  conflicts: 2,
  fetched: 6,
  handed_back: 3,
  kinds: [
    { kind: 'visit', label: '走访', sent: 25, received: 81 },
    { kind: 'person', label: '人员', sent: 12, received: 0 },
    { kind: 'income_line', label: '收入明细', sent: 0, received: 31 },
  ],
  attachments_sent: 4,
  attachments_received: 11,
  attachments_missing: 1,
  waiting_ops: 0,
  undecided: 4,
  agreement: 'same',
  differs_at: null,
  clock_off: 1_260,
  our_clock: '2026-11-22T08:33:00Z',
  hub_clock: '2026-11-22T08:12:00Z',
  cursor: 20_481,
  sentence: '带出 37 条，收到 112 条，待裁决 4 条，被退回 1 条，交还 3 条。两边内容核对一致。',
  ...more,
});

const RECEIPTS: SyncReceipt[] = [
  receipt(0),
  receipt(1, { way: 'bundle', sent_changes: 5, received: 20, sentence: '带出 5 条，收到 20 条。' }),
  receipt(2, {
    complete: false,
    trouble:
      '连不上同步中心（那个地址没有应答）。本机的内容都在，没送出的留着；请检查网络后再同步，也可以用优盘。',
    trouble_code: 'hub_unreachable',
    agreement: 'not_compared',
  }),
];

const conflict = (n: number, more: Partial<ConflictRow> = {}): ConflictRow => {
  const theirs = more.theirs ?? '患糖尿病十年，近两年并发眼底病变，每月药费一千二百元左右。';
  const mine = more.mine ?? '患糖尿病，2026年10月因眼底出血住院手术，自付一万八千元。';
  return {
    id: `conflict-${n}`,
    kind: 'field',
    kind_label: '两处改了同一项',
    record_id: `file-${n}`,
    record_kind: 'hardship_file',
    title: `困难职工档案 998101-2015-00${n} 查建平`,
    file_id: `file-${n}`,
    field: 'hardship_reason_text',
    field_label: '致困原因说明',
    base: '患糖尿病。',
    mine,
    mine_by: { who: '王芳', at: `2026-11-2${n % 2}T01:20:00Z`, device: '另一台电脑（尾号 7c1e）' },
    theirs,
    theirs_by: { who: '杨志强', at: '2026-11-19T06:41:00Z', device: '本机' },
    now: theirs,
    standing: null,
    alike: false,
    options: [
      { choice: 'theirs', label: '采用杨志强写的', result: theirs },
      { choice: 'mine', label: '采用王芳写的', result: mine },
    ],
    decision: null,
    ...more,
  };
};

const CONFLICTS: ConflictRow[] = [
  conflict(1),
  conflict(2, { record_id: 'file-1', mine: '糖尿病，服药控制。' }),
  conflict(3, {
    field: 'mobile',
    field_label: '手机号码',
    base: '138****1120',
    mine: '138****2408',
    theirs: '139****6613',
    title: '人员 阿依古丽·买买提',
    record_kind: 'person',
  }),
  conflict(4, {
    kind: 'delete_of_edited',
    kind_label: '一处修改、一处删除',
    field: null,
    field_label: '整条记录',
    base: '计划走访',
    mine: '（已删除）',
    theirs: '走访日期：2026-11-20\n走访人员：杨志强、王芳\n走访方式：入户',
    title: '走访 2026-11-20 李一鸣',
    record_kind: 'visit',
    options: [
      { choice: 'theirs', label: '保留（杨志强后来修改过）', result: '这条记录留着' },
      { choice: 'mine', label: '删除（照王芳的意思）', result: '（已删除）' },
    ],
  }),
];

const DEVICES: DeviceView[] = [
  ['镇总工会办公机', ['演示'], '干事', true, 0],
  ['走访一号笔记本', ['杨志强'], '走访员', false, 42],
  ['走访二号笔记本', ['王芳', '赵子轩'], '走访员', false, 61],
].map(([name, users, roles_label, everything, holds], at) => ({
  id: `device-${at}`,
  name: name as string,
  users: users as string[],
  roles: [at ? 'visitor' : 'clerk'],
  roles_label: roles_label as string,
  everything: everything as boolean,
  enrolled_at: '2026-10-08T02:00:00Z',
  last_seen: at === 2 ? null : '2026-11-22T08:12:00Z',
  holds: holds as number,
  revoked_at: at === 2 ? '2026-11-15T03:00:00Z' : null,
  revoked_reason: at === 2 ? '电脑丢失' : null,
  this: at === 0,
}));

const place = (
  kind: string,
  id: string,
  label: string,
  about: string,
  route: string | null,
): FindingRecord => ({ id, kind, label, about, route });

const FINDINGS: RuleFinding[] = [
  {
    key: 'twice',
    rule: 'same_person_twice',
    rule_label: '同一个人登记了两次',
    sentence: '同一证件号码登记了 2 次：查建平、查建平。',
    advice: '请合并成一个人：档案、走访和发放都跟着走，以后还可以分开。',
    records: [
      place(
        'person',
        'person-00a1',
        '人员 查建平',
        '998101-2015-001 · 998101********1120 · 芦塘荡镇东塘村',
        '/files/file-1',
      ),
      place('person', 'person-77f2', '人员 查建平', '998101********1120', null),
    ],
    decision: null,
  },
  {
    key: 'cap',
    rule: 'over_cap',
    rule_label: '超出上限',
    sentence:
      '李一鸣的生活救助超出上限 500.00 元：最多 3,000.00 元，此前已列支 2,500.00 元，批次 2026-014 又列 1,000.00 元（样例政策包 A 第七条）。',
    advice: '请核对后把超出的部分红字冲销；按规定可以超过的，写明理由予以保留。',
    records: [
      place(
        'payment_line',
        'line-9',
        '发放 2026-014 李一鸣 1,000.00 元',
        '998101-2015-002 · 998101********6613',
        '/batches/batch-14',
      ),
    ],
    decision: null,
  },
  {
    key: 'gone',
    rule: 'deleted_parent',
    rule_label: '所属的记录已被删除',
    sentence:
      '“困难职工档案 998101-2016-007 赵子轩”已被杨志强删除，而名下另有别处登记的 1 条：走访 2026-11-20。',
    advice: '要用的，把被删除的恢复，登记的就跟着显示；确实不要的，写明理由，予以保留不动。',
    records: [
      place('hardship_file', 'file-7', '困难职工档案 998101-2016-007 赵子轩', '', null),
      place('visit', 'visit-7', '走访 2026-11-20', '', '/visits/visit-7'),
    ],
    decision: null,
  },
];

type StartJob = (name: string, total: number, result: unknown) => { job: string };

/** Answers of sync, conflicts, findings and devices, with a memory of their own. */
export function syncAnswers(job: StartJob): Answers {
  let enrolled = process.env['FAKE_SYNC'] !== 'alone';
  let hubOn = false;
  let findings = FINDINGS;
  let devices = DEVICES;
  const decided = new Map<string, ConflictDecided>();
  const rows = (): ConflictRow[] =>
    CONFLICTS.map((row) => ({ ...row, decision: decided.get(row.id) ?? null }));
  const waiting = (): ConflictRow[] => rows().filter((row) => row.decision === null);
  const here = (): Commands['hub_here']['res'] => ({
    on: hubOn,
    running: hubOn,
    address: hubOn ? '0.0.0.0:7443' : null,
    found_at: '192.168.1.10:7443',
    sentence: hubOn
      ? '本机是同步中心，别的电脑到 192.168.1.10:7443 找它。关闭程序或锁定后，别的电脑暂时不能同步。'
      : '本机不是同步中心。',
  });
  const status = (): Commands['sync_status']['res'] => ({
    enrolled,
    hub_name: enrolled ? HUB : null,
    addresses: ['127.0.0.1:7443', '192.168.1.10:7443'],
    device_id: 'device-0',
    everything: true,
    waiting_ops: 3,
    waiting_changes: 12,
    refused: enrolled
      ? [
          {
            op_id: 'op-7',
            title: '登记资金',
            at: '2026-11-21T02:00:00Z',
            who: '王芳',
            reason: '这台电脑的角色不能改“资金”，请由有权限的人在自己的电脑上办理。',
          },
        ]
      : [],
    undecided: waiting().length,
    last: enrolled ? (RECEIPTS[0] ?? null) : null,
    clock: enrolled
      ? '本机时间不对：比同步中心快了 21 分钟。同步不受影响，但登记的时间会看错，请在系统里改正。'
      : null,
    running: null,
    sentence: enrolled
      ? `12 处修改还没有送出，1 笔操作没有收下，${waiting().length} 处待裁决。`
      : '本机还没有加入同步中心，内容都在本机。',
  });
  const detail = (id: string): ConflictDetail => {
    const row = rows().find((one) => one.id === id) ?? conflict(1);
    const plain = row.field === 'hardship_reason_text';
    const input: ConflictInput = plain
      ? { kind: 'text', max: 500 }
      : row.field
        ? { kind: 'text', max: 30 }
        : { kind: 'none' };
    return {
      row,
      mine_value: plain ? row.mine : null,
      theirs_value: plain ? row.theirs : null,
      now_value: plain ? row.now : null,
      joined: plain ? `${row.theirs}${row.mine}` : null,
      input,
      decisions: row.decision ? [row.decision] : [],
      history: [],
    };
  };

  return {
    sync_status: status,
    sync_receipts: () => (enrolled ? RECEIPTS : []),
    sync_start: () => job('送出本机的修改', 37, RECEIPTS[0]),
    bundle_write: () =>
      job('装入修改', 12, {
        file: {
          file_name: '送同步中心-3.snb',
          media_type: 'application/octet-stream',
          base64: 'U05C',
          warnings: [],
          pages: 0,
        },
        path: null,
        changes: 12,
        attachments: 2,
        sentence: `已写入给“${HUB}”的文件：12 条修改、2 个附件。对方读入并写回文件、本机再读入后，才算送到。`,
      }),
    bundle_read: () => job('收到', 20, RECEIPTS[1]),
    device_enrol: () => {
      enrolled = true;
      return status();
    },
    hub_here: here,
    hub_switch: (request) => {
      hubOn = request.on;
      enrolled ||= request.on;
      return here();
    },
    hub_stick: () =>
      job('同步中心读入', 0, {
        file: {
          file_name: '同步中心回-走访一号笔记本-3.snb',
          media_type: 'application/octet-stream',
          base64: 'U05C',
          warnings: [],
          pages: 0,
        },
        sentence:
          '已读入“走访一号笔记本”的第 3 份文件：9 笔操作，采用 35 处，待裁决 2 处，附件 4 个。',
      }),
    device_list: () => devices,
    device_invite: (request) => ({
      code: 'SN1-7KQ4M-2XHVD-PB93T-R6WZC-8YNE5-JG1AF-4SKUL-9MD2R-CT7QX-H5V8B',
      qr_svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><image width="8" height="8" href="${PIXEL}"/><path d="M0 0h3v3H0zM5 0h3v3H5zM0 5h3v3H0zM4 4h1v1H4z"/></svg>`,
      name: request.name,
      expires: '2026-11-24T08:00:00Z',
    }),
    device_revoke: (request) => {
      devices = devices.map((device) =>
        device.id === request.id
          ? { ...device, revoked_at: '2026-11-22T09:00:00Z', revoked_reason: request.reason }
          : device,
      );
      return devices;
    },
    conflict_list: (request) => {
      const found = rows().filter(
        (row) =>
          (row.decision !== null) === request.decided &&
          [row.title, row.field_label, row.mine_by.who].some((text) => text.includes(request.text)),
      );
      return { rows: found, total: found.length, undecided: waiting().length };
    },
    conflict_get: (request) => detail(request.id),
    conflict_decide: (request) => {
      for (const { id, choice } of request.decisions) {
        const at = '2026-11-22T09:00:00Z';
        decided.set(id, { choice, label: '采用待定的', who: '演示', at, note: request.note });
      }
      const n = request.decisions.length;
      return { decided: n, changed: n, undecided: waiting().length, op_id: 'op-8' };
    },
    finding_list: (request) =>
      findings.filter((finding) => request.with_decided || finding.decision === null),
    finding_decide: (request) => {
      const { choice, reason } = request;
      if (choice === 'restored') {
        findings = findings.filter((one) => one.key !== request.key);
        return findings;
      }
      const label = choice === 'accepted' ? '情况属实，予以保留' : '已另行处理';
      const decision = { choice, label, reason, who: '演示', at: '2026-11-22T09:00:00Z' };
      findings = findings.map((one) => (one.key === request.key ? { ...one, decision } : one));
      return findings;
    },
    person_merge: (request) => {
      findings = findings.filter((one) => one.rule !== 'same_person_twice');
      return {
        kept_id: request.kept_id,
        files: 1,
        visits: 3,
        memberships: 1,
        others: 0,
        payments: 2,
        sentence: '已合并成一个人：档案 1 份、走访 3 次、发放 2 笔都跟着走。以后可以分开。',
      };
    },
    person_unmerge: (request) => {
      findings = FINDINGS;
      return {
        kept_id: request.other_id,
        files: 1,
        visits: 3,
        memberships: 1,
        others: 0,
        payments: 2,
        sentence: '已分开成两个人：档案 1 份、走访 3 次回到原来的登记，发放 2 笔本来就记在它名下。',
      };
    },
  };
}
