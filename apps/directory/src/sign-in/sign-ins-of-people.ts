import { Injectable } from '@nestjs/common';
import { Rate } from '../attempts/rate.ts';

const WINDOW_MS = 3600_000;
/** Nobody works so; a program that runs wild may. */
export const MOST_OF_ONE = 60;

/** Somebody was known, and has signed in too often. */
export class TooManySignIns extends Error {
  override readonly name = 'TooManySignIns';
}

/** How many sign-ins each person makes in an hour, by either way: each may end somebody else's session, of which the network is told. */
@Injectable()
export class SignInsOfPeople {
  private readonly rate = new Rate(MOST_OF_ONE, WINDOW_MS);

  admit(person: string): boolean {
    return this.rate.admit(person, new Date());
  }
}
