/* tap.mjs — one line a test, as the other tests of this project print it */
import process from "node:process";

let count = 0;
let failed = 0;

/* Runs a test; what it throws is its failure. */
export async function test(name, work) {
  count++;
  try {
    await work();
    console.log(`ok ${count} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${count} - ${name}`);
    for (const line of String(error.stack || error).split("\n").slice(0, 12))
      console.log(`# ${line}`);
  }
}

export function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
