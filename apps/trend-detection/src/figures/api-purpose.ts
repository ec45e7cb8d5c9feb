import { USE_PURPOSES } from '@landbridge/contracts';
import { PURPOSE_HEADER } from '@landbridge/platform';
import { ApiHeader } from '@nestjs/swagger';

export const ApiPurpose = () =>
  ApiHeader({
    name: PURPOSE_HEADER,
    required: false,
    enum: [...USE_PURPOSES],
    description:
      'What you read for. The figures of a community are read for the purpose of its charter, which is also what is taken when it is left out.',
  });
