import { Injectable } from '@nestjs/common';

/** Where the one who starts the network looks. */
@Injectable()
export class SetupConsole {
  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}
