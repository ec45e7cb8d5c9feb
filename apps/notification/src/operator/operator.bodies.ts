import { IsInt, Min } from 'class-validator';

/** Deliveries by state. */
export class NotificationStatus {
  @IsInt() @Min(0) waiting: number;
  @IsInt() @Min(0) sending: number;
  @IsInt() @Min(0) delivered: number;
  @IsInt() @Min(0) failed: number;
  @IsInt() @Min(0) dropped: number;
}
