// Undo and redo: what was, and what was undone. Typing on in one place is one step.

const TYPING = 1500;

/** @template T */
export class Past {
  /** @param {T} now */
  constructor(now) {
    this.now = now;
    /** @type {T[]} */ this.before = [];
    /** @type {T[]} */ this.after = [];
    this.place = "";
    this.at = 0;
  }

  /** Go on to something new; `place` is where one types, "" for a step of its own. @param {T} next @param {string} place */
  go(next, place = "") {
    const same = place !== "" && place === this.place && Date.now() - this.at < TYPING;
    if (!same) this.before.push(this.now);
    [this.now, this.after, this.place, this.at] = [next, [], place, Date.now()];
  }

  /** Go back a step; nothing when there is none. */
  undo() {
    const was = this.before.pop();
    if (was === undefined) return;
    this.after.push(this.now);
    [this.now, this.place] = [was, ""];
  }

  /** Go forward again. */
  redo() {
    const next = this.after.pop();
    if (next === undefined) return;
    this.before.push(this.now);
    [this.now, this.place] = [next, ""];
  }
}
