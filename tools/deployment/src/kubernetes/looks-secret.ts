/** A variable that names a file or a folder is judged by whether it does. */
const NAMES_PATH = /_(FILE|DIR)$/;
const PATH = /^(\/[\w.-]+)*$/;
const NAMES_SECRET = /SECRET|PASSWORD|CREDENTIAL|TOKEN$|KEY$/;
const LOGIN_IN_ADDRESS = /:\/\/[^/]*@/;
/** Long, without a break, of digits and both kinds of letters. */
const RANDOM = /(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*[a-z])[\w+/=-]{20,}/;

/** Whether a variable of a container seems to hold a secret, or a path that is none. */
export function looksSecret(variable: string, value: string): boolean {
  if (NAMES_PATH.test(variable)) return !PATH.test(value);
  return (NAMES_SECRET.test(variable) && value !== '') || LOGIN_IN_ADDRESS.test(value) || RANDOM.test(value);
}
