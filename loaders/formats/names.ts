/** The names of all formats, without their code: the command line lists them. A test compares them with the formats. */
export const formatNames: readonly string[] = [
  "ftc-dnc", "fcc-complaints", "fcc-rmd", "nanpa-npa", "nanpa-co", "census-population", "census-estimates", "published-figures",
  "shaken-certificates", "pone-recordings", "ocn-class", "carrier-cdr", "app-reports", "recordings",
  "provider-directory", "do-not-originate", "tracebacks", "traceback-hops", "asterisk-cdr", "freeswitch-cdr",
  "twilio-calls",
]; // prettier-ignore
