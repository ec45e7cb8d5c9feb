import { Injectable } from '@nestjs/common';

/** What messaging tells the platform's health checks. An outage of Kafka or of the store is neither: the service waits it out. */
@Injectable()
export class MessagingHealth {
  private readonly fatal = new Map<string, string>();
  private readonly stuck = new Map<string, string>();

  /** False when something stopped that only a new process can start again. */
  alive(): boolean {
    return this.fatal.size === 0;
  }

  /** False when a part cannot go on, though everything it needs answers. */
  ready(): boolean {
    return this.alive() && this.stuck.size === 0;
  }

  /** Why it is not ready or not alive, without content. */
  reasons(): string[] {
    return [...this.fatal.values(), ...this.stuck.values()];
  }

  /** For the parts of this library. */
  fails(part: string, reason: string): void {
    this.fatal.set(part, reason);
  }

  /** For the parts of this library. */
  sticks(part: string, reason: string): void {
    this.stuck.set(part, reason);
  }

  /** For the parts of this library. */
  goesOn(part: string): void {
    this.stuck.delete(part);
  }
}
