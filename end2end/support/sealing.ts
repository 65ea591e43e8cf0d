// The known answers of the library of sealing, for the module that seals in the browser.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve(__dirname, "../../app/sealing/tests/known_answers");
const read = (name: string) => JSON.parse(readFileSync(resolve(folder, name), "utf8"));
const envelope = read("envelope.json");

/** A price envelope with one file, and all that it is made of. */
export const KNOWN = {
  context: envelope.context as Record<string, string>,
  key_set: read("key_set.json").canonical_bytes as string,
  closing_key: envelope.closing_public_key as string,
  answers: envelope.answers as string,
  file: { ...envelope.manifest.files[0], content: envelope.files[0].content } as Record<"name" | "media_type" | "sha256" | "content", string>,
  sha256: envelope.sha256 as string,
};

/** Draws that came before the envelope's: a key for each of five holders, and the closing key. */
const DRAWN_BEFORE = 6 * 32;

/** The chance the known envelope was sealed with, in hexadecimal digits: block after block of SHA-256 over seed and number. */
export function chance(bytes: number): string {
  const blocks: Buffer[] = [];
  for (let number = 0; number * 32 < DRAWN_BEFORE + bytes; number += 1) {
    const place = Buffer.alloc(8);
    place.writeBigUInt64BE(BigInt(number));
    blocks.push(createHash("sha256").update(envelope.seed as string).update(place).digest());
  }
  return Buffer.concat(blocks).subarray(DRAWN_BEFORE, DRAWN_BEFORE + bytes).toString("hex");
}
