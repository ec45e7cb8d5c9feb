import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse } from '@nestjs/swagger';

/** Answered as a picture. */
export const ApiChart = () =>
  applyDecorators(
    ApiHeader({ name: 'accept-language', required: false, description: 'Languages that you would like, such as sv, en;q=0.5.' }),
    ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } }),
  );
