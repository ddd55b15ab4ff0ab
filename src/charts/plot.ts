import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { escapeText, raw, type Markup } from "../html.ts";
import { fontFamily, type Palette } from "./palette.ts";

const document = new DOMParser().parseFromString(
  "<!doctype html><html><body></body></html>",
  "text/html",
);

/** Draws with Observable Plot outside a browser; the result is one `<svg>` with its description. */
export function drawPlot(options: Plot.PlotOptions, description: string, palette: Palette): Markup {
  const svg = Plot.plot({
    ...options,
    document: document as unknown as Document,
    className: "plot",
    style: {
      fontFamily,
      fontSize: "13px",
      color: palette.ink,
      background: "none",
      overflow: "visible",
    },
  });
  svg.setAttribute("role", "img");
  svg.setAttribute("font-family", fontFamily);
  svg.setAttribute("font-size", "13");
  svg.setAttribute("fill", palette.ink);
  svg.removeAttribute("class");
  svg.querySelectorAll("style").forEach((style: Element) => style.remove());
  // Plot labels its groups for assistive technology; one description for the whole reads better.
  svg
    .querySelectorAll("[aria-label]")
    .forEach((part: Element) => part.removeAttribute("aria-label"));
  // linkedom escapes text but not attributes: the description is put in by hand.
  const text = String(svg.outerHTML)
    .replace(/(\d\.\d{2})\d+/g, "$1")
    .replace(/[$`{}]/g, escapeText)
    .replace("<svg", () => `<svg aria-label="${escapeText(description)}"`)
    .replaceAll("currentColor", palette.ink)
    .replace(/\n\s*/g, "");
  return raw(text);
}
