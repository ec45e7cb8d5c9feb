import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { ApiLanguage } from '../explanations/api-language.ts';

/** Answered as a picture. */
export const ApiChart = () =>
  applyDecorators(ApiLanguage(), ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } }));
