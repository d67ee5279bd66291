// One test: what it is about, what it asks, and of what value.

import { combobox } from "./combobox.js";
import { h, select, button } from "./dom.js";
import { at, keyOf, newTest, replaced } from "./tree.js";
import { switches, valueEditor } from "./values.js";
import { folded, measureOf } from "./words.js";

/** @typedef {import("./types.d.ts").Draft} Draft */
/** @typedef {import("./types.d.ts").Choice} Choice */
/** @typedef {import("./store.js").Store} Store */

/** What a place in the tree is about: contacts, accounts, or the records of a relation. @param {Store} store @param {number[]} path */
export function recordsAt(store, path) {
  let of = store.segment.of;
  for (let level = 0; level < path.length; level++) {
    const node = at(store.rule, path.slice(0, level));
    const asks = "where" in node && measureOf(node);
    if (asks) of = store.words.measured(node[`${asks}_of`])[0]?.records ?? of;
  }
  return of;
}

/** The parts of a test's line. @param {Store} store @param {number[]} path @param {Draft} leaf */
export function leafLine(store, path, leaf) {
  const { words } = store;
  const key = keyOf(path);
  // What is typed is not drawn anew, so each change starts from the test as it is by then.
  const give = (/** @type {(now: Draft) => Draft} */ next, /** @type {{typing?: boolean, focus?: string}} */ how = {}) =>
    store.changeRule(replaced(store.rule, path, next(at(store.rule, path))), { typing: how.typing ? key : undefined, focus: how.focus });
  const change = (/** @type {(now: Draft) => Draft} */ next, /** @type {string} */ focus) => give(next, { focus });
  if (leaf.everyone) return [h("span", {}, words.text("everyone"))];
  const subject = picker(store, path, leaf, change);
  if ("in_segment" in leaf) return [h("span", {}, words.text("in_segment")), subject];
  const measure = measureOf(leaf);
  const parts = [subject];
  if (measure) parts.push(...measured(store, key, leaf, measure, change));
  const field = words.fieldOf(leaf);
  if (!field) return parts;
  parts.push(operator(store, key, leaf, field, change));
  const others = comparable(store, path, leaf, field);
  if ("value_field" in leaf) {
    const choices = /** @type {[string, string][]} */ (others.map((one) => [one.name, words.label(one)]));
    parts.push(select(words.text("value"), choices, leaf.value_field, (name) => give((now) => ({ ...now, value_field: name })), { key: `${key}:value`, open: words.text("choose") }));
  } else if (leaf.op !== null) {
    parts.push(...valueEditor(store, key, field, leaf.op, leaf.value ?? null, (next, how) => give((now) => ({ ...now, value: next(now.value ?? null) }), how)));
  }
  const more = switches(store, key, leaf, field, others, change);
  return more.length ? [...parts, h("span", { class: "akb-switches" }, more)] : parts;
}

/** @param {Store} store @param {number[]} path @param {Draft} leaf @param {import("./types.d.ts").Field} field */
function comparable(store, path, leaf, field) {
  const reach = store.words.v.reach[recordsAt(store, path)] ?? [];
  const tags = "contact.tags";
  if (field.name === tags || !("field" in leaf)) return [];
  return store.words.v.fields.filter((one) => one.family === field.family && one !== field && one.name !== tags && reach.includes(one.of));
}

/** @typedef {(next: (now: Draft) => Draft, focus: string) => void} Change */

/** Where one chooses what a test is about. @param {Store} store @param {number[]} path @param {Draft} leaf @param {Change} change */
function picker(store, path, leaf, change) {
  const { words } = store;
  const key = keyOf(path);
  const all = words.subjects(recordsAt(store, path));
  return combobox({
    label: words.text("field"), key: `${key}:field`, text: subjectText(store, leaf), open: words.text("choose_field"),
    found: { none: words.text("no_field_found"), some: words.text("fields_found") },
    find: (typed) => {
      const sought = typed === subjectText(store, leaf) ? [] : folded(typed).split(/\s+/);
      return all.filter((one) => sought.every((word) => folded(`${one.label} ${/** @type {any} */ (one).also ?? ""}`).includes(word)));
    },
    choose: (choice) => change(() => testAbout(store, choice.value), `${key}:${"segment" in choice.value ? "field" : "op"}`),
  });
}

/** What stands in the picker. @param {Store} store @param {Draft} leaf */
export function subjectText(store, leaf) {
  const { words } = store;
  if ("in_segment" in leaf) return leaf.in_segment ?? "";
  const measure = measureOf(leaf);
  if (measure) {
    const name = leaf[`${measure}_of`];
    const [relation] = words.measured(name);
    if (relation) return `${words.v.records[relation.of]}: ${relation.label}`;
    return `${words.text("number_of")} ${words.fields.get(name)?.label ?? name}`;
  }
  const field = words.fields.get(leaf.field);
  return field ? words.label(field) : (leaf.field ?? "");
}

/** A new test about what was chosen, with the operator that one asks most. @param {Store} store @param {any} chosen @returns {Draft} */
function testAbout(store, chosen) {
  if (chosen.segment) return { in_segment: chosen.segment };
  if (chosen.relation) return { count_of: chosen.relation, op: ">=", value: 1 };
  if (chosen.values) return { count_of: chosen.values, op: ">=", value: 1 };
  const field = store.words.fields.get(chosen.field);
  if (!field) return newTest();
  const op = field.family === "several" ? "has_any_of" : field.family === "moment" ? "in_the_last" : "is";
  return asking(store, { field: field.name, op: null, value: null }, op);
}

/** @param {Store} store @param {string} key @param {Draft} leaf @param {import("./types.d.ts").Field} field @param {Change} change */
function operator(store, key, leaf, field, change) {
  const { words } = store;
  const offered = words.v.operators[field.family] ?? [];
  const choices = /** @type {[string, string][]} */ (offered.map((op) => [op, words.operator(op, field.family)]));
  if (leaf.op && !offered.includes(leaf.op)) choices.push([leaf.op, words.operator(leaf.op, field.family)]);
  return select(words.text("operator"), choices, leaf.op, (op) => change((now) => asking(store, now, op), `${key}:op`), { key: `${key}:op`, open: words.text("choose") });
}

/** The test with another operator; a value that the operator takes too stays. @param {Store} store @param {Draft} leaf @param {string} op @returns {Draft} */
function asking(store, leaf, op) {
  const { words } = store;
  const { value, missing, value_field, case: exact, ...rest } = leaf;
  /** @type {Draft} */ const next = { ...rest, op };
  const before = words.shape(leaf.op);
  const after = words.shape(op);
  if (value_field !== undefined && words.v.with_a_field.includes(op)) next.value_field = value_field;
  else if (after === before && after !== "none") next.value = value ?? null;
  else if (after === "list" && before === "one" && value !== null && value !== undefined) next.value = [value];
  else if (after === "one" && before === "list" && Array.isArray(value)) next.value = value[0] ?? null;
  else if (after === "span") next.value = [null, "months"];
  else if (after === "two") next.value = [null, null];
  else if (after !== "none") next.value = null;
  if (missing && words.v.negatives.includes(op)) next.missing = missing;
  if (exact && words.v.with_case.includes(op)) next.case = exact;
  return next;
}

/** What is asked of related records: how many, whether any, the sum of what. @param {Store} store @param {string} key @param {Draft} leaf @param {string} measure @param {Change} change */
function measured(store, key, leaf, measure, change) {
  const { words } = store;
  const [relation, of] = words.measured(leaf[`${measure}_of`]);
  if (!relation) return [];
  const where = (/** @type {Draft} */ now) => ("where" in now ? { where: now.where } : {});
  const parts = [
    select(words.text("measure"), relation.measures, measure, (asks) => change((now) => measuring(store, relation, asks, where(now)), `${key}:measure`), { key: `${key}:measure` }),
  ];
  if (["sum", "avg", "min", "max"].includes(measure)) {
    const fields = measurable(store, relation, measure);
    const choices = /** @type {[string, string][]} */ (fields.map((one) => [one.name.slice(one.name.indexOf(".") + 1), one.label]));
    const choose = (/** @type {string} */ name) => change((now) => ({ [`${measure}_of`]: `${relation.name}.${name}`, ...where(now), op: ">", value: null }), `${key}:op`);
    parts.push(select(words.text("measured_field"), choices, of || null, choose, { key: `${key}:measured`, open: words.text("choose") }));
  }
  if (!("where" in leaf)) {
    const open = () => change((now) => ({ ...now, where: newTest() }), `${key ? `${key}.` : ""}0:field`);
    parts.push(button(words.text("add_where"), open, { drawing: "add", key: `${key}:where` }));
  }
  return parts;
}

/** The fields of related records that a measure can be of. @param {Store} store @param {import("./types.d.ts").Relation} relation @param {string} asks */
function measurable(store, relation, asks) {
  const families = ["sum", "avg"].includes(asks) ? ["number"] : ["number", "moment"];
  return store.words.v.fields.filter((one) => one.of === relation.record && families.includes(one.family));
}

/** @param {Store} store @param {import("./types.d.ts").Relation} relation @param {string} asks @param {Draft} where @returns {Draft} */
function measuring(store, relation, asks, where) {
  if (asks === "count") return { count_of: relation.name, ...where, op: ">=", value: 1 };
  if (["any", "all", "none"].includes(asks)) {
    return { [`${asks}_of`]: relation.name, ...(asks === "all" && !where.where ? { where: newTest() } : where) };
  }
  const [first] = measurable(store, relation, asks);
  const key = first.name.slice(first.name.indexOf(".") + 1);
  return { [`${asks}_of`]: `${relation.name}.${key}`, ...where, op: ">", value: null };
}
