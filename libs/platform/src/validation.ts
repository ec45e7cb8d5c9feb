import { ValidationPipe } from '@nestjs/common';
import { toViolations } from '@landbridge/contracts';
import { Problem } from './problem.ts';

/** Checks bodies and queries by their decorators; what is unknown is refused, not dropped. */
export const validationPipe = () =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) =>
      new Problem({
        type: 'invalid',
        status: 400,
        title: 'The request is not valid',
        detail: 'See errors for each field.',
        errors: toViolations(errors),
      }),
  });
