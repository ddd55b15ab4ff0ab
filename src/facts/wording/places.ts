import { jurisdictions } from "../../data/jurisdictions.ts";

const names = new Map(jurisdictions.map((j) => [j.state, j.name]));
const withArticle = ["DC", "MP", "VI"];

/** A jurisdiction inside a sentence: "Kansas", "the District of Columbia"; other codes as they are. */
export function placeName(state: string): string {
  const name = names.get(state) ?? state;
  return withArticle.includes(state) ? `the ${name}` : name;
}

/** At the start of a sentence: "The District of Columbia". */
export function placeStart(state: string): string {
  const name = placeName(state);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "is" or "are", after a place. */
export const placeIs = (state: string): string => (isPlural(state) ? "are" : "is");

const isPlural = (state: string): boolean => placeName(state).endsWith("Islands");

/** "Kansas's", "the U.S. Virgin Islands'" */
export function placeOwn(state: string): string {
  const name = placeName(state);
  return isPlural(state) ? `${name}’` : `${name}’s`;
}
