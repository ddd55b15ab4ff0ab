/**
 * Text of a row that tells who was called, fit to be kept: whatever could be a telephone number or hold one (a SIP
 * Identity header has it in base64) is replaced. Dates and times stay, since they are what is mostly wrong in a row.
 */
export function withoutNumbers(text: string): string {
  return text
    .replace(/[A-Za-z0-9_-]{30,}(\.[A-Za-z0-9_-]*)*/g, (token) =>
      /^[0-9a-f-]{32,36}$/i.test(token) && !/\d{9}/.test(token)
        ? token
        : `[${token.length} characters]`,
    )
    .replace(/[+(]?\d[\d\s()./\u00a0\p{Pd}eE+]{4,}\d|\d{7,}/gu, (run) => {
      if (isTime(run.trim())) return run;
      const digits = run.replace(/\D/g, "").length;
      return digits < 7 ? run : `[${digits} digits]`;
    });
}

// 2024-03-01, 2024-03-01 14:05, 03/01/2024 02, and what is left of a time before its colons.
const isTime = (text: string) =>
  /^(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})( \d{1,2})?$/.test(text);
