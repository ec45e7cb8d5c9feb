import { Charter, CommunityState, IsSlug } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsNotEmpty, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';

export class NewCommunity {
  /** Its name in markings. */
  @IsSlug() id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @ValidateNested() @IsNotEmpty() @Type(() => Charter) charter: Charter;
}

export class CommunityParams {
  @IsSlug() id: string;
}

export class MemberParams {
  @IsSlug() id: string;
  @IsUUID() organisation: string;
}

export class CommunityList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => CommunityState) communities: CommunityState[];
}
