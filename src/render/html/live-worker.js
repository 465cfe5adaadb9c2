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

// What the module's drawing library would ask a browser for. Nothing calls it.
function imports(of) {
  const stubs = {};
  for (const one of WebAssembly.Module.imports(of)) {
    stubs[one.module] = stubs[one.module] || {};
    stubs[one.module][one.name] = function () { throw new Error("the module called " + one.name); };
  }
  return stubs;
}

self.onmessage = async function (event) {
  const task = event.data;
  try {
    if (task.module) {
      module = (await WebAssembly.instantiate(task.module, imports(task.module))).exports;
      if (task.input) ask("prepare", task.input);
      self.postMessage({ isReady: true });
    } else {
      self.postMessage({ task: task, answer: ask(task.question, task.text, task.futures, task.asBytes) });
    }
  } catch (error) {
    self.postMessage({ task: task.module ? {} : task, failure: String(error.message || error), isBroken: error instanceof WebAssembly.RuntimeError });
  }
};
