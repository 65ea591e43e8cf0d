// Lays the sample office out once; every spec file works on a copy of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMarket } from "./market";

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "marketplace-end2end-"));
  process.env.END2END_FOLDER = folder;
  const data = join(folder, "template");
  runMarket(["migrate"], data);
  runMarket(["sample"], data);
  return () => rmSync(folder, { recursive: true, force: true });
}
