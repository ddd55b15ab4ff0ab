/** Changes whenever a published number could: every output names it. */
export const methodVersion = "2026.12";
