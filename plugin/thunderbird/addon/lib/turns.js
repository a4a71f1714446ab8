/* turns.js — of several mails in one place only the last one counts, and checks come one after the other */

export class Turns {
  constructor() {
    this.last = new Map();
    this.chain = Promise.resolve();
    this.count = 0;
  }

  /* A new mail in a place: what was asked for it before is over. */
  begin(place) {
    const turn = ++this.count;
    this.last.set(place, turn);
    return () => this.last.get(place) === turn;
  }

  end(place) {
    this.last.delete(place);
  }

  /* Runs work after what is waiting; a failure of one is not the failure of the next. */
  queue(work) {
    const done = this.chain.then(work);
    this.chain = done.catch(() => null);
    return done;
  }
}
