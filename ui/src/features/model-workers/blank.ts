// Empty records, as a form starts with them.
import type { Honor, Incident, ModelWorker } from '@/generated/bindings';

export const blankWorker = (): ModelWorker => ({
  id: '',
  person_id: '',
  seq: 0,
  level: 'other',
  kind: 'in_service',
  state: 'living',
  state_on: null,
  employer_then: null,
  employer_now: null,
  native_place: null,
  work_start: null,
  retired_on: null,
  monthly_income: null,
  fixed_income: null,
  disabled: null,
  under_investigation: null,
  housing: null,
  living_state: null,
  deeds: null,
  care_contact: null,
  card_holder: null,
  card_no: null,
  bank: null,
  file_id: null,
  source_key: null,
  note: null,
});

export const blankHonor = (workerId: string | null): Honor => ({
  id: '',
  model_worker_id: workerId,
  person_id: null,
  org_id: null,
  title: '',
  level: 'city',
  issuer: null,
  awarded_on: null,
  cert_no: null,
  medal: true,
  seq: 0,
  source_key: null,
  note: null,
});

export const blankIncident = (workerId: string, on: string): Incident => ({
  id: '',
  model_worker_id: workerId,
  kind: 'theft',
  on,
  narrative: '',
  owner: null,
  resolved_on: null,
  result: null,
});
