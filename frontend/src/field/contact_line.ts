// A contact written in one line.
import { digits } from "./keys";

/** A contact read from one line of text. */
export interface Person {
  first_name: string;
  last_name: string;
  function: string;
  phone: string;
  email: string;
}

/** Read a contact written in one line: "Anne Lévêque, responsable maintenance, 06 12 34 56 78". */
export function readContact(line: string): Person {
  const person: Person = { first_name: "", last_name: "", function: "", phone: "", email: "" };
  const rest: string[] = [];
  // A phone number or an e-mail address is found anywhere, also without a comma before it.
  const taken = line
    .replace(/[^\s,;<>]+@[^\s,;<>]+\.[^\s,;<>]+/, (found) => {
      person.email = found.toLowerCase();
      return " ";
    })
    .replace(/(?:\+|\d)[\d\s.()/-]{7,}\d/, (found) => {
      if (digits(found).length < 9) return found;
      person.phone = found.trim();
      return " ";
    });
  for (const part of taken
    .split(/[,;\n]/)
    .map((p) => p.replace(/[\s<>()]+/g, " ").trim())
    .filter(Boolean))
    rest.push(part);
  const names = (rest.shift() ?? "")
    .split(/\s+/)
    .filter((w) => !/^(m|mr|mme|mlle|ms|mrs|monsieur|madame)\.?$/i.test(w));
  person.last_name = names.length > 1 ? names.slice(1).join(" ") : (names[0] ?? "");
  person.first_name = names.length > 1 ? (names[0] ?? "") : "";
  person.function = rest.join(", ");
  return person;
}

/**
 * Return whether a line is a person: a name with a number or an address, or two or three capitalised words.
 */
export function readsAsPerson(line: string): boolean {
  const person = readContact(line),
    name = `${person.first_name} ${person.last_name}`.trim();
  if (!person.last_name || /\d/.test(name)) return false;
  const words = name.split(/\s+/).filter((w) => !/^(de|du|des|le|la|d’|d'|van|von|el|ben)$/i.test(w));
  const named = words.length >= 1 && words.length <= 3 && words.every((w) => /^\p{Lu}/u.test(w));
  return (named && (words.length > 1 || !!person.function)) || (words.length <= 3 && !!(person.phone || person.email));
}
