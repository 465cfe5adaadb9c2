// Prints the digests of a scenario's files as computed in WebAssembly: node run.mjs staffcast_platforms.wasm
import { readFile } from "node:fs/promises";

// Without imports: the library asks its host for nothing, neither a clock nor random numbers.
const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
const { digests_address, digests_length, memory } = instance.exports;
const [address, length] = [digests_address(), digests_length()];
process.stdout.write(new TextDecoder().decode(new Uint8Array(memory.buffer, address, length)));
