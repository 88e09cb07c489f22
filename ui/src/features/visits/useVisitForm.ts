// The state of the visit form: loading, drafts that survive a crash, and saving with photographs.
import { computed, nextTick, onBeforeUnmount, reactive, ref, watch } from 'vue';
import { call, fileToBase64 } from '@/api';
import type { Difficulty, FileRow, Visit, VisitDetail } from '@/generated/bindings';
import { beforeLock } from '@/session';
import { today } from '@/session';

/** The words around the visit that the record itself does not hold. */
export interface Who {
  name: string;
  file_no: string;
  members: string[];
}

/** A photograph waiting to be stored with the visit. */
export interface QueuedPhoto {
  file: File;
  url: string;
}

/** Pause after the last change before the draft is written, in milliseconds. */
export const DRAFT_WAIT_MS = 1000;
export const DRAFT_FORM = 'visit';

/** A visit as an empty form: recorded today, at the home. */
export function blankVisit(on: string, planned: boolean): Visit {
  return {
    id: '',
    file_id: null,
    person_id: null,
    target: 'worker',
    target_name: null,
    org_id: null,
    org_name: null,
    campaign_id: null,
    source_key: null,
    state: planned ? 'planned' : 'visited',
    planned_on: planned ? on : null,
    visited_on: planned ? null : on,
    place: null,
    method: 'home',
    reason: null,
    visitors: [],
    present: [],
    clear_thought: null,
    clear_performance: null,
    clear_difficulty: null,
    talk_policy: null,
    talk_motivation: null,
    talk_warmth: null,
    into_file_family: null,
    into_file_needs: null,
    into_file_care: null,
    needs: [],
    needs_other: null,
    family_changes: null,
    income_changes: null,
    housing_seen: null,
    cause_verified: null,
    money_given: null,
    goods_given: null,
    goods_value: null,
    suggestion: null,
    suggestion_reason: null,
    problems: null,
    solution: null,
    raised_n: null,
    solved_n: null,
    spend: null,
    person_times: null,
    note: null,
  };
}

/** A difficulty as an empty row. */
export const blankDifficulty = (): Difficulty => ({
  id: '',
  visit_id: '',
  file_id: null,
  description: '',
  owner: '',
  due_on: null,
  state: 'open',
  solved_on: null,
  cost: null,
  result: null,
});

/** What a draft keeps. */
interface DraftBody {
  visit: Visit;
  who: Who;
  difficulties: Difficulty[];
}

/** A sentence about a photograph: noticed, or refused. */
export interface PhotoSentence {
  text: string;
  refused: boolean;
}

/** Sentences about photographs of the visit that was just saved; its page shows them once. */
export const photoSentences = ref<PhotoSentence[]>([]);

/** `visitId` `null` makes a new visit; `draftKey` names its draft. */
export function useVisitForm(visitId: string | null, draftKey: string, planned: boolean) {
  const visit = reactive<Visit>(blankVisit(today.value, planned));
  const who = reactive<Who>({ name: '', file_no: '', members: [] });
  const difficulties = ref<Difficulty[]>([]);
  const photos = ref<QueuedPhoto[]>([]);
  const restoredAt = ref<string | null>(null);
  const savedAt = ref<string | null>(null);
  const ready = ref(false);
  const problem = ref('');
  const progress = ref('');
  const busy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let finished = false;

  const body = computed<DraftBody>(() => ({ visit, who, difficulties: difficulties.value }));

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (!dirty || finished) return;
    dirty = false;
    try {
      await call('draft_save', {
        form: DRAFT_FORM,
        key: draftKey,
        body: JSON.stringify(body.value),
      });
      savedAt.value = new Date().toTimeString().slice(0, 5);
    } catch (error) {
      // The words are still on the page; say that they are not safe yet.
      dirty = true;
      problem.value = `草稿暂时存不下来：${error instanceof Error ? error.message : String(error)}`;
    }
  }

  function watchChanges(): void {
    watch(
      body,
      () => {
        if (finished) return;
        dirty = true;
        clearTimeout(timer);
        timer = setTimeout(() => void flush(), DRAFT_WAIT_MS);
      },
      { deep: true },
    );
  }

  async function restore(): Promise<boolean> {
    const drafts = await call('draft_list', { form: DRAFT_FORM });
    const draft = drafts.find((one) => one.key === draftKey);
    if (!draft) return false;
    try {
      const kept = JSON.parse(draft.body) as Partial<DraftBody>;
      Object.assign(visit, kept.visit);
      Object.assign(who, kept.who);
      difficulties.value = kept.difficulties ?? [];
      restoredAt.value = draft.saved_at;
      return true;
    } catch {
      return false;
    }
  }

  function takeDetail(detail: VisitDetail): void {
    Object.assign(visit, detail.visit);
    Object.assign(who, { name: detail.name, file_no: detail.file_no ?? '', members: [] });
    difficulties.value = detail.difficulties.map((view) => ({ ...view.difficulty }));
    if (visit.state === 'planned') {
      // Opening a planned visit means recording it.
      visit.state = 'visited';
      visit.visited_on = today.value;
    }
  }

  async function pickFile(fileId: string): Promise<void> {
    const detail = await call('file_get', { id: fileId, file_no: null, as_of: null });
    visit.file_id = detail.file.id;
    visit.person_id = detail.applicant.id;
    // A person who is on file is no longer a bare name, nor a team.
    visit.target_name = null;
    if (visit.target === 'team' || visit.target === 'unit') visit.target = 'worker';
    visit.place = visit.place || detail.applicant.home_address;
    const members = detail.members.filter((member) => !member.left_on);
    Object.assign(who, {
      name: detail.applicant.name,
      file_no: detail.file.file_no,
      members: [detail.applicant.name, ...members.map((member) => member.person.name)],
    });
  }

  /** A model worker need not have a file: then the visit names the person alone. */
  async function pickWorker(workerId: string): Promise<void> {
    const detail = await call('model_worker_get', { id: workerId });
    visit.reason = visit.reason ?? '劳模';
    if (detail.family.file_id) await pickFile(detail.family.file_id);
    visit.person_id = detail.person.id;
    visit.place = visit.place || detail.profile.home_address;
    who.name = detail.person.name;
    if (detail.family.file_id) return;
    const members = detail.family.members.filter((member) => !member.left_on);
    who.members = [detail.person.name, ...members.map((member) => member.person.name)];
  }

  /** `visitor` is who the program thinks is visiting: the user. */
  async function load(
    fileId: string | null,
    visitor: string | null,
    workerId: string | null = null,
  ): Promise<void> {
    try {
      if (!(await restore())) {
        if (visitId) takeDetail(await call('visit_get', { id: visitId }));
        else if (fileId) await pickFile(fileId);
        else if (workerId) await pickWorker(workerId);
        if (visit.visitors.length === 0 && visitor) visit.visitors = [visitor];
      }
      ready.value = true;
      // Only what the user changes from here on makes a draft.
      await nextTick();
      watchChanges();
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  }

  async function dropDraft(): Promise<void> {
    finished = true;
    clearTimeout(timer);
    await call('draft_drop', { form: DRAFT_FORM, key: draftKey });
  }

  async function uploadPhotos(ownerId: string, keepLocation: boolean): Promise<PhotoSentence[]> {
    const sentences: PhotoSentence[] = [];
    for (const [index, photo] of photos.value.entries()) {
      progress.value = `正在保存照片 ${index + 1} / ${photos.value.length} 张`;
      try {
        const view = await call('attachment_add', {
          owner_id: ownerId,
          file_name: photo.file.name,
          kind: '现场照片',
          base64: await fileToBase64(photo.file),
          keep_location: keepLocation,
        });
        for (const note of view.notes) {
          sentences.push({ text: `${photo.file.name}：${note}`, refused: false });
        }
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        sentences.push({ text, refused: true });
      }
    }
    return sentences;
  }

  /** Saves the visit, then its photographs; answers the visit's id, or `null` when refused. */
  async function save(keepLocation: boolean): Promise<string | null> {
    if (busy.value) return null;
    busy.value = true;
    problem.value = '';
    progress.value = '正在保存走访';
    clearTimeout(timer);
    try {
      const detail = await call('visit_save', {
        visit: { ...visit },
        difficulties: difficulties.value
          .filter((row) => row.description.trim() !== '')
          .map((row) => ({ ...row, file_id: row.file_id ?? visit.file_id })),
        draft_key: draftKey,
      });
      finished = true;
      photoSentences.value = await uploadPhotos(detail.visit.id, keepLocation);
      return detail.visit.id;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
      dirty = true;
      void flush();
      return null;
    } finally {
      busy.value = false;
      progress.value = '';
    }
  }

  function addPhotos(files: File[]): void {
    for (const file of files) photos.value.push({ file, url: URL.createObjectURL(file) });
  }

  function removePhoto(index: number): void {
    const [gone] = photos.value.splice(index, 1);
    if (gone) URL.revokeObjectURL(gone.url);
  }

  const forget = beforeLock(flush);
  onBeforeUnmount(() => {
    forget();
    void flush();
    for (const photo of photos.value) URL.revokeObjectURL(photo.url);
  });

  return {
    visit,
    who,
    difficulties,
    photos,
    restoredAt,
    savedAt,
    ready,
    problem,
    progress,
    busy,
    load,
    pick: (row: FileRow) => pickFile(row.id),
    dropDraft,
    save,
    flush,
    addPhotos,
    removePhoto,
  };
}
