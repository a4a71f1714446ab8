/* bytes.js — a file -> chunks for the engine, and whether it is what arrived */

/* A multiple of 3, so that no chunk but the last is padded; as base64 it fits a frame of the engine (1 MiB). */
export const CHUNK_BYTES = 384 * 1024;

/* What Thunderbird itself writes before a message that it keeps; nobody else's bytes are there. */
const OWN_FIELDS = /^(?:(?:X-Mozilla-Status2?|X-Mozilla-Keys|X-Account-Key|X-UIDL):[^\n]*\n)+/;
const HEAD_BYTES = 4096;

/* How many chunks are read at once: each reading is a question to another process, and has its own delay. */
const CHUNKS_AT_ONCE = 8;
/* How many of these readings are on their way while one is sent: 24 MiB in all. */
const PARTS_AHEAD = 8;

/* Calls send(base64, isLast) for each chunk; stops when it answers false.  While one part is sent the next ones are read. */
export async function sendChunks(file, send, chunkBytes = CHUNK_BYTES) {
  const partBytes = chunkBytes * CHUNKS_AT_ONCE;
  const read = from => file.slice(from, from + partBytes).arrayBuffer();
  const sendPart = (bytes, from) => {
    for (let at = 0; at === 0 || at < bytes.length; at += chunkBytes) {
      const chunk = bytes.subarray(at, at + chunkBytes);
      if (!send(chunk.toBase64 ? chunk.toBase64() : toBase64(chunk), from + at + chunk.length === file.size))
        return false;
    }
    return true;
  };
  const ahead = [];
  let asked = 0;
  for (let from = 0; from === 0 || from < file.size; from += partBytes) {
    for (; ahead.length <= PARTS_AHEAD && (asked === 0 || asked < file.size); asked += partBytes) {
      const part = read(asked);
      /* It is waited for only where it is needed. */
      part.catch(() => null);
      ahead.push(part);
    }
    if (!sendPart(new Uint8Array(await ahead.shift()), from))
      return false;
  }
  return true;
}

/* For programs without Uint8Array.toBase64. */
export function toBase64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

/**
 * Whether a file that getRaw() gave can hold what arrived: it loses what follows a NUL, and the size tells.
 * @size: of the message as the folder knows it
 */
export async function hasWholeSize(file, size) {
  const head = new TextDecoder("latin1").decode(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const own = OWN_FIELDS.exec(head);
  const left = file.size - (own ? own[0].length : 0);
  /* A last line end that is missing is added, and is no loss. */
  return size === file.size || Math.abs(size - left) <= 2;
}
