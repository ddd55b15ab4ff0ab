import { readFileSync } from "node:fs";

const part = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/** A part's text as a piece of one file: without what joins it to the others. */
const piece = (name: string): string =>
  part(name)
    .replace(/^import [^;]*from "\.\/core\.js";\n/m, "")
    .replace(/^export \{[^}]*\};\n/gm, "")
    .replace(/^export /gm, "");

/** The verifier as one file for Node.js: no package, no network. */
export const verifierScript = (): string => {
  const node = piece("node.js");
  const imports = [...node.matchAll(/^import [^;]*;\n/gm)].map(([line]) => line).join("");
  return `${imports}\n${piece("core.js")}\n${node.replace(/^import [^;]*;\n/gm, "")}\n${piece("command.js")}`;
};

/** The verifier as one page for a browser that is offline. */
export const verifierPage = (): string =>
  part("page.html").replace("/*SCRIPT*/", () => `${piece("core.js")}\n${piece("page.js")}`.trim());
