/** Colours of a drawing. The site passes CSS variables (light and dark), the brief plain values. */
export interface Palette {
  ink: string;
  quiet: string;
  paper: string;
  hairline: string;
  accent: string;
  alarm: string;
  /** Five classes, light to deep. */
  ramp: readonly [string, string, string, string, string];
  /** Text on each class of the ramp. */
  onRamp: readonly [string, string, string, string, string];
}

export const siteColours: Palette = {
  ink: "var(--ink)",
  quiet: "var(--quiet)",
  paper: "var(--paper)",
  hairline: "var(--hairline)",
  accent: "var(--accent)",
  alarm: "var(--alarm)",
  ramp: ["var(--ramp-1)", "var(--ramp-2)", "var(--ramp-3)", "var(--ramp-4)", "var(--ramp-5)"],
  onRamp: [
    "var(--on-ramp-1)",
    "var(--on-ramp-2)",
    "var(--on-ramp-3)",
    "var(--on-ramp-4)",
    "var(--on-ramp-5)",
  ],
};

export const printColours: Palette = {
  ink: "#1c2126",
  quiet: "#59626b",
  paper: "#ffffff",
  hairline: "#d9d5cc",
  accent: "#1d5b8f",
  alarm: "#b3401a",
  ramp: ["#e3eef6", "#b7d3e6", "#7fb0d0", "#3f82b3", "#134a78"],
  onRamp: ["#1c2126", "#1c2126", "#1c2126", "#ffffff", "#ffffff"],
};

export const fontFamily = "Public Sans, sans-serif";

export interface DrawingOptions {
  /** Width in CSS pixels that the drawing is made for. */
  width: number;
  palette: Palette;
  /** Invented data: hatched, and marked with the word. */
  isSimulated?: boolean;
}
