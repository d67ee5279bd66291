// The words of a language: how fields, operators and numbers read, and numbers as they are typed.

/** @typedef {import("./types.d.ts").Vocabulary} Vocabulary */
/** @typedef {import("./types.d.ts").Field} Field */
/** @typedef {import("./types.d.ts").Choice} Choice */
/** @typedef {import("./types.d.ts").Draft} Draft */

/** A text folded for search: without case and accents. @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Words {
  /** @param {Vocabulary} vocabulary */
  constructor(vocabulary) {
    this.v = vocabulary;
    this.fields = new Map(vocabulary.fields.map((field) => [field.name, field]));
    this.relations = new Map(vocabulary.relations.map((relation) => [relation.name, relation]));
  }

  /** @param {string} name */
  text(name) {
    return this.v.texts[name] ?? name;
  }

  /** A whole number with the marks of the language. @param {number | undefined} number */
  count(number) {
    return number === undefined ? "…" : String(number).replace(/\B(?=(\d{3})+$)/g, this.v.marks.thousands);
  }

  /** A number as it is typed. @param {number | string} value */
  typed(value) {
    return String(value).replace(".", this.v.marks.decimal);
  }

  /**
   * The number that a text is, strictly by the marks of the language ("1.038" is 1038 in Dutch, "1.54" is none);
   * a decimal that no computer holds exactly stays text. Null for what is no number.
   * @param {string} text @returns {number | string | null}
   */
  number(text) {
    const { decimal, thousands } = this.v.marks;
    const parts = new RegExp(`^([+-]?)(\\d{1,3}(?:\\${thousands}\\d{3})+|\\d+)(?:\\${decimal}(\\d+))?$`).exec(text.trim());
    if (!parts) return null;
    const plain = `${parts[1] === "-" ? "-" : ""}${parts[2].replaceAll(thousands, "")}${parts[3] ? `.${parts[3]}` : ""}`;
    const number = Number(plain);
    return plain.replace(/^-/, "").replace(".", "").replace(/^0+/, "").length > 15 ? plain : number;
  }

  /** How an operator reads of a field of a family. @param {string} op @param {string} family */
  operator(op, family) {
    return this.v.words[`${family} ${op}`] ?? this.v.words[op] ?? op;
  }

  /** What an operator takes: none, one, two, list, span, period, anniversary. @param {string | null} op */
  shape(op) {
    return op === null ? "none" : (this.v.shapes[op] ?? "one");
  }

  /** A field as one reads it, with its record. @param {Field} field */
  label(field) {
    return `${this.v.records[field.of]} ${field.label}`;
  }

  /** The field that the value of a test is of; of a measure a field that stands for it. @param {Draft} leaf @returns {Field | null} */
  fieldOf(leaf) {
    if ("field" in leaf) return this.fields.get(leaf.field) ?? null;
    const asks = measureOf(leaf);
    if (!asks || ["any", "all", "none"].includes(asks)) return null;
    if (asks !== "count") {
      const [relation, key] = this.measured(leaf[`${asks}_of`]);
      const field = relation && this.fields.get(`${relation.record}.${key}`);
      if (field) return field;
    }
    const number = { kind: "number", family: "number", options: [], free: false, custom: false };
    return { ...number, name: leaf[`${asks}_of`], label: "", also: "", of: "" };
  }

  /** The relation and the field that a measure names. @param {string} name @returns {[import("./types.d.ts").Relation | undefined, string]} */
  measured(name) {
    const relation = this.relations.get(name);
    if (relation) return [relation, ""];
    const dot = name.lastIndexOf(".");
    return [this.relations.get(name.slice(0, dot)), name.slice(dot + 1)];
  }

  /** Everything that a test may be about, where a rule is about these records. @param {string} of @returns {Choice[]} */
  subjects(of) {
    const reach = this.v.reach[of] ?? [];
    /** @type {Choice[]} */ const choices = [];
    for (const field of this.v.fields.filter((one) => reach.includes(one.of))) {
      const heading = this.v.records[field.of];
      choices.push({
        value: { field: field.name },
        label: this.label(field),
        beside: this.v.kinds[field.family],
        icon: field.family,
        heading,
        ...{ also: `${field.also} ${field.name}` },
      });
      if (field.family === "several") {
        const label = `${this.text("number_of")} ${field.label}`;
        choices.push({ value: { values: field.name }, label, beside: this.v.kinds.number, icon: "number", heading });
      }
    }
    for (const relation of this.v.relations.filter((one) => reach.includes(one.of))) {
      const label = `${this.v.records[relation.of]}: ${relation.label}`;
      choices.push({ value: { relation: relation.name }, label, beside: this.v.kinds.related, icon: "related", heading: this.v.kinds.related });
    }
    for (const segment of this.v.segments.filter((one) => of === "contacts" || one.of === of)) {
      if (!["contacts", "accounts"].includes(of)) break;
      choices.push({ value: { segment: segment.name }, label: segment.name, beside: this.v.kinds.segment, icon: "segment", heading: this.v.kinds.segment });
    }
    return choices;
  }
}

export const MEASURES = ["count", "sum", "avg", "min", "max", "any", "all", "none"];

/** What a node asks of related records, undefined for a node that asks none. @param {Draft} leaf */
export const measureOf = (leaf) => MEASURES.find((asks) => `${asks}_of` in leaf);
