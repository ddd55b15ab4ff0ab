// Framework reads every page six times with jsdom, which makes a browser window each time: two thirds of a build. Here
// linkedom reads them instead. `node --import` of this file, ahead of Framework, puts it in jsdom's place.
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";
import { parseHTML } from "linkedom";

if (isMainThread) register(import.meta.url);

/** Module hook: what asks for jsdom gets this file. */
export function resolve(specifier, context, next) {
  return specifier === "jsdom"
    ? { url: import.meta.url, shortCircuit: true }
    : next(specifier, context);
}

export class VirtualConsole {}

export class JSDOM {
  /** A whole page, or a doctype and an open body before a fragment. */
  constructor(html) {
    const [, fragment] = /^<!DOCTYPE html><body>([\s\S]*)$/.exec(html);
    this.window = parseHTML(
      `<!DOCTYPE html><html><head></head><body>${fragment}</body></html>`,
    ).window;
  }
}

// linkedom writes the ampersand of an attribute as it is; the standard writes it escaped.
const attribute = Object.getPrototypeOf(
  parseHTML("<!DOCTYPE html>").document.createAttribute("title"),
);
attribute.toString = function () {
  return `${this.name}="${this.value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
};
