/** A node of a draft: JSON of a rule with null where something is still to be chosen; see drafts.py. */
export type Draft = Record<string, any>;

/** A segment that is being built. */
export interface Segment {
  name: string;
  of: string;
  description: string;
  pins: { in: number[]; out: number[] };
  rule: Draft;
  revision: number;
}

export interface Field {
  name: string;
  label: string;
  also: string;
  of: string;
  kind: string;
  family: string;
  options: string[];
  free: boolean;
  custom: boolean;
}

export interface Relation {
  name: string;
  of: string;
  records: string;
  record: string;
  label: string;
  measures: [string, string][];
}

/** What a builder may speak of; vocabulary.py makes it. */
export interface Vocabulary {
  language: string;
  marks: { decimal: string; thousands: string };
  texts: Record<string, string>;
  kinds: Record<string, string>;
  records: Record<string, string>;
  reach: Record<string, string[]>;
  fields: Field[];
  relations: Relation[];
  segments: { name: string; of: string }[];
  operators: Record<string, string[]>;
  words: Record<string, string>;
  negatives: string[];
  shapes: Record<string, string>;
  with_a_field: string[];
  with_case: string[];
  units: [string, string][];
  units_of_the_moment: string[];
  periods: [string, string][];
  anniversaries: [string, string][];
}

export interface Counts {
  alone: number;
  remaining: number;
  missing: number;
  part: string;
}

/** What is shown beside a draft; answering.py makes it. `of` is the revision that it answers. */
export interface Answers {
  of?: number;
  error?: string;
  nodes?: Record<string, Counts>;
  members?: number;
  everybody?: number;
  left_out?: Record<string, string>;
  words?: string;
  pins?: [number, number];
  audience?: [string, number][] | null;
  first?: Record<string, string>[];
  since?: { name: string; version: number; same: boolean; sentence: string } | null;
  advice?: string[];
}

/** The part of an anywidget model that is used. */
export interface Model {
  get(name: string): any;
  set(name: string, value: any): void;
  save_changes(): void;
  send(message: any): void;
  on(event: string, callback: (...given: any[]) => void): void;
  off(event: string, callback: (...given: any[]) => void): void;
}

/** One thing to choose: what it is, how it reads, and what stands beside it. */
export interface Choice {
  value: any;
  label: string;
  beside?: string;
  icon?: string;
  heading?: string;
}
