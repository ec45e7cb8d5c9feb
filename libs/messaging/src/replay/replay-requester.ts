/** Asks the owner of the events to fill the replay topic for a generation. Provided by the app and found by its class. */
export interface ReplayRequester {
  /**
   * Called when a generation begins, and again until it succeeded; the owner takes the same generation once.
   * @throws anything while the owner is away; it is asked again
   */
  requestReplay(generation: string): Promise<void>;
}
