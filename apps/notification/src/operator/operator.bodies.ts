import { IsInt, Min } from 'class-validator';

/** Deliveries by state, and what is looked through because somebody's standing has changed. */
export class NotificationStatus {
  @IsInt() @Min(0) waiting: number;
  @IsInt() @Min(0) sending: number;
  @IsInt() @Min(0) delivered: number;
  @IsInt() @Min(0) failed: number;
  @IsInt() @Min(0) dropped: number;
  /** Organisations whose deliveries are still to be gone through. */
  @IsInt() @Min(0) reviews: number;
}
