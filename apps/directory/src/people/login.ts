/** Sign-in names are the same in small letters and capitals, however their accents are typed. */
export const normalLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();
