// Drafts as trees: every change gives a new one, so that undo is the draft of before. A path is a list of
// places from the top; what is inside a `not` or a `where` is part 0.

/** @typedef {import("./types.d.ts").Draft} Draft */
/** @typedef {number[]} Path */

export const GROUPS = ["all", "any", "none"];

/** A test of which nothing is chosen yet. @returns {Draft} */
export const newTest = () => ({ field: null, op: null, value: null });

/** @param {Path} path */
export const keyOf = (path) => path.join(".");

/** What kind of group a node is, undefined for what is none. @param {Draft} node */
export const groupOf = (node) => GROUPS.find((key) => key in node);

/** The key under which a node has its parts. @param {Draft} node */
function partsKey(node) {
  return groupOf(node) ?? ("not" in node ? "not" : "where" in node ? "where" : undefined);
}

/** The parts of a node. @param {Draft} node @returns {Draft[]} */
export function partsOf(node) {
  const key = partsKey(node);
  return key === undefined ? [] : GROUPS.includes(key) ? node[key] : [node[key]];
}

/** The node with other parts. @param {Draft} node @param {Draft[]} parts @returns {Draft} */
function withParts(node, parts) {
  const key = /** @type {string} */ (partsKey(node));
  return { ...node, [key]: GROUPS.includes(key) ? parts : parts[0] };
}

/** The node at a path. @param {Draft} root @param {Path} path @returns {Draft} */
export const at = (root, path) => path.reduce((node, place) => partsOf(node)[place], root);

/**
 * The tree with another node at a path.
 * @param {Draft} root @param {Path} path @param {Draft} node @returns {Draft}
 */
export function replaced(root, path, node) {
  if (!path.length) return node;
  const [place, ...rest] = path;
  return withParts(root, partsOf(root).map((part, one) => (one === place ? replaced(part, rest, node) : part)));
}

/**
 * The tree without the node at a path. What stood in a `not` takes that away too; a `where` goes whole.
 * @param {Draft} root @param {Path} path @returns {Draft}
 */
export function removed(root, path) {
  if (!path.length) return { all: [] };
  const above = path.slice(0, -1);
  const parent = at(root, above);
  if (groupOf(parent)) {
    return replaced(root, above, withParts(parent, partsOf(parent).filter((_, place) => place !== path.at(-1))));
  }
  if ("not" in parent) return removed(root, above);
  const { where, ...rest } = parent;
  return replaced(root, above, rest);
}

/**
 * The tree with a node put in a group, before the part at a place.
 * @param {Draft} root @param {Path} group @param {number} place @param {Draft} node @returns {Draft}
 */
export function inserted(root, group, place, node) {
  const parent = at(root, group);
  const parts = [...partsOf(parent)];
  parts.splice(place, 0, node);
  return replaced(root, group, withParts(parent, parts));
}

/** Whether one path leads to or into what another leads to. @param {Path} inner @param {Path} outer */
export const isWithin = (inner, outer) => outer.every((place, level) => inner[level] === place);

/**
 * The tree with a node taken to another group, before the part that stands at a place there now.
 * @param {Draft} root @param {Path} from @param {Path} group @param {number} place @returns {Draft}
 */
export function moved(root, from, group, place) {
  if (isWithin(group, from)) return root;
  const marked = inserted(root, group, place, at(root, from));
  // The node was put in before it is taken out: a path that runs past the new part is one further.
  const shifted = [...from];
  const level = group.length;
  if (isWithin(from, group) && from.length > level && from[level] >= place) shifted[level] += 1;
  return removed(marked, shifted);
}

/** Where a node is, when it is a part of a group. @param {Draft} root @param {Path} path */
export function standing(root, path) {
  const group = path.slice(0, -1);
  if (!path.length || !groupOf(at(root, group))) return null;
  return { group, place: /** @type {number} */ (path.at(-1)), count: partsOf(at(root, group)).length };
}

/** The nearest group above the one that a node stands in. @param {Draft} root @param {Path} path */
export function groupAbove(root, path) {
  for (let above = path.slice(0, -1); above.length; above = above.slice(0, -1)) {
    const outer = above.slice(0, -1);
    if ("where" in at(root, outer)) return null;
    if (groupOf(at(root, outer))) return { group: outer, place: /** @type {number} */ (above.at(-1)) + 1 };
  }
  return null;
}

/** The node turned round: inside a `not`, or taken out of it. @param {Draft} node @returns {Draft} */
export const turned = (node) => ("not" in node ? node.not : { not: node });

/** The path of a node itself, not of one like it. @param {Draft} root @param {Draft} node @returns {Path | null} */
export function pathOf(root, node) {
  if (root === node) return [];
  for (const [place, part] of partsOf(root).entries()) {
    const found = pathOf(part, node);
    if (found) return [place, ...found];
  }
  return null;
}
