/**
 * Words of notices that people ask for or must get: reminders, codes, orders on their way, school and emergency notices,
 * polls, collectors that say who they are. That a recording has them speaks against an illegal pretext, and proves nothing:
 * anybody can say them.
 */
const notices: readonly RegExp[] = [
  /verification code|security code is|one[- ]time (code|pass)|your code is|c[oó]digo de verificaci[oó]n/i,
  /prescriptions? .{0,40}(ready|refill|due)|\bpharmacy\b|receta/i,
  /(remind|confirm).{0,60}(appointment|visit|reservation)|appointment .{0,40}(with|on|at|for)\b|(su|una) cita\b|your table is ready/i,
  /school (district|is|will|closing|closed|dismiss)|schools? .{0,40}(closed|open|delay|late)|attendance office|absent|distrito escolar|escuelas?/i,
  /flight \d|\bairlines?\b .{0,40}(update|flight|gate)|your (package|delivery|order) .{0,40}(arrive|scheduled|out for delivery|will be delivered|delivered today)/i,
  /attempt to collect a debt|debt collector|this (call|communication) is from a debt/i,
  /(survey|poll|research) .{0,60}(opinion|minutes|questions|calling)|conducting a (survey|poll)|election day|early voting|polling place|paid for by/i,
  /emergency (message|alert|notification)|boil[- ]water|evacuat|shelter in place|power outage in your area/i,
  /payment (of .{0,20})?(is )?(due|received)|reminder that your (payment|bill)/i,
];

/** Whether a transcript has the words of such a notice. */
export const isNotice = (transcript: string): boolean =>
  notices.some((words) => words.test(transcript));
