// Runs the module: first it is given the module and the files, then questions, which it answers one after the other.
"use strict";
let module;

// The question is text or bytes; the answer is text, or bytes if these are asked for.
function ask(name, question, futures, asBytes) {
  const bytes = typeof question === "string" ? new TextEncoder().encode(question) : new Uint8Array(question);
  const address = module.question(bytes.length);
  new Uint8Array(module.memory.buffer, address, bytes.length).set(bytes);
  const answered = module[name](futures);
  const answer = new Uint8Array(module.memory.buffer, module.answer_address(), module.answer_length());
  if (answered && asBytes) return answer.slice();
  const words = new TextDecoder().decode(answer);
  if (!answered) throw new Error(words);
  return words;
}

self.onmessage = async function (event) {
  const task = event.data;
  try {
    if (task.module) {
      module = (await WebAssembly.instantiate(task.module)).exports;
      if (task.input) ask("prepare", task.input);
      self.postMessage({ isReady: true });
    } else {
      self.postMessage({ task: task, answer: ask(task.question, task.text, task.futures, task.asBytes) });
    }
  } catch (error) {
    self.postMessage({ task: task.module ? {} : task, failure: String(error.message || error), isBroken: error instanceof WebAssembly.RuntimeError });
  }
};
