import type { Random } from "../random.ts";

/**
 * What is said on a line. Sentences hold alternatives in [a|b] and slots in {name}; a prerecorded message keeps its
 * alternatives for as long as one take is used, a live or synthetic speaker draws them anew on every call.
 */
export interface Script {
  label: string;
  language: "en" | "es";
  sentences: readonly string[];
}

const script = (label: string, language: "en" | "es", ...sentences: string[]): Script => ({
  label,
  language,
  sentences,
});

/** Scripts of illegal campaigns, all written for this generator. */
// prettier-ignore
export const illegalScripts: readonly Script[] = [
  script("auto warranty", "en", "[Hi there|Hello], this is {agent} with the vehicle service department.", "Our records show the factory coverage on your [car|vehicle] is about to [lapse|run out].", "We have [mailed you several notices|tried to reach you by mail] and this is the [last|final] courtesy call before the file is closed.", "Press 1 now to keep your coverage or press 9 to come off the list.", "You can also reach us at {callback}."),
  script("social security suspension", "en", "This call is from the Social Security Administration, [badge|officer] number {code}.", "Your social security number has been [suspended|put on hold] because of suspicious activity in the state of Texas.", "A [warrant|legal case] is being prepared under your name.", "To speak with an investigating officer press 1, or call {callback} [immediately|right away].", "If you ignore this notice you will be [taken into custody|arrested]."),
  script("student loan forgiveness", "en", "Hi, it's {agent} calling from the student loan [relief center|processing unit].", "You have been [pre-approved|flagged as eligible] for the new forgiveness program.", "Your balance may be [reduced to zero|fully discharged] but enrollment closes [Friday|at the end of this week].", "Please call me back at {callback} and mention [file|reference] {code}."),
  script("Medicare braces", "en", "Good [morning|day], I am calling on behalf of the Medicare [pain relief|benefits] program.", "Seniors with back, knee or shoulder pain can get a brace at no [cost|charge].", "Do you have your red, white and blue Medicare card [handy|with you]?", "Press 1 to talk to a [specialist|brace advisor], press 2 to be removed."),
  script("Amazon order", "en", "This is an automated [alert|message] from the Amazon fraud department.", "A purchase of an iPhone for {amount} was [placed|charged] on your account.", "If you did not authorize this [order|purchase] press 1 to [cancel it|speak to support].", "Otherwise the amount will be debited from your [bank|card] within 24 hours.", "For help dial {callback}."),
  script("tech support refund", "en", "Hello, this is {agent} from computer [support|security services].", "The antivirus subscription on your computer renews today for {amount}.", "Since our company is [closing|shutting down], we owe you a refund.", "Please stay near your computer and call {callback}."),
  script("credit card rate", "en", "[Attention|Hello] valued cardholder.", "Because of your good payment history you now qualify for zero percent interest on your [existing balances|credit cards].", "There is no problem with your account, but this offer [expires|ends] tonight.", "Press 1 to speak with card [member|holder] services about lowering your rate."),
  script("IRS tax lawsuit", "en", "This is [an official|the final] notice from the Internal Revenue Service.", "The IRS is filing a lawsuit against you for unpaid [back taxes|federal taxes] of {amount}.", "Before this goes to the [federal courthouse|magistrate], call our department at {callback}.", "Don't disregard this message and do return the call."),
  script("solar savings", "en", "Hey, it's {agent} with [Clean Home|the home energy] savings program.", "Your state approved zero down solar for homeowners on your [street|block].", "You could cut your electric bill in half [starting next month|this season].", "If your bill is over a hundred dollars [say yes|press 1] and I will check your roof."),
  script("health insurance open enrollment", "en", "Hello, this is {agent} with the [national|American] health enrollment center.", "The special enrollment period was [extended|reopened] and plans start at 59 dollars a month.", "All major carriers such as Blue Cross and Aetna are [included|covered].", "Press 1 for a licensed agent or press 8 if you already have [coverage|a plan]."),
  script("utility disconnection", "en", "This is your electric company with a disconnection [notice|order].", "A technician is [on the way|scheduled] to turn off your power within [thirty|45] minutes for non payment of {amount}.", "To stop the disconnection call billing at {callback}.", "Payment is taken by prepaid [card|voucher] or transfer only."),
  script("bank card locked", "en", "This is [your bank's|the bank] card security center.", "Your debit card ending in {code} has been [locked|restricted].", "To unlock it please enter the sixteen digit card number followed by the pound key.", "You may also return this call at {callback}."),
  script("lottery prize", "en", "Congratulations, you have been selected as the [second|third] place winner of the national sweepstakes.", "Your prize of {amount} and a new Mercedes is ready for delivery.", "Call the claims [manager|agent] {agent} at {callback} with winning number {code}."),
  script("grandchild bail", "en", "Hi, I am attorney {agent} and I represent [your grandson|a member of your family].", "There was a car accident [this morning|last night] and he is being held.", "The judge set bail at {amount} and there is a gag order so [tell no one|do not discuss this].", "Please have a pen ready and call {callback}."),
  script("debt consolidation", "en", "Good news, this is {agent} in the [debt|financial] hardship department.", "You qualify to write off up to [half|60 percent] of your unsecured debt over ten thousand dollars.", "This stimulus program is funded [federally|by the government] and spaces are limited.", "Call us back on {callback} before the end of the business day."),
  script("timeshare exit", "en", "Hello owner, this is the resort [transfer|resale] desk.", "We have a [corporate buyer|client] in Mexico ready to purchase your timeshare for {amount}.", "All that remains is the escrow [fee|deposit].", "Press 1 for your representative {agent} or dial {callback}."),
  script("business listing", "en", "This is an [urgent|important] call about your Google business listing.", "Your listing is [not verified|unverified] and may be marked permanently closed.", "Customers searching by [voice|phone] will not find you.", "Press 1 to verify [now|today], press 2 to opt out."),
  script("business loan", "en", "Hey, {agent} here from the funding [desk|office].", "I have your file in front of me and you're approved for {amount} of working capital.", "No tax returns and [same day|next day] deposit.", "Give me a ring at {callback}, I'm only here until five."),
  script("customs package", "en", "This is the Customs and Border Protection department.", "A package with your name and [drugs|narcotics and cash] inside was intercepted [in El Paso|at the border].", "There is a warrant against you and police will come to your [home|address].", "Press 1 to connect with officer {agent}."),
  script("crypto wallet", "en", "This is a security message from your crypto [exchange|wallet provider].", "A withdrawal of {amount} was requested from a device in [Germany|Nigeria].", "If this was not you press 1, your [security code|ticket] is {code}.", "An agent will help you move the funds to a safe wallet."),
  script("home warranty", "en", "Hello homeowner, this is the home [warranty|protection] renewal office.", "Our letter about your [property|house] was returned and your plan has [expired|lapsed].", "Repairs to your furnace, roof or plumbing are not covered at this point.", "Call {callback} to reactivate, use code {code}."),
  script("political fundraising fake", "en", "My name is {agent} with the [police|troopers] and firefighters support fund.", "We are not asking for much, just [a small one time gift|twenty or thirty dollars] for the families of fallen officers.", "Can we count on you and [mail out|send] an envelope today?"),
  script("free cruise", "en", "[Ahoy|Congratulations], this is your captain speaking.", "You've been chosen for a [free|complimentary] Bahamas cruise for two.", "Press 1 to reserve your cabin, port taxes of {amount} apply.", "Press 2 to decline."),
  script("final expense", "en", "Hi, this is {agent} with senior [benefits|resources].", "Did you get the card about the state regulated program that pays a hundred percent of [burial|funeral] expenses?", "You are [between 50 and 80|under eighty five], right?", "Let me get my supervisor to go over it with you."),
  script("seguro social", "es", "Le [llamamos|hablamos] de la Administración del Seguro Social.", "Su número de seguro social ha sido [suspendido|bloqueado] por actividad sospechosa.", "Si no se comunica con nosotros [hoy mismo|de inmediato] se emitirá una orden de arresto.", "Oprima el 1 o llame al {callback}."),
  script("factura de luz", "es", "Este es un aviso [urgente|final] de la compañía de luz.", "Su servicio será [cortado|desconectado] en treinta minutos por falta de pago de {amount}.", "Para evitar el corte llame a [facturación|cobros] al {callback}.", "Tenga lista su tarjeta prepagada."),
  script("premio de supermercado", "es", "Felicidades, usted ha sido [seleccionado|escogido] para recibir un vale de compras de {amount}.", "Solo tiene que confirmar su [dirección|domicilio] y su tarjeta.", "Marque el 1 para hablar con {agent}."),
];

/** What lawful senders say, by kind. Names of brands and people fill the slots, so senders of a kind sound alike. */
// prettier-ignore
export const lawfulScripts: Readonly<Record<string, readonly Script[]>> = {
  pharmacy: [
    script("refill ready", "en", "Hello, this is {brand} pharmacy calling for {person}.", "Your prescription is ready for pickup.", "To hear store hours press 1, to stop these calls press 9."),
    script("refill due", "en", "This is an automated call from {brand} pharmacy.", "One or more of your prescriptions is due for a refill.", "Press 1 to refill now. Our number is {callback}."),
    script("receta lista", "es", "Le llamamos de la farmacia {brand}.", "Su receta está lista para recoger.", "Para escuchar el horario oprima 1."),
  ],
  medical: [
    script("appointment", "en", "Hello, this is a reminder for {person} of an appointment with {brand} on {time}.", "Press 1 to confirm, press 2 to reschedule, or call {callback}."),
    script("wellness visit", "en", "This is {brand} health. It is time for your yearly wellness visit.", "Please call {callback} to schedule. If you are a Medicare member there is no cost to you."),
  ],
  school: [
    script("attendance", "en", "Good morning, this is the attendance office at {brand} school.", "Your student {person} was absent from one or more periods today.", "Please send a note or call {callback}."),
    script("early dismissal", "en", "This is {brand} school district with a message for families.", "Because of the weather all schools will [close early|open two hours late] on {time}."),
    script("aviso escolar", "es", "Este es un mensaje del distrito escolar {brand}.", "Las escuelas abrirán dos horas tarde el {time}."),
  ],
  airline: [script("flight change", "en", "This is {brand} airlines with an update for {person}.", "Flight {code} on {time} is delayed. Press 1 to hear options or call {callback}.")],
  bank_fraud: [
    script("fraud alert", "en", "This is the {brand} bank fraud detection department calling for {person}.", "We noticed a charge of {amount} on your card ending in {code}.", "If you made this purchase press 1, if you did not press 2. You can also call the number on the back of your card."),
  ],
  voice_otp: [script("code", "en", "Hello, your {brand} verification code is {spaced}.", "Again, your code is {spaced}. Goodbye.")],
  political: [
    script("vote", "en", "Hi, this is {person} running for {office}.", "I am asking for your vote on {time}. Together we can [lower taxes|fix our roads].", "Paid for by {brand} for {office}, {callback}."),
  ],
  survey: [script("poll", "en", "Hello, this is {brand} research with a short survey of voters.", "If the election were held today press 1 for the first candidate, 2 for the second, 3 if undecided.")],
  debt: [
    script("mini miranda", "en", "This message is for {person}. This is {agent} from {brand}, a debt collector.", "This is an attempt to collect a debt and any information obtained will be used for that purpose.", "Please call {callback} and refer to file {code}."),
  ],
  call_center: [script("service", "en", "Hi, may I speak to {person}? This is {agent} with {brand}.", "I'm calling about the quote you asked for online.", "Is now a good time?")],
  charity: [script("drive", "en", "Hello {person}, this is {agent} for {brand} charities.", "Our truck will be in your neighborhood on {time} to pick up clothing.", "Can you leave a bag for us?")],
  emergency: [script("alert", "en", "This is an emergency message from {brand} county.", "A boil water notice [has been issued|is in effect] for your area until {time}.", "This message will repeat.")],
  delivery: [script("delivery", "en", "This is {brand} delivery. Your order will arrive on {time} between 10 and 2.", "Press 1 to confirm or call {callback}.")],
  payment: [script("payment due", "en", "Hello {person}, this is {brand} with a reminder that your payment of {amount} is due on {time}.", "To pay by phone press 1 or call {callback}.", "Thank you for being a customer.")],
  insurance: [script("agent", "en", "Hi {person}, this is {agent}, your local {brand} insurance agent.", "You asked us for a rate on your home and [auto|car]. Call me at {callback}.")],
};

/** What is heard on ordinary calls that reach a listening line by mistake. */
// prettier-ignore
const ordinarySpeech = [
  "", "", "", "hello", "hello? hello? is anyone there", "hi mom it's me call me when you get this", "sorry wrong number",
  "hey is this Dave I got your number from the garage", "yeah this is Rosa from the church about Sunday",
  "hi I'm calling about the couch you have for sale is it still available", "[silence]", "[music]", "beep",
  "bueno quién habla", "this is the front desk your table is ready", "you have a collect call from",
];

// prettier-ignore
const people = "Maria Lopez,James Miller,Linda Brown,Robert Davis,Karen Wilson,David Nguyen,Susan Clark,Angela Hall,Kevin Young,Tom Baker,Emily Rivera,Sarah Adams".split(",");
// prettier-ignore
const agents = "Jessica,Mike,Amanda,Daniel,Ashley,Brian,Emma,Steven,Rachel,Peter,Olivia,Jason".split(",");
// prettier-ignore
const brands = "Maple,Sunrise,Heritage,Lakeside,Summit,Cedar Grove,Harbor,Pioneer,Liberty Bell,Valley View,Blue Ridge,Prairie,Evergreen,Capitol,Coastal,Northgate,Redwood,Franklin,Jefferson,Riverside".split(",");
// prettier-ignore
const offices = "state senate,city council,governor,county sheriff,school board".split(",");
// prettier-ignore
const times = "Monday at 9 a.m.,Tuesday at 2:30,Thursday at 11,Friday morning,the 14th at 3 p.m.,tomorrow at 10,Tuesday November 5th".split(",");
// prettier-ignore
const digitWords = "zero one two three four five six seven eight nine".split(" ");

export const randomBrand = (random: Random): string => random.pick(brands);

/** A number as a person or a machine reads it out. */
function spoken(number: string, random: Random): string {
  const n = number.slice(-10);
  const way = random.below(5);
  if (way === 0) return [...n].join(" ");
  if (way === 1) return [...n].map((digit) => digitWords[Number(digit)]).join(" ");
  if (way === 2) return `1-${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`;
  return `${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`;
}

/**
 * A message as spoken. `take` is the random stream of one recording (the same seed gives the same wording and the same
 * agent); `call` varies from call to call: the person called, a code, how the recogniser writes a number down.
 */
export function message(
  text: Script,
  take: Random,
  call: Random,
  brand: string,
  callback: string,
  live: boolean,
): string {
  const wording = live ? call : take;
  const amount = `$${100 + wording.below(90) * 10}.${wording.below(90) + 10}`;
  const agent = wording.pick(agents);
  const code = [...String(100_000 + call.below(900_000))].join(" ");
  const sentences = live
    ? text.sentences.filter((_, i) => i === 0 || call.chance(0.8))
    : text.sentences;
  const filled = sentences
    .join(" ")
    .replace(/\[([^\]]+)\]/g, (_, options: string) => wording.pick(options.split("|")))
    .replace(/\{(\w+)\}/g, (_, slot: string) => {
      if (slot === "callback") return callback ? spoken(callback, call) : "this number";
      if (slot === "brand") return brand;
      if (slot === "agent") return agent;
      if (slot === "amount") return amount;
      if (slot === "person") return call.pick(people);
      if (slot === "time") return call.pick(times);
      if (slot === "office") return wording.pick(offices);
      if (slot === "spaced") return code;
      return String(1000 + wording.below(9000));
    });
  if (!live) return filled;
  const filler = [
    "Um,",
    "Okay so",
    "Can you hear me okay?",
    "How are you doing today?",
    "Yes ma'am.",
  ];
  return `${call.pick(filler)} ${filled}${call.chance(0.5) ? ` ${call.pick(filler)} Alright, bye.` : ""}`;
}

// prettier-ignore
const misheard: Readonly<Record<string, string>> = {
  security: "securing", warranty: "warrant he", coverage: "cover edge", department: "apartment", vehicle: "we call", press: "pressed", card: "car", calling: "falling", your: "you're", account: "a count", federal: "fed her all", medicare: "medi care", number: "numbers", expire: "tire", forgiveness: "for givenness", loan: "lone", seguro: "según", llame: "ya me",
};

/**
 * How a speech recogniser writes a message down: no more than was said before someone hung up, words lost and misheard,
 * cut at the start, punctuation or none.
 */
export function transcribed(
  text: string,
  random: Random,
  how: { cut: number; plain: boolean; seconds: number },
): string {
  const { cut, plain } = how;
  let words = text.split(" ").slice(0, 4 + Math.round(how.seconds * 3));
  if (random.chance(cut)) words = words.slice(random.below(Math.ceil(words.length * 0.45)));
  if (random.chance(cut * 0.6))
    words = words.slice(0, Math.ceil(words.length * random.between(0.45, 0.9)));
  const error = random.between(0.005, 0.06);
  const heard = words.flatMap((word) => {
    if (!random.chance(error)) return [word];
    if (random.chance(0.3)) return [];
    return [misheard[word.toLowerCase()] ?? (word.length > 5 ? word.slice(0, -2) : `${word} uh`)];
  });
  const line = heard.join(" ");
  return plain ? line.toLowerCase().replace(/[^\p{L}\p{N}' -]/gu, "") : line;
}

export const ordinaryTalk = (random: Random): string => random.pick(ordinarySpeech);
