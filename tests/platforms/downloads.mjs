// Compares what the planning page saves with what the program writes:
//   node downloads.mjs planner.wasm plan.toml FUTURES results/plan results-with-xlsx/plan
// where the results are those of `run plan.toml -n FUTURES` without and with `--xlsx`.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { gunzipSync, inflateRawSync } from "node:zlib";

const [module, scenario, futures, results, withWorkbook] = process.argv.slice(2);

// `web/target/planner.txt` is Base64 of gzip.
const bytes = await readFile(module);
const compiled = await WebAssembly.compile(module.endsWith(".txt") ? gunzipSync(Buffer.from(bytes.toString(), "base64")) : bytes);
const { exports } = await WebAssembly.instantiate(compiled);

function ask(name, question, ...rest) {
  const asked = Buffer.from(question);
  const address = exports.question(asked.length);
  new Uint8Array(exports.memory.buffer, address, asked.length).set(asked);
  const isAnswered = exports[name](...rest);
  const answer = Buffer.from(new Uint8Array(exports.memory.buffer, exports.answer_address(), exports.answer_length()));
  if (!isAnswered) throw new Error(`${name}: ${answer}`);
  return answer;
}

// The files of a ZIP archive by name.
function unpacked(archive) {
  const files = new Map();
  let at = archive.readUInt32LE(archive.length - 6);
  for (let left = archive.readUInt16LE(archive.length - 12); left > 0; left--) {
    const [size, name, extra, comment] = [archive.readUInt32LE(at + 20), ...[28, 30, 32].map((field) => archive.readUInt16LE(at + field))];
    const head = archive.readUInt32LE(at + 42);
    const start = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28);
    files.set(archive.toString("utf8", at + 46, at + 46 + name), inflateRawSync(archive.subarray(start, start + size)));
    at += 46 + name + extra + comment;
  }
  return files;
}

const wrong = [];
const isEqual = async (name, bytes, file) => { if (!bytes.equals(await readFile(file))) wrong.push(name); };

const name = path.basename(scenario), stem = path.parse(scenario).name;
ask("report", JSON.stringify({ path: name, files: { [name]: await readFile(scenario, "utf8") } }), Number(futures));
await isEqual("the workbook", ask("workbook", ""), path.join(withWorkbook, `${stem}.xlsx`));
const files = unpacked(ask("archive", ""));
const written = (await readdir(results)).filter((file) => /\.(csv|json|toml)$/.test(file));
const expected = written.map((file) => `${stem}/${file}`).sort();
if (expected.join() !== [...files.keys()].sort().join()) wrong.push(`the archive has ${[...files.keys()]} and not ${expected}`);
for (const file of written) {
  const bytes = files.get(`${stem}/${file}`);
  if (bytes) await isEqual(file, bytes, path.join(results, file));
}
if (wrong.length > 0) {
  console.error(`differs: ${wrong.join("; ")}`);
  process.exit(1);
}
console.log(`the workbook and ${files.size} files of the archive are those of the program`);
